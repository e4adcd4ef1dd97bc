/** Messages of ip(8) that end it. */
export class IpError extends Error {
  readonly code: number;
  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

export function ipFailure(message: string, code = 1): IpError {
  return new IpError(message, code);
}
