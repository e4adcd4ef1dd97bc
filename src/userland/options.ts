/** Options of a program as getopt_long(3) reads them, with the messages of glibc and of BusyBox. */

export interface Option {
  /** One letter, without the dash. */
  readonly short?: string;
  /** Long name, without the dashes. */
  readonly long?: string;
  /** Name of the argument in the help text; absent when the option takes none. */
  readonly argument?: string;
  /** The argument may be left out (`--color[=WHEN]`, `-i[SUFFIX]`). */
  readonly optional?: boolean;
  readonly help?: string;
}

/** What was given: each option under its long name (or its letter when it has none), in order. */
export class ParsedOptions {
  readonly #given: { name: string; value: string | undefined }[];
  readonly operands: string[];

  constructor(given: { name: string; value: string | undefined }[], operands: string[]) {
    this.#given = given;
    this.operands = operands;
  }

  has(name: string): boolean {
    return this.#given.some((option) => option.name === name);
  }

  /** The last value; undefined when the option was not given or has none. */
  value(name: string): string | undefined {
    return this.#given.findLast((option) => option.name === name)?.value;
  }

  values(name: string): string[] {
    return this.#given.filter((option) => option.name === name && option.value !== undefined).map((option) => option.value ?? '');
  }

  count(name: string): number {
    return this.#given.filter((option) => option.name === name).length;
  }

  /** Which of these was given last. */
  last(...names: string[]): string | undefined {
    return this.#given.findLast((option) => names.includes(option.name))?.name;
  }

  /** All options in the order given. */
  get given(): readonly { readonly name: string; readonly value: string | undefined }[] {
    return this.#given;
  }
}

export class OptionError extends Error {}

export interface ParseStyle {
  /** Stop at the first operand (POSIXLY_CORRECT, getopt's `+`). */
  readonly stopAtOperand?: boolean;
  readonly busybox?: boolean;
  /** `-5` and `-.5` are operands. */
  readonly negativeNumbers?: boolean;
}

function keyOf(option: Option): string {
  return option.long ?? option.short ?? '';
}

/** Parses arguments (without argv[0]). Throws OptionError with the text after `program: `. */
export function parseOptions(args: readonly string[], table: readonly Option[], style: ParseStyle = {}): ParsedOptions {
  const given: { name: string; value: string | undefined }[] = [];
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const equals = arg.indexOf('=');
      const name = equals < 0 ? arg.slice(2) : arg.slice(2, equals);
      const option = findLong(name, table, style, arg);
      let value = equals < 0 ? undefined : arg.slice(equals + 1);
      if (option.argument === undefined && value !== undefined) throw new OptionError(`option '--${option.long}' doesn't allow an argument`);
      if (option.argument !== undefined && !option.optional && value === undefined) {
        value = args[++i];
        if (value === undefined) throw new OptionError(style.busybox ? `option requires an argument: ${option.long}` : `option '--${option.long}' requires an argument`);
      }
      given.push({ name: keyOf(option), value });
    } else if (arg.startsWith('-') && arg.length > 1 && !(style.negativeNumbers && /^-[\d.]/.test(arg))) {
      for (let j = 1; j < arg.length; j++) {
        const letter = arg[j] ?? '';
        const option = table.find((candidate) => candidate.short === letter);
        if (!option) throw new OptionError(style.busybox ? `unrecognized option: ${letter}` : `invalid option -- '${letter}'`);
        if (option.argument === undefined) {
          given.push({ name: keyOf(option), value: undefined });
          continue;
        }
        let value: string | undefined = arg.slice(j + 1);
        if (value === '') value = option.optional ? undefined : args[++i];
        if (value === undefined && !option.optional) {
          throw new OptionError(style.busybox ? `option requires an argument: ${letter}` : `option requires an argument -- '${letter}'`);
        }
        given.push({ name: keyOf(option), value });
        break;
      }
    } else if (style.stopAtOperand) {
      operands.push(...args.slice(i));
      break;
    } else {
      operands.push(arg);
    }
  }
  return new ParsedOptions(given, operands);
}

function findLong(name: string, table: readonly Option[], style: ParseStyle, arg: string): Option {
  const exact = table.find((option) => option.long === name);
  if (exact) return exact;
  const matches = table.filter((option) => option.long?.startsWith(name));
  if (matches.length === 1 && matches[0]) return matches[0];
  if (matches.length > 1) throw new OptionError(`option '${arg}' is ambiguous; possibilities: ${matches.map((option) => `'--${option.long}'`).join(' ')}`);
  throw new OptionError(style.busybox ? `unrecognized option: ${name}` : `unrecognized option '${arg}'`);
}
