/** Flags as spf13/pflag 1.0.6 defines them: a table of definitions and the types of their values. */

/** A value that a flag refuses, or a command line that does not parse; `message` is pflag's text. */
export class FlagError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FlagError';
  }
}

/** `--help` or `-h` in a flag set that does not define it. */
export class HelpRequested extends FlagError {
  constructor() {
    super('pflag: help requested');
  }
}

/** How the values of a flag are read, kept and shown. Stateless: a FlagSet holds the values. */
export interface FlagType<T = unknown> {
  /** pflag's `Type()`: the word that usage texts show, after `wordOf`. */
  readonly type: string;
  readonly initial: T;
  /** The new value; `changed` is false the first time (lists then drop their default). Throws FlagError. */
  parse(text: string, previous: T, changed: boolean): T;
  /** pflag's `String()`. */
  format(value: T): string;
  /** The value of a flag that is given without one. Absent: an argument is needed. */
  readonly noOptDefVal?: string;
}

export interface FlagDefinition {
  readonly name: string;
  /** One letter. */
  readonly short?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly value: FlagType<any>;
  /** A word in back quotes names the value. */
  readonly usage: string;
  readonly hidden?: boolean;
  readonly deprecated?: string;
  readonly shorthandDeprecated?: string;
  /** Name of an earlier flag whose variable this one sets too (`--net` and `--network`); each has its own "changed". */
  readonly sharesValueOf?: string;
}
