import { isSysError } from '../../kernel/errno.ts';
import { tool } from '../tool.ts';

export const readlink = tool({
  name: 'readlink',
  synopsis: ['[OPTION]... FILE...'],
  summary: 'Print value of a symbolic link or canonical file name',
  options: [
    { short: 'f', long: 'canonicalize', help: 'canonicalize by following every symlink in every component of the given name' },
    { short: 'e', long: 'canonicalize-existing', help: 'the same, all components must exist' },
    { short: 'm', long: 'canonicalize-missing', help: 'the same, without requirements on components existence' },
    { short: 'n', long: 'no-newline', help: 'do not output the trailing delimiter' },
  ],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand');
    const canonical = t.has('canonicalize') || t.has('canonicalize-existing') || t.has('canonicalize-missing');
    for (const name of t.operands) {
      try {
        yield* t.print(`${canonical ? t.proc.fs.realpath(name) : t.proc.fs.readlink(name)}${t.has('no-newline') ? '' : '\n'}`);
      } catch (error) {
        if (!isSysError(error)) throw error;
        t.exit = 1;
      }
    }
    return t.exit;
  },
});
