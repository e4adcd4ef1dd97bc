/** How control leaves the straight line in the shell. These are thrown, never shown by themselves. */

/** `exit`, and what ends a non-interactive shell. */
export class ExitShell {
  readonly status: number;
  constructor(status: number) { this.status = status; }
}

/** `return` from a function or a sourced file. */
export class ReturnFrom {
  readonly status: number;
  constructor(status: number) { this.status = status; }
}

/** `break` and `continue`: `levels` loops are still to be left. */
export class LoopJump {
  readonly kind: 'break' | 'continue';
  levels: number;
  constructor(kind: 'break' | 'continue', levels: number) {
    this.kind = kind;
    this.levels = levels;
  }
}

/** An error in an expansion or assignment that was already reported: the command is not run. */
export class CommandFailed {
  readonly status: number;
  /** Ends a non-interactive shell (`${x?}`, unset with -u, assignment to a readonly variable in POSIX shells). */
  readonly fatal: boolean;
  /** A redirection failed: only its command is given up. */
  redirection = false;
  constructor(status: number, fatal: boolean) {
    this.status = status;
    this.fatal = fatal;
  }
}

/** ^C in an interactive shell: back to the prompt. */
export class Interrupted {
  readonly status: number;
  constructor(status = 130) { this.status = status; }
}
