/** Shell patterns (`*`, `?`, `[…]`, extended ones) as regular expressions. A backslash makes the next character literal. */

export interface PatternOptions {
  readonly ignoreCase?: boolean;
  /** `/` and a leading `.` are not special outside path names. */
  readonly pathname?: boolean;
  readonly extglob?: boolean;
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z', digit: '0-9', alnum: 'A-Za-z0-9', upper: 'A-Z', lower: 'a-z', space: ' \\t\\n\\v\\f\\r', blank: ' \\t', punct: '!-\\/:-@\\[-`{-~',
  print: ' -~', graph: '!-~', cntrl: '\\x00-\\x1f\\x7f', xdigit: '0-9A-Fa-f', word: 'A-Za-z0-9_',
};

/** Source of a regular expression (no anchors) for a pattern; `greedy` false gives the shortest match for `${v#p}`. */
export function patternSource(pattern: string, options: PatternOptions = {}, greedy = true): string {
  return new Translator(pattern, options, greedy).run();
}

const cache = new Map<string, RegExp>();

/** A regular expression that matches whole strings. */
export function patternRegExp(pattern: string, options: PatternOptions = {}): RegExp {
  const key = `${options.ignoreCase ? 'i' : ''}${options.pathname ? 'p' : ''}${options.extglob === false ? 'n' : ''}:${pattern}`;
  let regexp = cache.get(key);
  if (regexp === undefined) {
    regexp = new RegExp(`^(?:${patternSource(pattern, options)})$`, options.ignoreCase ? 'sui' : 'su');
    if (cache.size > 500) cache.clear();
    cache.set(key, regexp);
  }
  return regexp;
}

/** True when the text holds an unquoted `*`, `?`, `[` or extended pattern. */
export function hasGlob(pattern: string): boolean {
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '\\') i++;
    else if (c === '*' || c === '?' || (c === '[' && pattern.includes(']', i + 2))) return true;
    else if ((c === '@' || c === '+' || c === '!') && pattern[i + 1] === '(' && pattern.includes(')', i)) return true;
  }
  return false;
}

/** Escapes what is special in a pattern. */
export function quotePattern(text: string): string {
  return /[\\*?[\]()|!@+<>^&-]/.test(text) ? text.replace(/[\\*?[\]()|!@+<>^&-]/g, '\\$&') : text;
}

/** Takes the backslashes out again. */
export function unquotePattern(pattern: string): string {
  return pattern.includes('\\') ? pattern.replace(/\\(.)/gs, '$1') : pattern;
}

function literal(char: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
}

class Translator {
  private at = 0;
  private readonly chars: readonly string[];
  private readonly options: PatternOptions;
  private readonly lazy: string;

  constructor(pattern: string, options: PatternOptions, greedy: boolean) {
    this.chars = [...pattern];
    this.options = options;
    this.lazy = greedy ? '' : '?';
  }

  run(closing?: boolean): string {
    let out = '';
    while (this.at < this.chars.length) {
      const c = this.chars[this.at] as string;
      if (closing && (c === ')' || c === '|')) break;
      this.at++;
      out += this.one(c);
    }
    return out;
  }

  private one(c: string): string {
    if (this.options.extglob !== false && '?*+@!'.includes(c) && this.chars[this.at] === '(') {
      const extended = this.extended(c);
      if (extended !== undefined) return extended;
    }
    if (c === '\\') {
      if (this.at >= this.chars.length) return '\\\\';
      return literal(this.chars[this.at++] as string);
    }
    if (c === '*') {
      while (this.chars[this.at] === '*') this.at++;
      return (this.options.pathname ? '[^/]*' : '.*') + this.lazy;
    }
    if (c === '?') return (this.options.pathname ? '[^/]' : '.');
    if (c === '[') return this.bracket() ?? '\\[';
    return literal(c);
  }

  private extended(operator: string): string | undefined {
    const start = this.at;
    const alternatives: string[] = [];
    do {
      this.at++;
      alternatives.push(this.run(true));
    } while (this.chars[this.at] === '|');
    if (this.chars[this.at] !== ')') {
      this.at = start;
      return undefined;
    }
    this.at++;
    const group = `(?:${alternatives.join('|')})`;
    if (operator === '@') return group;
    if (operator !== '!') return `${group}${operator}`;
    // What follows in the pattern takes part in "anything but".
    const rest = new Translator(this.chars.slice(this.at).join(''), this.options, true).run(true);
    return `(?!${group}${rest}$)${this.options.pathname ? '[^/]*' : '.*'}`;
  }

  /** A bracket expression; undefined when there is no closing bracket. */
  private bracket(): string | undefined {
    let i = this.at;
    let out = '';
    const negated = this.chars[i] === '!' || this.chars[i] === '^';
    if (negated) i++;
    for (let first = true; i < this.chars.length; first = false, i++) {
      const c = this.chars[i] as string;
      if (c === ']' && !first) {
        this.at = i + 1;
        if (out === '') return negated ? '.' : '(?!)';
        return `[${negated ? '^' : ''}${out}]`;
      }
      if (c === '[' && this.chars[i + 1] === ':') {
        const name = /^\[:(\w+):\]/.exec(this.chars.slice(i, i + 12).join(''))?.[1];
        if (name !== undefined) {
          out += CLASSES[name] ?? '';
          i += name.length + 3;
          continue;
        }
      }
      if (c === '\\' && i + 1 < this.chars.length) {
        out += this.member(this.chars[++i] as string);
        continue;
      }
      const isRange = c === '-' && !first && this.chars[i + 1] !== ']' && out !== '';
      if (isRange && (this.chars[i - 1] ?? '') > (this.chars[i + 1] ?? '')) return undefined;
      out += isRange ? '-' : this.member(c);
    }
    return undefined;
  }

  private member(c: string): string {
    return /[\\\]^[-]/.test(c) || /[&~!#$%()*+,./:;<=>?@`{|}]/.test(c) ? (/[\\\]^[\-/{}|()$.*+?]/.test(c) ? `\\${c}` : c) : c;
  }
}
