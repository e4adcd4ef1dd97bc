/** Tokens of awk. Where a `/` begins a regular expression depends on the token before it. */

export interface Token { readonly kind: 'number' | 'string' | 'regex' | 'name' | 'funcname' | 'builtin' | 'keyword' | 'op' | 'newline' | 'end'; readonly text: string; readonly value?: number; readonly line: number; readonly spaced: boolean }

export class AwkSyntaxError extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const KEYWORDS = new Set(['BEGIN', 'END', 'function', 'func', 'if', 'else', 'while', 'for', 'do', 'break', 'continue', 'next', 'nextfile', 'exit', 'return', 'delete', 'in', 'getline', 'print', 'printf', 'switch', 'case', 'default']);
export const BUILTINS = new Set(['length', 'substr', 'index', 'split', 'sub', 'gsub', 'gensub', 'match', 'sprintf', 'sin', 'cos', 'atan2', 'exp', 'log', 'sqrt', 'int', 'rand', 'srand', 'tolower', 'toupper', 'system', 'close', 'fflush', 'strftime', 'systime', 'mktime', 'and', 'or', 'xor', 'lshift', 'rshift', 'compl', 'asort', 'asorti', 'strtonum', 'typeof', 'isarray']);
const OPERATORS = ['**=', '...', '&&', '||', '>>', '++', '--', '+=', '-=', '*=', '/=', '%=', '^=', '**', '==', '<=', '>=', '!=', '!~', '|&'];
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', '/': '/', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** Escapes of string constants (and of -v and operands of the form name=value). */
export function unescapeString(text: string): string {
  return text.replace(/\\(x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|[^])/g, (whole, body: string) => {
    if (/^x./.test(body)) return String.fromCharCode(Number.parseInt(body.slice(1), 16));
    if (/^[0-7]/.test(body)) return String.fromCharCode(Number.parseInt(body, 8));
    return body === '\n' ? '' : (ESCAPES[body] ?? whole);
  });
}

export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let i = 0;
  let spaced = false;
  const push = (kind: Token['kind'], text: string, value?: number): void => {
    tokens.push({ kind, text, line, spaced, ...(value === undefined ? {} : { value }) });
    spaced = false;
  };
  const divides = (): boolean => {
    const last = tokens.at(-1);
    if (!last) return false;
    if (last.kind === 'op') return [')', ']', '$', '++', '--'].includes(last.text);
    return ['number', 'string', 'name', 'builtin'].includes(last.kind);
  };
  while (i < source.length) {
    const char = source[i] ?? '';
    if (char === '\n') {
      push('newline', '\n');
      line++;
      i++;
    } else if (/[ \t\r]/.test(char)) {
      spaced = true;
      i++;
    } else if (char === '\\' && /^\\\r?\n/.test(source.slice(i, i + 3))) {
      i += source[i + 1] === '\r' ? 3 : 2;
      line++;
    } else if (char === '#') {
      while (i < source.length && source[i] !== '\n') i++;
    } else if (char === '"') {
      let end = i + 1;
      while (end < source.length && source[end] !== '"') {
        if (source[end] === '\n') throw new AwkSyntaxError('unterminated string', line);
        end += source[end] === '\\' ? 2 : 1;
      }
      if (end >= source.length) throw new AwkSyntaxError('unterminated string', line);
      push('string', unescapeString(source.slice(i + 1, end)));
      i = end + 1;
    } else if (char === '/' && !divides()) {
      let end = i + 1;
      let bracket = false;
      for (; end < source.length && (source[end] !== '/' || bracket); end++) {
        if (source[end] === '\n') throw new AwkSyntaxError('unterminated regexp', line);
        if (source[end] === '\\') end++;
        else if (source[end] === '[' && !bracket) {
          bracket = true;
          if (source[end + 1] === '^') end++;
          if (source[end + 1] === ']') end++;
        } else if (source[end] === ']') bracket = false;
      }
      if (end >= source.length) throw new AwkSyntaxError('unterminated regexp', line);
      push('regex', source.slice(i + 1, end).replaceAll('\\/', '/'));
      i = end + 1;
    } else if (/[0-9]/.test(char) || (char === '.' && /[0-9]/.test(source[i + 1] ?? ''))) {
      const text = /^(0[xX][0-9A-Fa-f]+|(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?)/.exec(source.slice(i))?.[0] ?? '0';
      push('number', text, Number(text));
      i += text.length;
    } else if (/[A-Za-z_]/.test(char)) {
      const text = /^\w+/.exec(source.slice(i))?.[0] ?? '';
      i += text.length;
      push(KEYWORDS.has(text) ? 'keyword' : BUILTINS.has(text) ? 'builtin' : source[i] === '(' ? 'funcname' : 'name', text);
    } else {
      const op = OPERATORS.find((each) => source.startsWith(each, i)) ?? char;
      if (!/[{}()[\];,+\-*/%^!<>|?:~$=&]/.test(op)) throw new AwkSyntaxError(`unexpected character '${char}'`, line);
      i += op.length;
      push('op', op === '**' ? '^' : op === '**=' ? '^=' : op);
    }
  }
  push('newline', '\n');
  push('end', 'end of file');
  return tokens;
}
