/** Media types by file extension, as the mime.types of nginx and Apache list them for common files. */
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html', htm: 'text/html', css: 'text/css', xml: 'text/xml', gif: 'image/gif', jpeg: 'image/jpeg', jpg: 'image/jpeg', js: 'application/javascript', txt: 'text/plain',
  png: 'image/png', svg: 'image/svg+xml', webp: 'image/webp', ico: 'image/x-icon', json: 'application/json', pdf: 'application/pdf', zip: 'application/zip', wasm: 'application/wasm',
  mp4: 'video/mp4', mp3: 'audio/mpeg', woff: 'font/woff', woff2: 'font/woff2', md: 'text/markdown', csv: 'text/csv',
};

/** Undefined when the extension is not known. */
export function mediaType(path: string): string | undefined {
  return TYPES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()];
}
