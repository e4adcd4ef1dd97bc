import { isSysError } from '../../kernel/errno.ts';
import type { FsView } from '../../kernel/fs/types.ts';
import { basename, dirname, join } from '../paths.ts';
import { tool } from '../tool.ts';

/** How much of a path has to be there: all of it, all but its last component, nothing. */
export type Existing = 'all' | 'parents' | 'none';

/** The canonical name of a path, links followed as far as there is something. Throws SysError for what has to be there and is not. */
export function canonicalPath(fs: FsView, path: string, existing: Existing): string {
  try {
    return fs.realpath(path);
  } catch (error) {
    if (!isSysError(error, 'ENOENT') && !(existing === 'none' && isSysError(error, 'ENOTDIR'))) throw error;
    if (existing === 'all') throw error;
    const parent = canonicalPath(fs, dirname(path), existing === 'none' ? 'none' : 'all');
    const name = basename(path);
    if (name === '..') return dirname(parent);
    return name === '.' ? parent : join(parent, name);
  }
}

/** An absolute path without `.`, `..` and links looked at. */
function plainPath(cwd: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : join(cwd, path)).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The way from one canonical directory to another path. */
export function relativePath(from: string, to: string): string {
  const start = from.split('/').filter(Boolean);
  const end = to.split('/').filter(Boolean);
  let shared = 0;
  while (shared < start.length && shared < end.length && start[shared] === end[shared]) shared++;
  return [...start.slice(shared).map(() => '..'), ...end.slice(shared)].join('/') || '.';
}

export const realpath = tool({
  name: 'realpath',
  synopsis: ['[OPTION]... FILE...'],
  summary: 'Print the resolved absolute file name;\nall but the last component must exist',
  busybox: '',
  options: [
    { short: 'e', long: 'canonicalize-existing', help: 'all components of the path must exist' },
    { short: 'm', long: 'canonicalize-missing', help: 'no path components need exist or be a directory' },
    { short: 'q', long: 'quiet', help: 'suppress most error messages' },
    { long: 'relative-to', argument: 'DIR', help: 'print the resolved path relative to DIR' },
    { long: 'relative-base', argument: 'DIR', help: 'print absolute paths unless paths below DIR' },
    { short: 's', long: 'strip', help: "don't expand symlinks" },
    { short: 'z', long: 'zero', help: 'end each output line with NUL, not newline' },
  ],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand');
    const existing: Existing = t.has('canonicalize-existing') ? 'all' : t.has('canonicalize-missing') ? 'none' : 'parents';
    const resolve = (path: string): string => (t.has('strip') ? plainPath(t.proc.cwd, path) : canonicalPath(t.proc.fs, path, existing));
    for (const name of t.operands) {
      try {
        const path = resolve(name);
        const base = t.value('relative-base');
        const inside = base === undefined || `${path}/`.startsWith(`${resolve(base)}/`);
        const from = t.value('relative-to') ?? base;
        yield* t.print(`${from !== undefined && inside ? relativePath(resolve(from), path) : path}${t.has('zero') ? '\0' : '\n'}`);
      } catch (error) {
        if (t.has('quiet') && isSysError(error)) t.exit = 1;
        else yield* t.failed(name, error);
      }
    }
    return t.exit;
  },
});
