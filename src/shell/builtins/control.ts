/** Builtins that steer the shell: break, continue, return, exit, eval, exec, source, shift, :, true, false, trap. */
import { runText } from '../run/text.ts';
import { sourceText } from '../run/script.ts';
import { execProgram, searchPath } from '../run/program.ts';
import { setTrap, runExitTrap } from '../traps.ts';
import { decodeText, readWhole } from '../input.ts';
import { singleQuote } from '../quote.ts';
import { ExitShell, LoopJump, ReturnFrom } from '../errors.ts';
import { parseSignal, signalName, signalNumber } from '../../kernel/signals.ts';
import { isSysError } from '../../kernel/errno.ts';
import { complain, parseOptions } from './options.ts';
import type { Builtin } from './table.ts';
import type { Shell, TrapName } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

function jump(kind: 'break' | 'continue'): Builtin {
  return {
    name: kind,
    usage: `${kind} [n]`,
    *run(sh, words) {
      const count = words[1] ?? '1';
      if (sh.loops === 0 && sh.isBash) {
        yield* sh.warn(`${kind}: only meaningful in a \`for', \`while', or \`until' loop`);
        return 0;
      }
      if (!/^[+-]?\d+$/.test(count)) {
        if (!sh.isBash) return yield* sh.fail(`${kind}: Illegal number: ${count}`, 2, true);
        yield* sh.warn(`${kind}: ${count}: numeric argument required`);
        throw new ExitShell(128);
      }
      if (sh.loops === 0) return 0;
      if (Number(count) < 1) {
        yield* sh.warn(`${kind}: ${count}: loop count out of range`);
        throw new LoopJump('break', sh.loops);
      }
      sh.status = 0;
      throw new LoopJump(kind, Math.min(Number(count), sh.loops));
    },
  };
}

/** The status that `exit` and `return` were given; undefined after a complaint. */
function* statusArgument(sh: Shell, words: readonly string[]): Sys<number | undefined> {
  const text = words[1];
  if (text === undefined) return sh.status;
  if (/^-?\d+$/.test(text.trim()) && (sh.isBash || !text.startsWith('-'))) return Number(text) & 0xff;
  yield* sh.warn(sh.isBash ? `${words[0]}: ${text}: numeric argument required` : sh.dialect === 'dash' ? `${words[0]}: Illegal number: ${text}` : `Illegal number: ${text}`);
  return undefined;
}

const exit: Builtin = {
  name: 'exit',
  usage: 'exit [n]',
  *run(sh, words) {
    if (sh.interactive && sh.subshell === 0) {
      if (sh.isBash) yield* sh.proc.write(2, sh.loginShell ? 'logout\n' : 'exit\n');
      const stopped = sh.jobs.list.some((job) => job.state === 'stopped');
      if (stopped && !sh.warnedOfJobs) {
        sh.warnedOfJobs = true;
        yield* sh.proc.write(2, 'There are stopped jobs.\n');
        return 1;
      }
    }
    const status = yield* statusArgument(sh, words);
    if (status !== undefined && words.length > 2) return yield* complain(sh, 'exit', 'too many arguments');
    throw new ExitShell(status ?? 2);
  },
};

const logout: Builtin = {
  name: 'logout',
  usage: 'logout [n]',
  shells: ['bash'],
  *run(sh, words) {
    if (!sh.loginShell) return yield* complain(sh, 'logout', "not login shell: use `exit'");
    return yield* exit.run(sh, words, undefined);
  },
};

const returning: Builtin = {
  name: 'return',
  usage: 'return [n]',
  *run(sh, words) {
    if (sh.functionDepth === 0 && sh.sourceDepth === 0) {
      if (!sh.isBash) throw new ExitShell((yield* statusArgument(sh, words)) ?? 2);
      yield* sh.warn("return: can only `return' from a function or sourced script");
      return 2;
    }
    throw new ReturnFrom((yield* statusArgument(sh, words)) ?? 2);
  },
};

const evaluate: Builtin = {
  name: 'eval',
  usage: 'eval [arg ...]',
  *run(sh, words) {
    const text = (words[1] === '--' ? words.slice(2) : words.slice(1)).join(' ');
    if (text.trim() === '') return 0;
    return yield* sh.proc.call(runText(sh, text, { name: sh.source.name, line: sh.functionDepth > 0 ? sh.line : Math.max(sh.line, sh.unitEnd), label: 'eval: ' }));
  },
};

