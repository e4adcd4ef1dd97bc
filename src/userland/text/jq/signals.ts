/** How a program ends before its results are all given. */
import type { Json } from './values.ts';

/** `break $label` on its way to its label. */
export class Break extends Error {
  readonly label: object;
  constructor(label: object) {
    super('break');
    this.label = label;
  }
}
/** `halt` and `halt_error`. */
export class Halt extends Error {
  readonly code: number;
  readonly output: Json | undefined;
  constructor(code: number, output: Json | undefined) {
    super('halt');
    this.code = code;
    this.output = output;
  }
}
/** The work of one pull is bounded: a filter that never gives a result must not hold the machine. */
export class StepLimit extends Error {}
