/** How statements and programs of awk end. */

/** How a statement ended. */
export type Flow = 'normal' | 'break' | 'continue' | 'next' | 'nextfile' | 'exit' | 'return';

/** An error at run time; the text follows `awk: `. */
export class AwkError extends Error {}

/** `exit` inside a function leaves every expression above it. */
export class ExitSignal extends Error {}
