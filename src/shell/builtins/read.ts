/** read, mapfile (readarray), getopts */
import { readLine } from '../input.ts';
import { assignArray, assignValue } from '../assign.ts';
import { runText } from '../run/text.ts';
import { interruptible, runPending } from '../traps.ts';
import { isSysError } from '../../kernel/errno.ts';
import { complain, parseOptions } from './options.ts';
import type { Builtin } from './table.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

const read: Builtin = {
  name: 'read',
  usage: 'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]',
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, sh.dialect === 'dash' ? 'p:r' : 'ersa:d:i:n:N:p:t:u:', read.usage);
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    if (sh.dialect === 'dash' && rest.length === 0) return yield* complain(sh, 'read', 'arg count', 2);
    for (const name of rest) {
      if (!/^[A-Za-z_]\w*(?:\[.*\])?$/.test(name)) return yield* complain(sh, 'read', `\`${name}': not a valid identifier`);
    }
    const fd = Number(flags.get('u') ?? 0);
    const timeout = flags.get('t');
    if (timeout !== undefined && !/^\d*\.?\d*$/.test(timeout)) return yield* complain(sh, 'read', `${timeout}: invalid timeout specification`);
    if (!sh.proc.fds().includes(fd)) return yield* complain(sh, 'read', `${fd}: invalid file descriptor: Bad file descriptor`);
    if (timeout !== undefined && Number(timeout) === 0) return sh.proc.file(fd).readable() ? 0 : 1;
    const tty = sh.proc.isatty(fd);
    if (flags.has('p') && tty) yield* sh.proc.write(2, flags.get('p') as string);
    const count = flags.get('N') ?? flags.get('n');
    const before = tty && (flags.has('s') || count !== undefined || flags.has('d')) ? sh.proc.tcgetattr(fd) : undefined;
    if (before) sh.proc.tcsetattr(fd, { ...before, echo: before.echo && !flags.has('s'), icanon: count === undefined && !flags.has('d') && before.icanon });
    try {
      return yield* interruptible(sh, readFields(sh, fd, flags, rest, timeout === undefined ? undefined : sh.proc.now() + Number(timeout) * 1e9));
    } catch (error) {
      if (!isSysError(error)) throw error;
      if (error.code === 'EINTR') {
        yield* runPending(sh);
        return 130;
      }
      return yield* complain(sh, 'read', `read error: ${fd}: ${error.message}`);
    } finally {
      if (before) sh.proc.tcsetattr(fd, before);
    }
  },
};

function* readFields(sh: Shell, fd: number, flags: ReadonlyMap<string, string>, names: readonly string[], deadline: number | undefined): Sys<number> {
  const count = flags.get('N') ?? flags.get('n');
  let text = '';
  let status = 0;
  for (;;) {
    const line = yield* readLine(sh, fd, {
      ...(flags.has('d') ? { delimiter: flags.get('d') as string } : {}), ...(count === undefined ? {} : { characters: Number(count) }),
      exactly: flags.has('N'), ...(deadline === undefined ? {} : { deadline }),
    });
    text += line?.text ?? '';
    if (line === undefined || !line.ended) status = line?.timedOut ? 142 : 1;
    // A backslash at the end continues the line, unless -r.
    if (flags.has('r') || status !== 0 || !/(?:^|[^\\])(?:\\\\)*\\$/.test(text) || count !== undefined) break;
    text = text.slice(0, -1);
    if (sh.interactive && sh.proc.isatty(fd)) yield* sh.proc.write(2, sh.vars.get('PS2') ?? '> ');
  }
  text = text.replaceAll('\0', '');
  const raw = flags.has('r');
  const array = flags.get('a');
  const problem = array !== undefined
    ? assignArray(sh, array, splitFields(text, sh.vars.get('IFS'), Infinity, raw).map((item) => [undefined, item, false] as const), false)
    : assignFields(sh, names, text, raw, flags.has('N'));
  if (problem !== undefined) return yield* complain(sh, 'read', problem);
  return status;
}

