/** A pattern that regcomp(3) refuses; the message is glibc's regerror(3). */
export class RegexError extends Error {}
