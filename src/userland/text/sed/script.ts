/** The commands of a sed script as data. */

export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'zero' }
  | { readonly kind: 'regex'; readonly regex: RegExp | null };

/** The end of a range: an address, `+N`, or `~N`. */
export type RangeEnd = Address | { readonly kind: 'plus'; readonly count: number } | { readonly kind: 'multiple'; readonly of: number };

export type CasePart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'group'; readonly group: number } | { readonly kind: 'case'; readonly mode: 'U' | 'L' | 'u' | 'l' | 'E' };

export interface Substitution {
  /** Null: the last regex that was used. */
  readonly regex: RegExp | null;
  readonly parts: readonly CasePart[];
  readonly global: boolean;
  readonly number: number;
  readonly print: boolean;
  readonly evaluate: boolean;
  readonly file: string | undefined;
}

export interface Command {
  readonly name: string;
  readonly from?: Address;
  readonly to?: RangeEnd;
  readonly negated: boolean;
  /** Text of a, i, c; label of b, t, T; file of r, R, w, W; command of e. */
  readonly text?: string;
  readonly number?: number;
  readonly substitution?: Substitution;
  readonly map?: ReadonlyMap<string, string>;
  /** Index of the `}` of `{`, or of the label to jump to. */
  target?: number;
  /** State of a range: the line it ends at, or -1 while it is open; undefined when it is not active. */
  rangeEnd?: number | undefined;
}

/** A script that sed refuses; the message is what follows `sed: -e expression #1, char N: `. */
export class SedError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
