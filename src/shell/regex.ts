/** POSIX extended regular expressions as JavaScript's, for `=~`. */

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z', digit: '0-9', alnum: 'A-Za-z0-9', upper: 'A-Z', lower: 'a-z', space: '\\s', blank: ' \\t', punct: '!-\\/:-@\\[-`{-~', print: ' -~',
  graph: '!-~', cntrl: '\\x00-\\x1f\\x7f', xdigit: '0-9A-Fa-f',
};

/** The expression; undefined when it is not valid. */
export function posixRegExp(source: string, ignoreCase: boolean): RegExp | undefined {
  const translated = source.replace(/\\[^]|\[\^?\]?(?:\[:\w+:\]|[^\]])*\]|\(\?/g, (piece) => {
    if (piece === '(?') return '(\\?';
    if (piece.startsWith('\\')) return /[<>]/.test(piece[1] ?? '') ? '\\b' : piece;
    const head = piece.startsWith('[^') ? '[^' : '[';
    let body = piece.slice(head.length, -1).replace(/\\/g, '\\\\');
    if (body.startsWith(']')) body = `\\${body}`;
    return `${head}${body.replace(/\[:(\w+):\]|\[/g, (all, name: string | undefined) => (name === undefined ? `\\${all}` : CLASSES[name] ?? ''))}]`;
  });
  try {
    return new RegExp(translated, `s${ignoreCase ? 'i' : ''}`);
  } catch {
    return undefined;
  }
}