function assignFields(sh: Shell, names: readonly string[], text: string, raw: boolean, exact: boolean): string | undefined {
  if (names.length === 0) return assignValue(sh, 'REPLY', undefined, raw || exact ? text : text.replace(/\\(.)/gs, '$1'), false);
  const fields = exact ? [text] : splitFields(text, sh.vars.get('IFS'), names.length, raw);
  for (const [i, name] of names.entries()) {
    const element = /^(\w+)\[(.*)\]$/s.exec(name);
    const problem = assignValue(sh, element?.[1] ?? name, element?.[2], fields[i] ?? '', false);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Splits as `read` does: the last field takes the rest, without blanks at its end. */
function splitFields(text: string, ifs: string | undefined, limit: number, raw: boolean): string[] {
  const separators = ifs ?? ' \t\n';
  // Characters behind a backslash are never separators.
  const chars: { char: string; quoted: boolean }[] = [];
  for (let i = 0; i < text.length; i++) {
    if (!raw && text[i] === '\\' && i + 1 < text.length) chars.push({ char: text[++i] as string, quoted: true });
    else if (raw || text[i] !== '\\') chars.push({ char: text[i] as string, quoted: false });
  }
  const isSeparator = (i: number): boolean => i < chars.length && !(chars[i]?.quoted ?? true) && separators.includes(chars[i]?.char ?? '\0');
  const isBlank = (i: number): boolean => isSeparator(i) && /[ \t\n]/.test(chars[i]?.char ?? '');
  const take = (from: number, to: number): string => chars.slice(from, to).map((item) => item.char).join('');
  let i = 0;
  while (isBlank(i)) i++;
  const out: string[] = [];
  while (i < chars.length) {
    if (out.length === limit - 1) {
      let end = chars.length;
      while (end > i && isBlank(end - 1)) end--;
      // One separator at the very end belongs to the last field's end.
      if (end > i && isSeparator(end - 1) && ![...Array(end - 1 - i).keys()].some((k) => isSeparator(i + k))) end--;
      out.push(take(i, end));
      return out;
    }
    const start = i;
    while (i < chars.length && !isSeparator(i)) i++;
    out.push(take(start, i));
    while (isBlank(i)) i++;
    if (isSeparator(i)) {
      i++;
      while (isBlank(i)) i++;
    }
  }
  return out;
}

function mapfile(name: string): Builtin {
  const usage = `${name} [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]`;
  return {
    name,
    usage,
    shells: ['bash'],
    *run(sh, words) {
      const parsed = yield* parseOptions(sh, words, 'd:n:O:s:tu:C:c:', usage);
      if (parsed === undefined) return 2;
      const { flags, rest } = parsed;
      const array = rest[0] ?? 'MAPFILE';
      if (!/^[A-Za-z_]\w*$/.test(array)) return yield* complain(sh, name, `\`${array}': not a valid identifier`);
      const delimiter = flags.get('d');
      const origin = Number(flags.get('O') ?? 0);
      const limit = Number(flags.get('n') ?? 0);
      let skip = Number(flags.get('s') ?? 0);
      const entries: (readonly [string | undefined, string, boolean])[] = [];
      while (limit === 0 || entries.length < limit) {
        const line = yield* readLine(sh, Number(flags.get('u') ?? 0), delimiter === undefined ? {} : { delimiter });
        if (line === undefined) break;
        if (skip-- > 0) continue;
        const text = line.text + (flags.has('t') || !line.ended ? '' : delimiter ?? '\n');
        const callback = flags.get('C');
        if (callback !== undefined && (entries.length + 1) % Number(flags.get('c') ?? 5000) === 0) {
          yield* sh.proc.call(runText(sh, `${callback} ${origin + entries.length}`, { name: sh.source.name, line: sh.line }));
        }
        entries.push([String(origin + entries.length), text, false]);
      }
      const problem = assignArray(sh, array, entries, flags.has('O'));
      return problem === undefined ? 0 : yield* complain(sh, name, problem);
    },
  };
}

const getopts: Builtin = {
  name: 'getopts',
  usage: 'getopts optstring name [arg ...]',
  *run(sh, words) {
    const [, options, name] = words;
    if (options === undefined || name === undefined) {
      yield* sh.proc.write(2, sh.isBash ? `getopts: usage: ${getopts.usage}\n` : `${sh.prefix()}getopts: Usage: getopts optstring var [arg]\n`);
      return 2;
    }
    const args = words.length > 3 ? words.slice(3) : sh.parameters;
    const state = sh.getopts;
    const index = Number(sh.vars.get('OPTIND') ?? 1);
    if (index !== state.index) Object.assign(state, { index: Math.max(1, index), offset: 0 });
    const quiet = options.startsWith(':');
    const set = (letter: string, argument: string | undefined): void => {
      assignValue(sh, name, undefined, letter, false);
      if (argument === undefined) sh.vars.unset('OPTARG');
      else assignValue(sh, 'OPTARG', undefined, argument, false);
      const { offset } = state;
    sh.vars.set('OPTIND', String(state.index));
    // An assignment by the script would begin the word anew.
    state.offset = offset;
    };
    const word = args[state.index - 1];
    if (state.offset === 0 && (word === undefined || !word.startsWith('-') || word === '-' || word === '--')) {
      if (word === '--') state.index++;
      set('?', undefined);
      return 1;
    }
    const letter = (word as string)[++state.offset] as string;
    const at = letter === ':' ? -1 : options.indexOf(letter, quiet ? 1 : 0);
    const ended = state.offset + 1 >= (word as string).length;
    const advance = (): void => void Object.assign(state, { index: state.index + 1, offset: 0 });
    if (at < 0) {
      if (ended) advance();
      set('?', quiet ? letter : undefined);
      if (!quiet && sh.vars.get('OPTERR') !== '0') yield* sh.proc.write(2, sh.isBash ? `${sh.name}: illegal option -- ${letter}\n` : `Illegal option -${letter}\n`);
      return 0;
    }
    if (options[at + 1] !== ':') {
      if (ended) advance();
      set(letter, undefined);
      return 0;
    }
    let argument: string | undefined = (word as string).slice(state.offset + 1);
    advance();
    if (ended) argument = args[state.index - 1];
    if (ended && argument !== undefined) state.index++;
    if (argument !== undefined) {
      set(letter, argument);
      return 0;
    }
    set(quiet ? ':' : '?', quiet ? letter : undefined);
    if (!quiet && sh.vars.get('OPTERR') !== '0') yield* sh.proc.write(2, sh.isBash ? `${sh.name}: option requires an argument -- ${letter}\n` : `No arg for -${letter} option\n`);
    return 0;
  },
};

export const READ: readonly Builtin[] = [read, mapfile('mapfile'), mapfile('readarray'), getopts];
