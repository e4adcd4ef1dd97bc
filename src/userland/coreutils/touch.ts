import { isSysError } from '../../kernel/errno.ts';
import { parseDate } from '../parse-date.ts';
import { tool } from '../tool.ts';

export const touch = tool({
  name: 'touch',
  synopsis: ['[OPTION]... FILE...'],
  summary: 'Update the access and modification times of each FILE to the current time.\n\nA FILE argument that does not exist is created empty, unless -c or -h is supplied.',
  busybox: 'chmadtr',
  options: [
    { short: 'a', help: 'change only the access time' },
    { short: 'c', long: 'no-create', help: 'do not create any files' },
    { short: 'd', long: 'date', argument: 'STRING', help: 'parse STRING and use it instead of current time' },
    { short: 'h', long: 'no-dereference', help: 'affect each symbolic link instead of any referenced file' },
    { short: 'm', help: 'change only the modification time' },
    { short: 'r', long: 'reference', argument: 'FILE', help: "use this file's times instead of current time" },
    { short: 't', argument: 'STAMP', help: 'use [[CC]YY]MMDDhhmm[.ss] instead of current time' },
  ],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing file operand');
    const { fs } = t.proc;
    const reference = t.value('reference');
    const given = t.value('date');
    const stamp = t.value('t');
    const when = reference !== undefined ? fs.stat(reference).mtime : given !== undefined ? parseDate(given, t.proc.realtime()) : stamp !== undefined ? parseDate(stamp.replace(/^(?:(\d\d)?(\d\d))?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/, (_, c: string | undefined, y: string, mo, d, h, mi, s: string | undefined) => `${c ?? '20'}${y}-${mo}-${d} ${h}:${mi}:${s ?? '00'}`), t.proc.realtime()) : t.proc.realtime();
    if (when === undefined) return yield* t.fail(`invalid date format ‘${given ?? stamp}’`);
    for (const path of t.operands) {
      try {
        const noFollow = t.has('no-dereference');
        if (path.endsWith('/') && fs.exists(path.replace(/\/+$/, '')) && fs.stat(path.replace(/\/+$/, '')).kind !== 'directory') {
          yield* t.fail(t.busybox ? `${path}: Not a directory` : `setting times of '${path}': Not a directory`);
          continue;
        }
        if (!noFollow && !fs.exists(path)) {
          if (t.has('no-create')) continue;
          fs.writeFile(path, '');
        }
        const { atime, mtime } = noFollow ? fs.lstat(path) : fs.stat(path);
        fs.utimes(path, t.has('m') && !t.has('a') ? atime : when, t.has('a') && !t.has('m') ? mtime : when, { noFollow });
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* t.fail(t.busybox ? `${path}: ${error.message}` : `cannot touch '${path}': ${error.message}`);
      }
    }
    return t.exit;
  },
});
