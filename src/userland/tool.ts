/**
 * The shape of a small program: its options and help as data, its work as `run`. Gives every tool the same `--help`, `--version`,
 * option errors, buffered output and error messages, in the look of GNU or of BusyBox by the variant of the executable.
 */
import type { Proc, Program, Sys } from '../kernel/sys.ts';
import { isSysError } from '../kernel/errno.ts';
import { Lines, Output, readAll } from '../kernel/stdio.ts';
import { parseOptions, OptionError, type Option, type ParsedOptions } from './options.ts';

export interface ToolSpec {
  readonly name: string;
  /** Package for --version, `GNU coreutils 9.1` if left out; see `versionText`. */
  readonly package?: string;
  /** Lines after `Usage: name `. */
  readonly synopsis: readonly string[];
  readonly summary: string;
  readonly options: readonly Option[];
  /** A line between an error about options and the hint to --help (grep). */
  readonly usageLine?: string;
  /** The letters that BusyBox's applet has of these options; absent where it has all. Long names it has alone stand behind a blank. */
  readonly busybox?: string;
  /** Exit code of a wrong option; 1 for most, 2 for ls, grep, sort. */
  readonly usageExit?: number;
  /** Options end at the first operand (env, timeout, sudo …). */
  readonly stopAtOperand?: boolean;
  /** `-5` is an operand, not an option. */
  readonly negativeNumbers?: boolean;
  /** Arguments are not options at all (echo, printf, test, expr). */
  readonly rawArguments?: boolean;
  run(tool: Tool): Sys<number>;
}

const HELP: readonly Option[] = [
  { long: 'help', help: 'display this help and exit' },
  { long: 'version', help: 'output version information and exit' },
];

/** One run of a tool: process, options, operands, buffered standard output, and error messages in the tool's name. */
export class Tool {
  readonly proc: Proc;
  readonly name: string;
  readonly options: ParsedOptions;
  readonly out: Output;
  readonly busybox: boolean;
  /** Exit code so far: `fail` sets it to 1. */
  exit = 0;

  readonly #usageText: string;

  constructor(proc: Proc, name: string, options: ParsedOptions, usageText: string) {
    this.#usageText = usageText;
    this.proc = proc;
    this.name = name;
    this.options = options;
    this.out = new Output(proc, 1);
    this.busybox = proc.variant === 'busybox';
  }

  get operands(): string[] {
    return this.options.operands;
  }

  has(name: string): boolean {
    return this.options.has(name);
  }

  value(name: string): string | undefined {
    return this.options.value(name);
  }

  *print(text: string): Sys<void> {
    yield* this.out.write(text);
  }

  /** Writes `name: message` to standard error, after what standard output holds. */
  *warn(message: string): Sys<void> {
    yield* this.out.flush();
    yield* this.proc.write(2, `${this.name}: ${message}\n`);
  }

  /** `warn`, and the exit code becomes `code`. */
  *fail(message: string, code = 1): Sys<number> {
    yield* this.warn(message);
    this.exit = code;
    return code;
  }

  /** Reports a failed system call as `name: subject: No such file or directory`; throws on what is no SysError. */
  *failed(subject: string, error: unknown, code = 1): Sys<void> {
    if (!isSysError(error)) throw error;
    yield* this.fail(`${subject}: ${error.message}`, code);
  }

  /** A usage error: the message, the hint to --help, the usage exit code. */
  *usage(message: string, code = 1): Sys<number> {
    yield* this.out.flush();
    // BusyBox shows how it is used where something is missing, and says the rest in a line.
    if (this.busybox && /^(?:missing|extra) |^you must specify/.test(message)) yield* this.proc.write(2, `${this.#usageText}\n`);
    else yield* this.warn(this.busybox ? message : `${message}\n${this.#usageText}`);
    return code;
  }

  /**
   * Opens each operand (standard input for none or `-`) and runs `body` on its descriptor. Files that cannot be opened are reported as
   * the tool does (`subject` words it where GNU's tool says more than the name, `reading` what cannot be read) and set the exit code.
   */
  *eachInput(operands: readonly string[], body: (fd: number, name: string) => Sys<void>, subject: (name: string) => string = (name) => name, reading: (name: string) => string = (name) => name): Sys<void> {
    for (const name of operands.length === 0 ? ['-'] : operands) {
      if (name === '-') {
        yield* body(0, name);
        continue;
      }
      let fd: number;
      try {
        fd = this.proc.open(name, { read: true });
        if (this.proc.fstat(fd).kind === 'directory') {
          this.proc.close(fd);
          yield* this.fail(this.busybox ? `read error: Is a directory` : `${reading(name)}: Is a directory`);
          continue;
        }
      } catch (error) {
        yield* this.failed(this.busybox ? `can't open '${name}'` : subject(name), error);
        continue;
      }
      yield* body(fd, name);
      this.proc.close(fd);
    }
  }

