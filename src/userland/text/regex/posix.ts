/**
 * POSIX basic and extended regular expressions with GNU's additions, translated to JavaScript's.
 *
 * The leftmost match is POSIX's; among matches at one place JavaScript takes the first alternative, POSIX the longest. Alternatives
 * that are plain texts are sorted by length, so that these agree; `(a|ab)(c|bcd)` still differs.
 */
import { RegexError } from './error.ts';
import { translateBracket, type BracketEscapes } from './bracket.ts';

export interface PosixOptions {
  readonly extended?: boolean;
  readonly ignoreCase?: boolean;
  /** `^` and `$` match at newlines (sed's M). */
  readonly multiline?: boolean;
  readonly bracketEscapes?: BracketEscapes;
  /** `\n`, `\t`, `\xHH` … are characters, as in sed and awk. */
  readonly charEscapes?: boolean;
  /** awk knows no back-references and no `\b`. */
  readonly awk?: boolean;
  readonly global?: boolean;
}

const CHAR_ESCAPES: Readonly<Record<string, string>> = { n: '\\n', t: '\\t', r: '\\r', f: '\\f', v: '\\v', a: '\\x07' };
const GNU: Readonly<Record<string, string>> = {
  w: '\\w', W: '\\W', s: '\\s', S: '\\S', b: '\\b', B: '\\B', '<': '\\b(?=\\w)', '>': '\\b(?<=\\w)', '`': '(?<![^])', "'": '(?![^])',
};

/** A literal character as it stands in a `u` mode pattern. */
export function escapeChar(char: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char === '\n' ? '\\n' : char;
}

export function escapeLiteral(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll('\n', '\\n');
}

interface Branch { readonly atoms: string[]; literal: boolean; quantified: boolean; quantifiable: boolean }
const newBranch = (): Branch => ({ atoms: [], literal: true, quantified: false, quantifiable: false });

/** Compiles a pattern. Throws RegexError with glibc's text. */
export function posixRegex(pattern: string, options: PosixOptions = {}): RegExp {
  const { source } = translate(pattern, options);
  const flags = `u${options.ignoreCase ? 'i' : ''}${options.multiline ? 'm' : ''}${options.global ? 'g' : ''}s`;
  try {
    return new RegExp(source, flags);
  } catch {
    throw new RegexError('Invalid preceding regular expression');
  }
}

