/** Path arithmetic without the file system (basename(1), dirname(1)). */

/** Last component without trailing slashes; `/` of a path of slashes. */
export function basename(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? (path === '' ? '' : '/') : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

/** Everything before the last component; `.` when there is none. */
export function dirname(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  const at = trimmed.lastIndexOf('/');
  if (at < 0) return trimmed === '' && path !== '' ? '/' : '.';
  return trimmed.slice(0, at).replace(/\/+$/, '') || '/';
}

export function join(directory: string, name: string): string {
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}
