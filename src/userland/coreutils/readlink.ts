import { isSysError } from '../../kernel/errno.ts';
import { tool } from '../tool.ts';
import { canonicalPath } from './realpath.ts';

export const readlink = tool({
  name: 'readlink',
  synopsis: ['[OPTION]... FILE...'],
  summary: 'Print value of a symbolic link or canonical file name',
  busybox: 'fnv',
  options: [
    { short: 'f', long: 'canonicalize', help: 'canonicalize by following every symlink in every component of the given name' },
    { short: 'e', long: 'canonicalize-existing', help: 'the same, all components must exist' },
    { short: 'm', long: 'canonicalize-missing', help: 'the same, without requirements on components existence' },
    { short: 'n', long: 'no-newline', help: 'do not output the trailing delimiter' },
    { short: 'q', long: 'quiet', help: 'suppress most error messages (on by default)' },
    { short: 's', long: 'silent', help: 'suppress most error messages (on by default)' },
    { short: 'v', long: 'verbose', help: 'report error messages' },
    { short: 'z', long: 'zero', help: 'end each output line with NUL, not newline' },
  ],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand');
    const how = t.options.last('canonicalize', 'canonicalize-existing', 'canonicalize-missing');
    const existing = how === 'canonicalize-existing' ? 'all' : how === 'canonicalize-missing' ? 'none' : 'parents';
    const end = t.has('no-newline') && t.operands.length === 1 ? '' : t.has('zero') ? '\0' : '\n';
    for (const name of t.operands) {
      try {
        yield* t.print(`${how === undefined ? t.proc.fs.readlink(name) : canonicalPath(t.proc.fs, name, existing)}${end}`);
      } catch (error) {
        if (t.has('verbose')) yield* t.failed(name, error);
        else if (!isSysError(error)) throw error;
        t.exit = 1;
      }
    }
    return t.exit;
  },
});
