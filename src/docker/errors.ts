/** Errors of the CLI: a text for stderr and an exit code. */
import { ExpectedError } from '../kernel/errno.ts';

/** Ends a command. An empty text prints nothing. */
export class StatusError extends ExpectedError {
  readonly code: number;
  constructor(message: string, code = 1) {
    super(message);
    this.name = 'StatusError';
    this.code = code;
  }
}

/** An answer of the daemon with a status of 400 or more; the message begins with "Error response from daemon: ". */
export class ApiError extends StatusError {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** Ends the CLI at once: no command adds words of its own to the text. */
export class Fatal extends StatusError {}

/** The daemon could not be reached. */
export class ConnectionFailed extends StatusError {}

/** Several failures of one command, one a line (Go's errors.Join). Nothing happens when there is none. */
export function throwJoined(errors: readonly string[], code = 1): void {
  if (errors.length > 0) throw new StatusError(errors.join('\n'), code);
}
