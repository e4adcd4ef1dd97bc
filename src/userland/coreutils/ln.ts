import { isSysError } from '../../kernel/errno.ts';
import { BACKUP_OPTIONS, keepBackup } from '../backup.ts';
import { confirm } from '../confirm.ts';
import { basename, dirname, join } from '../paths.ts';
import { tool } from '../tool.ts';
import { canonicalPath, relativePath } from './realpath.ts';

export const ln = tool({
  name: 'ln',
  synopsis: ['[OPTION]... [-T] TARGET LINK_NAME', '[OPTION]... TARGET', '[OPTION]... TARGET... DIRECTORY'],
  summary: 'Create hard links by default, symbolic links with --symbolic.',
  busybox: 'sfnbStTv',
  options: [
    ...BACKUP_OPTIONS,
    { short: 'f', long: 'force', help: 'remove existing destination files' },
    { short: 'i', long: 'interactive', help: 'prompt whether to remove destinations' },
    { short: 'n', long: 'no-dereference', help: 'treat LINK_NAME as a normal file if it is a symbolic link to a directory' },
    { short: 'r', long: 'relative', help: 'with -s, create links relative to link location' },
    { short: 's', long: 'symbolic', help: 'make symbolic links instead of hard links' },
    { short: 't', long: 'target-directory', argument: 'DIRECTORY', help: 'specify the DIRECTORY in which to create the links' },
    { short: 'T', long: 'no-target-directory', help: 'treat LINK_NAME as a normal file always' },
    { short: 'v', long: 'verbose', help: 'print name of each linked file' },
  ],
  *run(t) {
    const { fs } = t.proc;
    const targets = [...t.operands];
    const last = t.value('target-directory') ?? (targets.length > 1 ? (targets.pop() ?? '.') : '.');
    if (targets.length === 0) return yield* t.usage('missing file operand');
    const directory = !t.has('no-target-directory') && fs.exists(last) && fs.stat(last).kind === 'directory' && !(t.has('no-dereference') && fs.lstat(last).kind === 'symlink');
    if (targets.length > 1 && !directory) return yield* t.fail(`target '${last}'${t.busybox ? ' is not a directory' : fs.exists(last) ? ': Not a directory' : ': No such file or directory'}`);
    for (const target of targets) {
      const link = directory ? join(last, basename(target)) : last;
      const kind = t.has('symbolic') ? 'symbolic' : 'hard';
      try {
        const text = kind === 'symbolic' && t.has('relative') ? relativePath(canonicalPath(fs, dirname(link), 'none'), canonicalPath(fs, target, 'none')) : target;
        if (fs.exists(link) || isDangling(fs, link)) {
          if (t.has('interactive') && !(yield* confirm(t, `replace '${link}'?`))) continue;
          yield* keepBackup(t, link);
          if ((t.has('force') || t.has('interactive')) && (fs.exists(link) || isDangling(fs, link))) fs.unlink(link);
        }
        if (kind === 'symbolic') fs.symlink(text, link);
        else fs.link(target, link);
        if (t.has('verbose')) yield* t.print(`'${link}' ${kind === 'symbolic' ? '->' : '=>'} '${text}'\n`);
      } catch (error) {
        if (!isSysError(error)) throw error;
        if (t.busybox) yield* t.fail(`${link}: ${error.message}`);
        else if (kind === 'hard' && error.code === 'ENOENT') yield* t.fail(`failed to access '${target}': ${error.message}`);
        else if (kind === 'hard' && error.code === 'EPERM') yield* t.fail(`${target}: hard link not allowed for directory`);
        else yield* t.fail(`failed to create ${kind} link '${link}': ${error.message}`);
      }
    }
    return t.exit;
  },
});

function isDangling(fs: { lstat(path: string): { kind: string } }, path: string): boolean {
  try {
    return fs.lstat(path).kind === 'symlink';
  } catch (error) {
    if (!isSysError(error)) throw error;
    return false;
  }
}
