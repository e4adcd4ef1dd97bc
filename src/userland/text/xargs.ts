import { isSysError } from '../../kernel/errno.ts';
import { signalNumber } from '../../kernel/signals.ts';
import type { Sys } from '../../kernel/sys.ts';
import { findExecutable } from '../run-command.ts';
import { tool, type Tool } from '../tool.ts';

const decoder = new TextDecoder();
/** Room for arguments of one command, as GNU xargs takes it by default. */
const COMMAND_LENGTH = 131_072;

/** Words of xargs' input: blanks separate, quotes and backslashes protect. Undefined for an unmatched quote. */
export function splitWords(text: string): { words: string[]; lines: string[][] } | { quote: string } {
  const lines: string[][] = [];
  let line: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === "'" || char === '"') {
      const end = text.indexOf(char, i + 1);
      const newline = text.indexOf('\n', i + 1);
      if (end < 0 || (newline >= 0 && newline < end)) return { quote: char === "'" ? 'single' : 'double' };
      word = (word ?? '') + text.slice(i + 1, end);
      i = end;
    } else if (char === '\\' && i + 1 < text.length) word = (word ?? '') + (text[++i] ?? '');
    else if (/\s/.test(char)) {
      if (word !== undefined) line.push(word);
      word = undefined;
      if (char === '\n' && line.length > 0 && !/[ \t]/.test(text[i - 1] ?? '')) {
        lines.push(line);
        line = [];
      }
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) line.push(word);
  if (line.length > 0) lines.push(line);
  return { words: lines.flat(), lines };
}

