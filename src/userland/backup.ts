/** The copies that cp, mv and ln keep of what they overwrite: `file~`, `file.~1~`. */
import type { Sys } from '../kernel/sys.ts';
import type { Option } from './options.ts';
import type { Tool } from './tool.ts';

export const BACKUP_OPTIONS: readonly Option[] = [
  { long: 'backup', argument: 'CONTROL', optional: true, help: 'make a backup of each existing destination file' },
  { short: 'b', help: 'like --backup but does not accept an argument' },
  { short: 'S', long: 'suffix', argument: 'SUFFIX', help: 'override the usual backup suffix' },
];

/** Renames an existing `path` out of the way when the options ask for it. */
export function* keepBackup(t: Tool, path: string): Sys<void> {
  const { fs } = t.proc;
  if (!(t.has('backup') || t.has('b') || t.has('suffix')) || !fs.exists(path)) return;
  const control = t.value('backup') ?? 'existing';
  if (control === 'none' || control === 'off') return;
  const numbered = (n: number): string => `${path}.~${n}~`;
  let next = 1;
  while (fs.exists(numbered(next))) next++;
  const simple = control === 'simple' || control === 'never' || (!/^(?:numbered|t)$/.test(control) && next === 1);
  fs.rename(path, simple ? path + (t.value('suffix') ?? '~') : numbered(next));
}