  lines(fd: number): Lines {
    return new Lines(this.proc, fd);
  }

  *readAll(fd: number): Sys<Uint8Array> {
    return yield* readAll(this.proc, fd);
  }
}

/** Help in GNU's layout, rendered from the option table. */
export function helpText(spec: ToolSpec): string {
  const lines = spec.synopsis.map((line, i) => `${i === 0 ? 'Usage:' : '  or: '} ${spec.name} ${line}`.trimEnd());
  lines.push(spec.summary, '');
  for (const option of [...spec.options, ...HELP]) {
    const short = option.short ? `-${option.short}` : '  ';
    const argument = option.argument === undefined ? '' : option.optional ? `[=${option.argument}]` : `=${option.argument}`;
    const long = option.long ? `--${option.long}${argument}` : '';
    const left = option.long ? `  ${short}${option.short ? ',' : ' '} ${long}` : `  ${short}${option.argument ? ` ${option.argument}` : ''}`;
    lines.push(option.help ? (left.length < 28 ? left.padEnd(29) + option.help : `${left}\n${' '.repeat(29)}${option.help}`) : left);
  }
  return `${lines.join('\n')}\n`;
}

/** First line of --version: `grep (GNU grep) 3.8`, `ps from procps-ng 4.0.2`; what is neither GNU's nor of those collections says it as it stands. */
function versionText({ name, package: origin = 'GNU coreutils 9.1' }: ToolSpec): string {
  return origin.replace(/^(GNU \S+|PSmisc) (\d\S*)$/, `${name} ($1) $2`).replace(/^(?=(?:procps-ng|util-linux) )/, `${name} from `);
}

const BUSYBOX = 'BusyBox v1.37.0 (2025-05-26 20:04:45 UTC) multi-call binary.';

function busyboxOptions({ options, busybox }: ToolSpec): readonly Option[] {
  if (busybox === undefined) return options;
  const [letters = '', ...names] = busybox.split(' ');
  return options.filter(({ short, long }) => (short === undefined ? names.includes(long ?? '') : letters.includes(short)));
}

/** What follows an error about options or operands. */
function usageText(spec: ToolSpec, proc: Proc): string {
  const { name, synopsis, summary, usageLine, package: origin = '' } = spec;
  const shown = shownName(spec, proc);
  if (proc.variant !== 'busybox') return `${usageLine ?? (origin.startsWith('GNU diffutils') ? `${shown}: ` : '')}Try '${usageLine === undefined ? shown : name} --help' for more information.`;
  return `${BUSYBOX}\n\nUsage: ${name} ${synopsis[0] ?? ''}\n\n${summary}`;
}

/** What messages call the program: GNU's tools say it as it was typed, `/bin/ls`. */
function shownName({ name, package: origin = 'GNU coreutils' }: ToolSpec, proc: Proc): string {
  return proc.variant !== 'busybox' && origin.startsWith('GNU ') ? (proc.argv[0] ?? name) : name;
}

/** Makes a program of a tool's description. */
export function tool(spec: ToolSpec): Program {
  return {
    name: spec.name,
    *main(proc) {
      const busybox = proc.variant === 'busybox';
      let options: ParsedOptions;
      try {
        options = spec.rawArguments
          ? parseOptions(['--', ...proc.argv.slice(1)], [])
          : parseOptions(proc.argv.slice(1), [...(busybox ? busyboxOptions(spec) : spec.options), ...HELP], { busybox, ...(spec.stopAtOperand ? { stopAtOperand: true } : {}), ...(spec.negativeNumbers ? { negativeNumbers: true } : {}) });
      } catch (error) {
        if (!(error instanceof OptionError)) throw error;
        yield* proc.write(2, `${shownName(spec, proc)}: ${error.message}\n${usageText(spec, proc)}\n`);
        return busybox && spec.busybox !== undefined ? 1 : (spec.usageExit ?? 1);
      }
      const tool = new Tool(proc, shownName(spec, proc), options, usageText(spec, proc));
      if (!spec.rawArguments && options.has('help')) {
        yield* tool.print(busybox ? `${BUSYBOX}\n\n${helpText(spec)}` : helpText(spec));
        yield* tool.out.flush();
        return 0;
      }
      if (!spec.rawArguments && options.has('version') && !busybox) {
        yield* tool.print(`${versionText(spec)}\n`);
        yield* tool.out.flush();
        return 0;
      }
      try {
        const code = yield* spec.run(tool);
        yield* tool.out.flush();
        return code === 0 ? tool.exit : code;
      } catch (error) {
        if (!isSysError(error)) throw error;
        if (error.code === 'EPIPE') return 1;
        yield* proc.write(2, `${shownName(spec, proc)}: ${error.message}\n`);
        return 1;
      }
    },
  };
}
