import { isSysError } from '../../kernel/errno.ts';
import { BACKUP_OPTIONS, keepBackup } from '../backup.ts';
import { confirm } from '../confirm.ts';
import { copyTree, type CopyOptions } from '../copy-tree.ts';
import { basename, dirname, join } from '../paths.ts';
import { tool } from '../tool.ts';
import { canonicalPath } from './realpath.ts';

export const cp = tool({
  name: 'cp',
  synopsis: ['[OPTION]... [-T] SOURCE DEST', '[OPTION]... SOURCE... DIRECTORY', '[OPTION]... -t DIRECTORY SOURCE...'],
  summary: 'Copy SOURCE to DEST, or multiple SOURCE(s) to DIRECTORY.',
  busybox: 'arRPLHpfinlsTtuvd',
  options: [
    { short: 'a', long: 'archive', help: 'same as -dR --preserve=all' },
    ...BACKUP_OPTIONS,
    { short: 'd', help: 'same as --no-dereference --preserve=links' },
    { short: 'f', long: 'force', help: 'if an existing destination file cannot be opened, remove it and try again' },
    { short: 'i', long: 'interactive', help: 'prompt before overwrite' },
    { short: 'H', help: 'follow command-line symbolic links in SOURCE' },
    { short: 'l', long: 'link', help: 'hard link files instead of copying' },
    { short: 'L', long: 'dereference', help: 'always follow symbolic links in SOURCE' },
    { short: 'n', long: 'no-clobber', help: 'do not overwrite an existing file' },
    { short: 'P', long: 'no-dereference', help: 'never follow symbolic links in SOURCE' },
    { short: 'p', help: 'same as --preserve=mode,ownership,timestamps' },
    { long: 'preserve', argument: 'ATTR_LIST', optional: true, help: 'preserve the specified attributes' },
    { long: 'parents', help: 'use full source file name under DIRECTORY' },
    { short: 'R', long: 'recursive', help: 'copy directories recursively' },
    { short: 'r', help: 'copy directories recursively' },
    { long: 'reflink', argument: 'WHEN', optional: true, help: 'control clone/CoW copies' },
    { long: 'sparse', argument: 'WHEN', help: 'control creation of sparse files' },
    { short: 's', long: 'symbolic-link', help: 'make symbolic links instead of copying' },
    { short: 't', long: 'target-directory', argument: 'DIRECTORY', help: 'copy all SOURCE arguments into DIRECTORY' },
    { short: 'T', long: 'no-target-directory', help: 'treat DEST as a normal file' },
    { short: 'u', long: 'update', help: 'copy only when the SOURCE file is newer' },
    { short: 'v', long: 'verbose', help: 'explain what is being done' },
    { short: 'x', long: 'one-file-system', help: 'stay on this file system' },
  ],
  *run(t) {
    const { fs } = t.proc;
    const sources = [...t.operands];
    const into = t.value('target-directory');
    const target = into ?? (sources.length > 1 ? sources.pop() : undefined);
    if (sources.length === 0) return yield* t.usage('missing file operand');
    if (target === undefined) return yield* t.usage(`missing destination file operand after '${sources[0]}'`);
    const archive = t.has('archive');
    const recursive = archive || t.has('recursive') || t.has('r');
    const keep = archive || t.has('p') || t.has('preserve');
    const make = t.options.last('link', 'symbolic-link');
    const options: CopyOptions = { mode: keep, owner: keep, times: keep, make: make === 'link' ? 'hard' : make === undefined ? undefined : 'symbolic', links: (recursive || t.has('no-dereference') || t.has('d')) && !t.has('dereference') };
    const directory = !t.has('no-target-directory') && fs.exists(target) && fs.stat(target).kind === 'directory';
    if (sources.length > 1 && !directory) return yield* t.fail(`target '${target}'${t.busybox ? '' : `: ${fs.exists(target) ? 'Not a directory' : 'No such file or directory'}`}`);
    for (const source of sources) {
      try {
        const stat = options.links ? fs.lstat(source) : fs.stat(source);
        if (stat.kind === 'directory' && !recursive) {
          yield* t.fail(t.busybox ? `omitting directory '${source}'` : `-r not specified; omitting directory '${source}'`);
          continue;
        }
        const name = t.has('parents') ? source.replace(/^\/+/, '') : basename(source) === '..' || basename(source) === '.' ? '' : basename(source);
        const destination = directory ? join(target, name).replace(/\/$/, '') : target;
        if (t.has('parents') && directory) fs.mkdirs(dirname(destination));
        const exists = fs.exists(destination);
        if (exists && stat.kind !== 'directory') {
          const there = fs.stat(destination);
          if (there.kind === 'directory') {
            yield* t.fail(`cannot overwrite directory '${destination}' with non-directory`);
            continue;
          }
          if (there.ino === stat.ino && there.dev === stat.dev) {
            yield* t.fail(`'${source}' and '${destination}' are the same file`);
            continue;
          }
          if (t.has('no-clobber') || (t.has('update') && there.mtime >= stat.mtime)) continue;
          if (t.has('interactive') && !(yield* confirm(t, `overwrite '${destination}'?`))) continue;
        }
        if (stat.kind === 'directory' && exists && fs.stat(destination).kind !== 'directory') {
          yield* t.fail(`cannot overwrite non-directory '${destination}' with directory '${source}'`);
          continue;
        }
        if (stat.kind === 'directory' && `${canonicalPath(fs, destination, 'none')}/`.startsWith(`${fs.realpath(source)}/`)) {
          yield* t.fail(`cannot copy a directory, '${source}', into itself, '${destination}'`);
          continue;
        }
        if (!directory && !exists && target.endsWith('/') && stat.kind !== 'directory') {
          yield* t.fail(t.busybox ? `can't create '${target}': Is a directory` : `cannot create regular file '${target}': Not a directory`);
          continue;
        }
        if (stat.kind !== 'directory') yield* keepBackup(t, destination);
        yield* copyTree(t.proc, source, destination, options, function* (from, to) {
          if (t.has('verbose')) yield* t.print(`'${from}' -> '${to}'\n`);
        });
      } catch (error) {
        if (!isSysError(error)) throw error;
        const subject = fs.exists(source) ? (t.busybox ? `can't create '${target}'` : `cannot create regular file '${target}'`) : t.busybox ? `can't stat '${source}'` : `cannot stat '${source}'`;
        yield* t.fail(`${subject}: ${error.message}`);
      }
    }
    return t.exit;
  },
});
