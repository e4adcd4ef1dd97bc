/** Regular expressions of awk: POSIX extended, with awk's escapes. */
import { RegexError } from '../regex/error.ts';
import { posixRegex } from '../regex/posix.ts';
import { AwkSyntaxError } from './lex.ts';

/** A regular expression of awk. Throws AwkSyntaxError. */
export function awkRegex(pattern: string, line = 1): RegExp {
  try {
    return posixRegex(pattern, { extended: true, awk: true, charEscapes: true, bracketEscapes: 'awk' });
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    throw new AwkSyntaxError(`regular expression compile failed (${error.message}): ${pattern}`, line);
  }
}
