import { isSysError } from '../../kernel/errno.ts';
import { BACKUP_OPTIONS, keepBackup } from '../backup.ts';
import { confirm } from '../confirm.ts';
import { copyTree } from '../copy-tree.ts';
import { basename, join } from '../paths.ts';
import { tool } from '../tool.ts';

export const mv = tool({
  name: 'mv',
  synopsis: ['[OPTION]... [-T] SOURCE DEST', '[OPTION]... SOURCE... DIRECTORY', '[OPTION]... -t DIRECTORY SOURCE...'],
  summary: 'Rename SOURCE to DEST, or move SOURCE(s) to DIRECTORY.',
  busybox: 'finTtv',
  options: [
    ...BACKUP_OPTIONS,
    { short: 'f', long: 'force', help: 'do not prompt before overwriting' },
    { short: 'i', long: 'interactive', help: 'prompt before overwrite' },
    { short: 'n', long: 'no-clobber', help: 'do not overwrite an existing file' },
    { short: 't', long: 'target-directory', argument: 'DIRECTORY', help: 'move all SOURCE arguments into DIRECTORY' },
    { short: 'T', long: 'no-target-directory', help: 'treat DEST as a normal file' },
    { short: 'u', long: 'update', help: 'move only when the SOURCE file is newer than the destination file or when the destination file is missing' },
    { short: 'v', long: 'verbose', help: 'explain what is being done' },
  ],
  *run(t) {
    const { fs } = t.proc;
    const sources = [...t.operands];
    const target = t.value('target-directory') ?? (sources.length > 1 ? sources.pop() : undefined);
    if (sources.length === 0) return yield* t.usage('missing file operand');
    if (target === undefined) return yield* t.usage(`missing destination file operand after '${sources[0]}'`);
    const directory = !t.has('no-target-directory') && fs.exists(target) && fs.stat(target).kind === 'directory';
    if (sources.length > 1 && !directory) return yield* t.fail(`target '${target}'${t.busybox ? ' is not a directory' : fs.exists(target) ? ': Not a directory' : ': No such file or directory'}`);
    for (const source of sources) {
      const destination = directory ? join(target, basename(source)) : target;
      try {
        fs.lstat(source);
      } catch (error) {
        yield* t.failed(t.busybox ? `can't rename '${source}'` : `cannot stat '${source}'`, error);
        continue;
      }
      try {
        if (fs.exists(destination)) {
          if (fs.realpath(destination) === fs.realpath(source)) {
            yield* t.fail(`'${source}' and '${destination}' are the same file`);
            continue;
          }
          const isDirectory = fs.lstat(source).kind === 'directory';
          const ontoDirectory = fs.lstat(destination).kind === 'directory';
          if (!t.busybox && isDirectory !== ontoDirectory) {
            yield* t.fail(isDirectory ? `cannot overwrite non-directory '${destination}' with directory '${source}'` : `cannot overwrite directory '${destination}' with non-directory`);
            continue;
          }
          if (t.has('no-clobber') || (t.has('update') && fs.stat(destination).mtime >= fs.stat(source).mtime)) continue;
          if (t.options.last('interactive', 'force') === 'interactive' && !(yield* confirm(t, `overwrite '${destination}'?`))) continue;
        }
        yield* keepBackup(t, destination);
        try {
          fs.rename(source, destination);
        } catch (error) {
          if (!isSysError(error, 'EXDEV')) throw error;
          yield* copyTree(t.proc, source, destination, { mode: true, owner: true, times: true, links: true }, function* () {});
          fs.removeAll(source);
        }
        if (t.has('verbose')) yield* t.print(`renamed '${source}' -> '${destination}'\n`);
      } catch (error) {
        if (!isSysError(error)) throw error;
        if (error.code === 'EINVAL') yield* t.fail(`cannot move '${source}' to a subdirectory of itself, '${destination}'`);
        else yield* t.fail(t.busybox ? `can't rename '${source}': ${error.message}` : `cannot move '${source}' to '${destination}': ${error.message}`);
      }
    }
    return t.exit;
  },
});