export const xargs = tool({
  name: 'xargs',
  package: 'GNU findutils 4.9.0',
  synopsis: ['[OPTION]... COMMAND [INITIAL-ARGS]...'],
  summary: 'Run COMMAND with arguments INITIAL-ARGS and more arguments read from input.',
  stopAtOperand: true,
  options: [
    { short: '0', long: 'null', help: 'items are separated by a null, not whitespace; disables quote and backslash processing and logical EOF processing' },
    { short: 'a', long: 'arg-file', argument: 'FILE', help: 'read arguments from FILE, not standard input' },
    { short: 'd', long: 'delimiter', argument: 'CHARACTER', help: 'items in input stream are separated by CHARACTER, not by whitespace' },
    { short: 'E', argument: 'END', help: 'set logical EOF string' },
    { short: 'I', argument: 'R', help: 'same as --replace=R' },
    { short: 'i', long: 'replace', argument: 'R', optional: true, help: 'replace R in INITIAL-ARGS with names read from standard input' },
    { short: 'L', long: 'max-lines', argument: 'MAX-LINES', help: 'use at most MAX-LINES non-blank input lines per command line' },
    { short: 'n', long: 'max-args', argument: 'MAX-ARGS', help: 'use at most MAX-ARGS arguments per command line' },
    { short: 'o', long: 'open-tty', help: 'reopen stdin as /dev/tty in the child process before executing the command' },
    { short: 'P', long: 'max-procs', argument: 'MAX-PROCS', help: 'run at most MAX-PROCS processes at a time' },
    { short: 'p', long: 'interactive', help: 'prompt before running commands' },
    { short: 'r', long: 'no-run-if-empty', help: 'if there are no arguments, then do not run COMMAND' },
    { short: 's', long: 'max-chars', argument: 'MAX-CHARS', help: 'limit length of command line to MAX-CHARS' },
    { short: 't', long: 'verbose', help: 'print commands before executing them' },
    { short: 'x', long: 'exit', help: 'exit if the size (see -s) is exceeded' },
  ],
  *run(t) {
    const command = t.operands.length > 0 ? [...t.operands] : ['echo'];
    let text: string;
    try {
      text = decoder.decode(t.has('arg-file') ? t.proc.readFile(t.value('arg-file') ?? '') : yield* t.readAll(0));
    } catch (error) {
      if (!isSysError(error)) throw error;
      return yield* t.fail(`Cannot open input file '${t.value('arg-file')}': ${error.message}`);
    }
    const replace = t.value('I') ?? (t.has('replace') ? (t.value('replace') ?? '{}') : undefined);
    const delimiter = t.has('null') ? '\0' : t.has('delimiter') ? unescape(t.value('delimiter') ?? '') : undefined;
    for (const name of ['max-args', 'max-lines', 'max-procs']) {
      const value = t.value(name);
      if (value === undefined) continue;
      const letter = { 'max-args': 'n', 'max-lines': 'L', 'max-procs': 'P' }[name] ?? '';
      if (!/^\d+$/.test(value)) return yield* t.usage(`invalid number "${value}" for -${letter} option`);
      if (value === '0' && letter !== 'P') return yield* t.usage(`value 0 for -${letter} option should be >= 1`);
    }
    let items: string[];
    let lines: string[][];
    if (delimiter !== undefined) {
      items = text === '' ? [] : (text.endsWith(delimiter) ? text.slice(0, -delimiter.length) : text).split(delimiter);
      lines = items.map((item) => [item]);
    } else if (replace !== undefined) {
      items = text.split('\n').map((line) => line.trimStart()).filter((line) => line !== '').map((line) => {
        const words = splitWords(line);
        return 'quote' in words ? line : /['"\\]/.test(line) ? words.words.join(' ') : line;
      });
      lines = items.map((item) => [item]);
    } else {
      const split = splitWords(text);
      if ('quote' in split) return yield* t.fail(`unmatched ${split.quote} quote; by default quotes are special to xargs unless you use the -0 option`);
      const end = t.value('E');
      items = end !== undefined && split.words.includes(end) ? split.words.slice(0, split.words.indexOf(end)) : split.words;
      lines = split.lines;
    }
    const batches: string[][] = [];
    if (replace !== undefined) for (const item of items) batches.push(command.map((word) => word.replaceAll(replace, item)));
    else if (t.has('max-lines')) {
      const count = Number(t.value('max-lines'));
      for (let i = 0; i < lines.length; i += count) batches.push([...command, ...lines.slice(i, i + count).flat()]);
    } else {
      const most = Number(t.value('max-args') ?? Infinity);
      const room = Number(t.value('max-chars') ?? COMMAND_LENGTH);
      const base = command.join(' ').length + 1;
      let batch: string[] = [];
      let length = base;
      for (const item of items) {
        if (batch.length >= most || (batch.length > 0 && length + item.length + 1 > room)) {
          batches.push([...command, ...batch]);
          batch = [];
          length = base;
        }
        batch.push(item);
        length += item.length + 1;
      }
      if (batch.length > 0) batches.push([...command, ...batch]);
    }
    if (batches.length === 0 && replace === undefined && !t.has('no-run-if-empty') && !(t.busybox && t.has('no-run-if-empty'))) batches.push(command);
    return yield* runAll(t, batches);
  },
});

function unescape(text: string): string {
  const named: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\0': '\0', '\\r': '\r', '\\\\': '\\' };
  return named[text] ?? text;
}

function* runAll(t: Tool, batches: readonly string[][]): Sys<number> {
  const most = Math.max(1, t.value('max-procs') === '0' ? batches.length : Number(t.value('max-procs') ?? 1));
  let code = 0;
  let stop = false;
  const running = new Map<number, string>();
  const reap = function* (): Sys<void> {
    const status = yield* t.proc.wait(-1);
    if (!status) return;
    const name = running.get(status.pid) ?? '';
    running.delete(status.pid);
    if (status.kind === 'signaled') {
      yield* t.warn(`${name}: terminated by signal ${signalNumber(status.signal)}`);
      code = 125;
      stop = true;
    } else if (status.kind === 'exited' && status.code === 255) {
      yield* t.warn(`${name}: exited with status 255; aborting`);
      code = 124;
      stop = true;
    } else if (status.kind === 'exited' && status.code !== 0 && code === 0) code = 123;
  };
  const nothing = t.has('arg-file') || t.has('open-tty') ? 0 : t.proc.open('/dev/null', { read: true });
  for (const argv of batches) {
    if (stop) break;
    while (running.size >= most) yield* reap();
    if (stop) break;
    if (t.has('verbose')) yield* t.proc.write(2, `${argv.join(' ')}\n`);
    const name = argv[0] ?? '';
    const path = findExecutable(t.proc, name);
    if (path === undefined) return yield* t.fail(t.busybox ? `can't execute '${name}': No such file or directory` : `${name}: No such file or directory`, 127);
    try {
      running.set(yield* t.proc.spawn({ path, argv, fds: new Map([[0, nothing], [1, 1], [2, 2]]) }), name);
    } catch (error) {
      if (!isSysError(error)) throw error;
      return yield* t.fail(`${name}: ${error.message}`, error.code === 'ENOENT' ? 127 : 126);
    }
  }
  while (running.size > 0) yield* reap();
  return code;
}
