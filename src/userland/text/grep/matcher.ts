/** One regular expression out of all patterns of a grep. */
import { RegexError } from '../regex/error.ts';
import { perlRegex } from '../regex/perl.ts';
import { escapeLiteral, translate } from '../regex/posix.ts';

export interface MatcherOptions {
  readonly syntax: 'basic' | 'extended' | 'fixed' | 'perl';
  readonly ignoreCase: boolean;
  readonly word: boolean;
  readonly line: boolean;
}

/** Null when no pattern can match (an empty pattern file). Throws RegexError. */
export function compileMatcher(patterns: readonly string[], options: MatcherOptions): RegExp | null {
  if (patterns.length === 0) return null;
  let source: string;
  let flags = `g${options.ignoreCase ? 'i' : ''}`;
  if (options.syntax === 'perl') {
    if (patterns.length > 1) throw new RegexError('the -P option only supports a single pattern');
    try {
      const perl = perlRegex(patterns[0] ?? '', options.ignoreCase);
      source = perl.source;
      flags = `g${perl.flags}`;
    } catch {
      throw new RegexError('unrecognized character or unmatched part in the Perl pattern');
    }
  } else if (options.syntax === 'fixed') {
    source = [...patterns].sort((a, b) => b.length - a.length).map(escapeLiteral).join('|');
  } else {
    const extended = options.syntax === 'extended';
    source = joined(patterns.map((pattern) => translate(pattern, { extended })));
    flags += 'us';
  }
  if (options.line) source = `^(?:${source})$`;
  else if (options.word) source = `(?<!\\w)(?:${source})(?!\\w)`;
  try {
    return new RegExp(source, flags);
  } catch {
    throw new RegexError('Invalid preceding regular expression');
  }
}

/** Alternatives of several patterns; back-references of each are moved behind the groups before it. */
function joined(parts: readonly { source: string; groups: number }[]): string {
  let before = 0;
  return parts.map(({ source, groups }) => {
    const shifted = before === 0 ? source : source.replace(/\(\?:\\(\d)\)/g, (_, digit: string) => `(?:\\${Number(digit) + before})`);
    before += groups;
    return shifted;
  }).join('|');
}