/** The JavaScript source (for `u` and `s` flags) and the number of groups. */
export function translate(pattern: string, options: PosixOptions = {}): { source: string; groups: number } {
  const extended = options.extended === true;
  const stack: { branches: Branch[]; capture: boolean }[] = [{ branches: [newBranch()], capture: false }];
  let groups = 0;
  const closed = new Set<number>();
  const open: number[] = [];
  const frame = (): { branches: Branch[]; capture: boolean } => stack[stack.length - 1] as { branches: Branch[]; capture: boolean };
  const branch = (): Branch => frame().branches[frame().branches.length - 1] as Branch;
  const push = (source: string, kind: 'char' | 'atom' | 'anchor'): void => {
    const now = branch();
    now.atoms.push(source);
    if (kind !== 'char') now.literal = false;
    now.quantified = false;
    now.quantifiable = kind !== 'anchor';
  };
  const quantify = (quantifier: string): void => {
    const now = branch();
    const last = now.atoms.pop() ?? '';
    now.atoms.push(`${now.quantified || !now.quantifiable ? `(?:${last})` : last}${quantifier}`);
    now.literal = false;
    now.quantified = true;
    now.quantifiable = true;
  };
  const finish = (): string => {
    const { branches } = frame();
    if (branches.length > 1 && branches.every((each) => each.literal)) branches.sort((a, b) => b.atoms.length - a.atoms.length);
    return branches.map((each) => each.atoms.join('')).join('|');
  };
  const atStart = (): boolean => branch().atoms.length === 0;
  const openGroup = (): void => {
    groups++;
    open.push(groups);
    stack.push({ branches: [newBranch()], capture: true });
  };
  const closeGroup = (): void => {
    if (stack.length === 1) throw new RegexError('Unmatched ) or \\)');
    const body = finish();
    stack.pop();
    closed.add(open.pop() ?? 0);
    push(`(${body})`, 'atom');
  };
  const interval = (at: number): number | undefined => {
    const match = /^(\d*)(,?)(\d*)/.exec(pattern.slice(at));
    const end = at + (match?.[0].length ?? 0);
    const close = extended ? '}' : '\\}';
    const [, min = '', comma = '', max = ''] = match ?? [];
    const valid = pattern.startsWith(close, end) && (min !== '' || comma !== '');
    if (!valid) {
      if (extended) return undefined;
      throw new RegexError(pattern.indexOf(close, at) < 0 ? 'Unmatched \\{' : 'Invalid content of \\{\\}');
    }
    if (max !== '' && Number(max) < Number(min || '0')) throw new RegexError('Invalid content of \\{\\}');
    if (Number(min || '0') > 32767 || Number(max || '0') > 32767) throw new RegexError('Regular expression too big');
    quantify(`{${min || '0'}${comma}${max}}`);
    return end + close.length;
  };

  for (let i = 0; i < pattern.length; ) {
    const char = String.fromCodePoint(pattern.codePointAt(i) ?? 0);
    if (char === '\\') {
      const next = pattern[i + 1];
      if (next === undefined) throw new RegexError('Trailing backslash');
      i += 2;
      if (!extended && next === '(') openGroup();
      else if (!extended && next === ')') closeGroup();
      else if (!extended && next === '|') frame().branches.push(newBranch());
      else if (!extended && (next === '+' || next === '?')) {
        if (atStart()) push(`\\${next}`, 'char');
        else quantify(next);
      } else if (!extended && next === '{') {
        if (atStart()) throw new RegexError('Invalid preceding regular expression');
        i = interval(i) ?? i;
      } else if (/[1-9]/.test(next) && !options.awk) {
        if (!closed.has(Number(next))) throw new RegexError('Invalid back reference');
        push(`(?:\\${next})`, 'atom');
      } else if (options.charEscapes && next === 'x' && /^[0-9A-Fa-f]{1,2}/.test(pattern.slice(i))) {
        const hex = /^[0-9A-Fa-f]{1,2}/.exec(pattern.slice(i))?.[0] ?? '';
        i += hex.length;
        push(escapeChar(String.fromCharCode(Number.parseInt(hex, 16))), 'char');
      } else if (options.charEscapes && CHAR_ESCAPES[next] !== undefined) push(CHAR_ESCAPES[next] ?? '', 'char');
      else if (options.awk && next === 'y') push('\\b', 'anchor');
      else if (GNU[next] !== undefined && !(options.awk && next === 'b')) push(GNU[next] ?? '', /[wWsS]/.test(next) ? 'atom' : 'anchor');
      else {
        const whole = String.fromCodePoint(pattern.codePointAt(i - 1) ?? 0);
        i += whole.length - 1;
        push(escapeChar(whole), 'char');
      }
      continue;
    }
    if (char === '[') {
      const { source, end } = translateBracket(pattern, i, options.bracketEscapes ?? 'none');
      push(source, 'atom');
      i = end;
      continue;
    }
    i += char.length;
    if (char === '.') push('.', 'atom');
    else if (char === '*') {
      if (atStart() || (!extended && branch().atoms.length === 1 && branch().atoms[0] === '^')) push('\\*', 'char');
      else quantify('*');
    } else if (extended && (char === '+' || char === '?')) {
      if (atStart()) push(`\\${char}`, 'char');
      else quantify(char);
    } else if (extended && char === '{') {
      const end = atStart() ? undefined : interval(i);
      if (end === undefined) push('\\{', 'char');
      else i = end;
    } else if (extended && char === '(') openGroup();
    else if (extended && char === ')') {
      if (stack.length === 1 && !options.awk) throw new RegexError('Unmatched ) or \\)');
      if (stack.length === 1) push('\\)', 'char');
      else closeGroup();
    } else if (extended && char === '|') frame().branches.push(newBranch());
    else if (char === '^' && (extended || atStart())) push('^', 'anchor');
    else if (char === '$' && (extended || i >= pattern.length || pattern.startsWith('\\)', i) || pattern.startsWith('\\|', i))) push('$', 'anchor');
    else push(escapeChar(char), 'char');
  }
  if (stack.length > 1) throw new RegexError('Unmatched ( or \\(');
  return { source: finish(), groups };
}
