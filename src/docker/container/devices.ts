/** `--device /dev/a:/dev/b:rwm` (docker/cli container/opts.go). */
import type { DeviceMapping } from '../../api/container.ts';
import { StatusError } from '../errors.ts';

/** A mode has each of r, w and m at most once. */
const isMode = (text: string): boolean => text !== '' && /^[rwm]+$/.test(text) && new Set(text).size === text.length;

/** Go's path.Clean for absolute and relative paths. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') out.push(part);
    else if (out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (!rooted) out.push('..');
  }
  return (rooted ? '/' : '') + out.join('/') || (rooted ? '/' : '.');
}

/** Throws StatusError with the client's text. */
export function parseDevice(text: string, serverOS: string): DeviceMapping {
  if (serverOS === 'windows') return { PathOnHost: text, PathInContainer: '', CgroupPermissions: '' };
  if (serverOS !== 'linux') throw new StatusError(`unknown server OS: ${serverOS}`);
  const parts = text.split(':');
  const [source = '', second, third] = parts;
  if (parts.length > 3 || source === '') throw new StatusError(`bad format for path: ${text}`);
  if (third !== undefined && !isMode(third)) throw new StatusError(`bad mode specified: ${third}`);
  const target = second === undefined || (third === undefined && isMode(second)) ? source : second;
  if (!target.startsWith('/')) throw new StatusError(`${target} is not an absolute path`);
  if (second === undefined) return { PathOnHost: cleanPath(source), PathInContainer: cleanPath(source), CgroupPermissions: 'rwm' };
  if (third === undefined) {
    if (isMode(second)) return { PathOnHost: cleanPath(source), PathInContainer: cleanPath(source), CgroupPermissions: second };
    return { PathOnHost: source, PathInContainer: cleanPath(second), CgroupPermissions: 'rwm' };
  }
  return isMode(second)
    ? { PathOnHost: source, PathInContainer: source, CgroupPermissions: second }
    : { PathOnHost: source, PathInContainer: second || source, CgroupPermissions: third };
}
