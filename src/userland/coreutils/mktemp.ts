import { isSysError } from '../../kernel/errno.ts';
import { dirname, join } from '../paths.ts';
import { tool } from '../tool.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export const mktemp = tool({
  name: 'mktemp',
  synopsis: ['[OPTION]... [TEMPLATE]'],
  summary: 'Create a temporary file or directory, safely, and print its name.',
  options: [
    { short: 'd', long: 'directory', help: 'create a directory, not a file' },
    { short: 'u', long: 'dry-run', help: 'do not create anything; merely print a name (unsafe)' },
    { short: 'q', long: 'quiet', help: 'suppress diagnostics about file/dir-creation failure' },
    { long: 'suffix', argument: 'SUFF', help: 'append SUFF to TEMPLATE' },
    { short: 'p', argument: 'DIR', help: 'interpret TEMPLATE relative to DIR' },
    { long: 'tmpdir', argument: 'DIR', optional: true, help: 'the same; without DIR use $TMPDIR, else /tmp' },
    { short: 't', help: 'interpret TEMPLATE as a single file name component' },
  ],
  *run(t) {
    const template = t.operands[0] ?? 'tmp.XXXXXXXXXX';
    const marks = /X{3,}(?!.*X{3,})/.exec(template);
    if (!marks) return yield* t.fail(`too few X's in template ‘${template}’`);
    const random = t.proc.random('mktemp');
    const filled = [...marks[0]].map(() => LETTERS[random.below(LETTERS.length)]).join('');
    const name = template.slice(0, marks.index) + filled + template.slice(marks.index + marks[0].length) + (t.value('suffix') ?? '');
    const inTmp = t.operands.length === 0 || t.has('t') || t.has('tmpdir') || t.has('p');
    const path = inTmp ? join(t.value('p') ?? t.value('tmpdir') ?? t.proc.env.get('TMPDIR') ?? '/tmp', name) : name;
    try {
      if (!t.has('dry-run') && t.has('directory')) t.proc.fs.mkdir(path, 0o700);
      else if (!t.has('dry-run')) t.proc.fs.writeFile(path, '', 0o600);
    } catch (error) {
      if (t.has('quiet') && isSysError(error)) return 1;
      yield* t.failed(t.busybox ? path : `failed to create ${t.has('directory') ? 'directory' : 'file'} via template ‘${inTmp ? join(dirname(path), template) : template}’`, error);
      return 1;
    }
    yield* t.print(`${path}\n`);
    return 0;
  },
});