/** The file that `source` means: by PATH when there is no slash, then in the current directory. */
function sourcePath(sh: Shell, name: string): string {
  if (name.includes('/')) return name;
  const found = sh.isBash && !sh.shopted('sourcepath') ? undefined : readableOnPath(sh, name);
  return found ?? name;
}

function readableOnPath(sh: Shell, name: string): string | undefined {
  for (const directory of (sh.vars.get('PATH') ?? '').split(':')) {
    const path = `${directory === '' ? '.' : directory}/${name}`;
    try {
      if (sh.proc.stat(path).kind === 'file' && sh.proc.access(path, 4)) return path;
    } catch (error) {
      if (!isSysError(error)) throw error;
    }
  }
  return undefined;
}

function source(name: string): Builtin {
  return {
    name,
    usage: `${name} filename [arguments]`,
    ...(name === 'source' ? { shells: ['bash', 'ash'] as const } : {}),
    *run(sh, words) {
      const [, file, ...given] = words[1] === '--' ? words.slice(1) : words;
      // The `.` of dash takes no arguments.
      const args = sh.dialect === 'dash' ? [] : given;
      if (file === undefined) {
        yield* sh.warn(`${name}: filename argument required`);
        yield* sh.proc.write(2, `${name}: usage: ${name} filename [arguments]\n`);
        return 2;
      }
      const path = sourcePath(sh, file);
      let text: string;
      try {
        if (sh.proc.stat(path).kind === 'directory') return yield* complain(sh, name, `${file}: is a directory`);
        text = decodeText(yield* readWhole(sh, path));
      } catch (error) {
        if (!isSysError(error)) throw error;
        if (sh.isBash) yield* sh.warn(`${file}: ${error.message}`);
        else return yield* sh.fail(sh.dialect === 'dash' ? file.includes('/') ? `${name}: cannot open ${file}: No such file` : `${name}: ${file}: not found` : `can't open '${file}': ${error.message}`, 2, true);
        return 1;
      }
      const outer = sh.parameters;
      if (args.length > 0) sh.parameters = args;
      try {
        return yield* sourceText(sh, text, file);
      } finally {
        if (args.length > 0) sh.parameters = outer;
      }
    },
  };
}

const exec: Builtin = {
  name: 'exec',
  usage: 'exec [-cl] [-a name] [command [argument ...]] [redirection ...]',
  *run(sh, words) {
    const parsed = sh.isBash ? yield* parseOptions(sh, words, 'cla:', exec.usage) : { flags: new Map<string, string>(), rest: words.slice(1) };
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    const name = rest[0];
    if (name === undefined) return 0;
    if (sh.dialect === 'ash' && /^-./.test(name)) {
      yield* sh.warn(`exec: illegal option ${name.slice(0, 2)}`);
      throw new ExitShell(2);
    }
    const path = name.includes('/') ? name : sh.hash.get(name)?.path ?? searchPath(sh, name, sh.vars.get('PATH') ?? '');
    const zero = flags.get('a') ?? (flags.has('l') ? `-${name}` : name);
    if (path === undefined) {
      yield* sh.warn(`exec: ${name}: not found`);
      if (sh.interactive || sh.shopted('execfail')) return 127;
      throw new ExitShell(127);
    }
    if (!sh.interactive) yield* runExitTrap(sh, sh.status);
    sh.beforeExec?.();
    const status = yield* execProgram(sh, path, [zero, ...rest.slice(1)], flags.has('c') ? new Map() : sh.environment());
    if (sh.interactive || sh.shopted('execfail')) return status;
    throw new ExitShell(status);
  },
};

const shift: Builtin = {
  name: 'shift',
  usage: 'shift [n]',
  *run(sh, words) {
    const text = words[1] ?? '1';
    if (!/^[+-]?\d+$/.test(text)) {
      if (!sh.isBash) return yield* sh.fail(`shift: Illegal number: ${text}`, 2, true);
      return yield* complain(sh, 'shift', `${text}: numeric argument required`);
    }
    const count = Number(text);
    if (count < 0) return yield* complain(sh, 'shift', `${text}: shift count out of range`);
    if (count > sh.parameters.length) {
      if (!sh.isBash) return yield* sh.fail("shift: can't shift that many", 2, true);
      if (sh.shopted('shift_verbose')) yield* sh.warn(`shift: ${text}: shift count out of range`);
      return 1;
    }
    sh.parameters = sh.parameters.slice(count);
    return 0;
  },
};

