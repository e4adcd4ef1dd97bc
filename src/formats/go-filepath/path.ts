// Paths as Go's path/filepath treats them on Linux.

/** The shortest equal path: no `.`, no `..` that can be taken away, no double or trailing slashes; '' becomes `.`. */
export function cleanPath(path: string): string {
  if (path === '') return '.';
  const rooted = path.startsWith('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.length > 0 && out[out.length - 1] !== '..') out.pop();
    else if (!rooted) out.push('..');
  }
  const text = out.join('/');
  return rooted ? `/${text}` : text === '' ? '.' : text;
}

/** Joins parts with slashes and cleans; empty parts are left out, and nothing gives ''. */
export function joinPath(...parts: string[]): string {
  const given = parts.filter((part) => part !== '');
  return given.length === 0 ? '' : cleanPath(given.join('/'));
}

/** Whether a path starts at the root. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/');
}

/** The last part; `.` for '' and `/` for the root. */
export function basePath(path: string): string {
  if (path === '') return '.';
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** All but the last part, cleaned. */
export function dirPath(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf('/') + 1));
}

/** The way from one path to another. Throws Error with Go's message when there is none. */
export function relativePath(from: string, to: string): string {
  const base = cleanPath(from);
  const target = cleanPath(to);
  if (base === target) return '.';
  const baseText = base === '.' ? '' : base;
  const impossible = new Error(`Rel: can't make ${to} relative to ${from}`);
  if (baseText.startsWith('/') !== target.startsWith('/')) throw impossible;
  const a = baseText.split('/').filter((part) => part !== '');
  const b = target.split('/').filter((part) => part !== '');
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  if (a[same] === '..') throw impossible;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/');
}

/** filepath.IsLocal: relative, not empty, and never above its start. */
export function isLocalPath(path: string): boolean {
  if (path === '' || path.startsWith('/')) return false;
  const clean = cleanPath(path);
  return clean !== '..' && !clean.startsWith('../');
}
