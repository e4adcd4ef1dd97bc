/** Errors of SQL statements: message, SQLSTATE and what clients show with them (PostgreSQL, appendix A). */

export interface SqlErrorDetails { readonly detail?: string; readonly hint?: string; readonly position?: number; readonly table?: string }

export class SqlError extends Error {
  readonly sqlState: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  /** Character of the statement it is about, from 1. */
  readonly position: number | undefined;

  constructor(sqlState: string, message: string, details: SqlErrorDetails = {}) {
    super(message);
    this.sqlState = sqlState;
    this.detail = details.detail;
    this.hint = details.hint;
    this.position = details.position;
  }
}

/** What the engine does not do says so, as a feature that is not supported (0A000). */
export function notSimulated(what: string, position?: number): SqlError {
  return new SqlError('0A000', `${what} is not simulated here`, position === undefined ? {} : { position });
}