const TRAP_NAMES = new Set(['EXIT', 'ERR', 'DEBUG', 'RETURN']);

function trapName(text: string): TrapName | undefined {
  const upper = text.toUpperCase();
  if (text === '0' || upper === 'EXIT' || upper === 'SIGEXIT') return 'EXIT';
  if (TRAP_NAMES.has(upper)) return upper as TrapName;
  return parseSignal(text);
}

function trapLine(name: TrapName, action: string, short: boolean): string {
  return `trap -- ${singleQuote(action)} ${short ? name.replace(/^SIG/, '') : name}\n`;
}

const trap: Builtin = {
  name: 'trap',
  usage: 'trap [-lp] [[arg] signal_spec ...]',
  *run(sh, words) {
    const parsed = sh.isBash ? yield* parseOptions(sh, words, 'lp', trap.usage) : { flags: new Map<string, string>(), rest: words[1] === '--' ? words.slice(2) : words.slice(1) };
    if (parsed === undefined) return 2;
    const { flags, rest } = parsed;
    if (flags.has('l')) {
      yield* sh.proc.write(1, signalTable());
      return 0;
    }
    if (rest.length === 0 || flags.has('p')) {
      const all = sh.inheritedTraps ?? sh.traps;
      const wanted = rest.length === 0 ? undefined : new Set(rest.map(trapName));
      const order = [...all].sort((a, b) => trapOrder(a[0]) - trapOrder(b[0]));
      for (const [name, action] of order) {
        if (!wanted || wanted.has(name)) yield* sh.proc.write(1, trapLine(name, action, !sh.isBash));
      }
      return 0;
    }
    let action: string | undefined = rest[0];
    let names = rest.slice(1);
    if (names.length === 0 || /^\d+$/.test(action as string)) {
      names = [...rest];
      action = undefined;
      if (!sh.isBash && trapName(rest[0] as string) === undefined) return 1;
      if (sh.isBash && rest.length === 1 && trapName(rest[0] as string) === undefined && (rest[0] === '-' || rest[0] === '')) {
        yield* sh.proc.write(2, `trap: usage: ${trap.usage}\n`);
        return 2;
      }
    } else if (action === '-') action = undefined;
    let status = 0;
    for (const text of names) {
      const name = trapName(text);
      if (name !== undefined && (sh.isBash || !BASH_TRAPS.has(name))) setTrap(sh, name, action);
      else {
        if (sh.isBash) yield* sh.warn(`trap: ${text}: invalid signal specification`);
        else yield* sh.proc.write(2, `trap: ${text}: bad trap\n`);
        status = 1;
      }
    }
    return status;
  },
};

/** Traps that are not signals, beside EXIT: bash has them alone. */
const BASH_TRAPS: ReadonlySet<TrapName> = new Set(['ERR', 'DEBUG', 'RETURN']);

function trapOrder(name: TrapName): number {
  if (name === 'EXIT') return 0;
  return name.startsWith('SIG') ? signalNumber(name as Parameters<typeof signalNumber>[0]) : 100;
}

/** `trap -l`, `kill -l`: five columns. */
export function signalTable(): string {
  const cells: string[] = [];
  for (let number = 1; number <= 64; number++) {
    const name = signalName(number);
    if (name !== undefined) cells.push(`${String(number).padStart(2)}) ${name}`);
  }
  let out = '';
  for (let i = 0; i < cells.length; i += 5) out += `${cells.slice(i, i + 5).join('\t')}\n`;
  return out;
}

function constant(name: string, status: number): Builtin {
  return { name, usage: name, *run() { return status; } };
}

export const CONTROL: readonly Builtin[] = [
  constant(':', 0), constant('true', 0), constant('false', 1), jump('break'), jump('continue'), exit, logout, returning, evaluate, source('.'),
  source('source'), exec, shift, trap,
];
