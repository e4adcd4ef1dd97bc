import { isSysError } from '../../../kernel/errno.ts';
import type { Sys } from '../../../kernel/sys.ts';
import { dirname } from '../../paths.ts';
import { tool, type Tool } from '../../tool.ts';
import { SedInput } from './input.ts';
import { SedMachine } from './machine.ts';
import { parseScript } from './parse.ts';
import { SedError, type Command } from './script.ts';

export const sed = tool({
  name: 'sed',
  package: 'GNU sed 4.9',
  synopsis: ['[OPTION]... {script-only-if-no-other-script} [input-file]...'],
  summary: '',
  options: [
    { short: 'n', long: 'quiet', help: 'suppress automatic printing of pattern space' },
    { long: 'silent' },
    { long: 'debug', help: 'annotate program execution (not simulated here)' },
    { short: 'e', long: 'expression', argument: 'script', help: 'add the script to the commands to be executed' },
    { short: 'f', long: 'file', argument: 'script-file', help: 'add the contents of script-file to the commands to be executed' },
    { long: 'follow-symlinks', help: 'follow symlinks when processing in place' },
    { short: 'i', long: 'in-place', argument: 'SUFFIX', optional: true, help: 'edit files in place (makes backup if SUFFIX supplied)' },
    { short: 'l', long: 'line-length', argument: 'N', help: 'specify the desired line-wrap length for the `l\' command' },
    { long: 'posix', help: 'disable all GNU extensions.' },
    { short: 'E', long: 'regexp-extended', help: 'use extended regular expressions in the script (for portability use POSIX -E).' },
    { short: 'r' },
    { short: 's', long: 'separate', help: 'consider files as separate rather than as a single continuous long stream.' },
    { long: 'sandbox', help: 'operate in sandbox mode (disable e/r/w commands; not simulated here).' },
    { short: 'u', long: 'unbuffered', help: 'load minimal amounts of data from the input files and flush the output buffers more often' },
    { short: 'z', long: 'null-data', help: 'separate lines by NUL characters' },
  ],
  *run(t) {
    for (const name of ['debug', 'sandbox']) if (t.has(name)) return yield* t.fail(`option --${name} is not simulated here`);
    const operands = [...t.operands];
    const pieces: string[] = [];
    for (const { name, value } of t.options.given) {
      if (name === 'expression') pieces.push((value ?? '').replace(/\\$/, '\\\n'));
      if (name === 'file') {
        try {
          pieces.push((value === '-' ? new TextDecoder().decode(yield* t.readAll(0)) : t.proc.readText(value ?? '')).replace(/^#!.*\n/, (line) => (line.startsWith('#!/') ? '' : line)).replace(/\n$/, ''));
        } catch (error) {
          if (!isSysError(error)) throw error;
          return yield* t.fail(`couldn't open file ${value}: ${error.message}`, t.busybox ? 1 : 4);
        }
      }
    }
    if (pieces.length === 0) {
      const script = operands.shift();
      if (script === undefined) {
        yield* t.proc.write(2, 'Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n');
        return 1;
      }
      pieces.push(script);
    }
    let commands: Command[];
    try {
      commands = parseScript(pieces.join('\n'), t.has('regexp-extended') || t.has('r'));
    } catch (error) {
      if (!(error instanceof SedError)) throw error;
      return yield* t.fail(t.busybox ? error.message : error.at < 0 ? `-e expression #${pieces.length}, char ${pieces.at(-1)?.length ?? 0}: ${error.message}`.replace(/^-e.*(can't find label)/, '-e expression #1, char 3: $1').replace(/^-e expression #1, char 3: /, '') : `-e expression #1, char ${error.at}: ${error.message}`, error.at < 0 && !t.busybox && error.message.startsWith("can't find label") ? 4 : 1);
    }
    const inPlace = t.has('in-place');
    if (inPlace && operands.length === 0) return yield* t.fail('no input files', 1);
    let exit = 0;
    let edited = '';
    const out: SedMachine['out'] = inPlace ? { *write(text) { edited += text; }, *flush() {} } : t.out;
    let machine: SedMachine | undefined;
    const input = new SedInput(t.proc, operands.length > 0 ? operands : ['-'], {
      delimiter: t.has('null-data') ? 0 : 10,
      separate: t.has('separate') || inPlace,
      beforeWait: () => t.out.flush(),
      *failed(name, message) {
        exit = inPlace && message === 'DIRECTORY' ? 4 : 2;
        yield* t.out.flush();
        yield* t.warn(message === 'DIRECTORY' ? (inPlace ? `couldn't edit ${name}: not a regular file` : `read error on ${name}: Is a directory`) : t.busybox ? `${name}: ${message}` : `can't read ${name}: ${message}`);
      },
      *opened() { edited = ''; },
      *closed(name) {
        machine?.fileEnded();
        if (inPlace) yield* replaceFile(t, name, edited);
        edited = '';
      },
    });
    try {
      machine = new SedMachine(t.proc, commands, input, {
        quiet: t.has('quiet') || t.has('silent') || pieces[0]?.startsWith('#n\n') === true, newline: t.has('null-data') ? '\0' : '\n', posix: t.has('posix'),
        lineLength: Number(t.value('line-length') ?? 70), unbuffered: t.has('unbuffered'),
      }, out);
    } catch (error) {
      if (!isSysError(error)) throw error;
      const path = commands.find((command) => 'wW'.includes(command.name))?.text ?? commands.find((command) => command.substitution?.file !== undefined)?.substitution?.file;
      return yield* t.fail(`couldn't open file ${path}: ${error.message}`, 4);
    }
    const code = yield* machine.run();
    if (inPlace && input.line > 0 && edited !== '') yield* replaceFile(t, input.name, edited + (yield* input.rest()));
    return code || exit;
  },
});

function* replaceFile(t: Tool, name: string, text: string): Sys<void> {
  const { fs } = t.proc;
  const stat = fs.stat(name);
  const suffix = t.value('in-place');
  const target = t.has('follow-symlinks') ? fs.realpath(name) : name;
  if (suffix) {
    const backup = suffix.includes('*') ? `${dirname(name)}/${suffix.replaceAll('*', name.slice(name.lastIndexOf('/') + 1))}` : name + suffix;
    fs.rename(target, backup);
  }
  const temporary = `${dirname(target)}/sed${t.proc.random('sed').hex(6)}`;
  try {
    fs.writeFile(temporary, text, stat.mode);
    fs.chmod(temporary, stat.mode);
    if (fs.credentials.uid === 0) fs.chown(temporary, stat.uid, stat.gid);
    fs.rename(temporary, target);
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* t.fail(error.code === 'EBUSY' ? `cannot rename ${temporary}: Device or resource busy` : `couldn't open temporary file ${temporary}: ${error.message}`, 4);
    if (fs.exists(temporary)) fs.unlink(temporary);
  }
}
