/** Where the cursor is in a command: the word before it, without quotes, and the words of its command so far. */

export interface CurrentWord {
  /** Offset of the word in the text (UTF-16). */
  readonly start: number;
  /** As typed. */
  readonly raw: string;
  /** Without quotes and backslashes. */
  readonly text: string;
  /** The quote that is open. */
  readonly quote: '"' | "'" | undefined;
  /** The words of the simple command before this one, unquoted; assignments in front are left out. */
  readonly command: readonly string[];
  /** The word is the target of a redirection. */
  readonly redirect: boolean;
}

const STARTERS = new Set(['if', 'then', 'else', 'elif', 'while', 'until', 'do', '!', '{', 'time']);

/** Splits what is before the cursor as far as completion needs it. */
export function currentWord(before: string): CurrentWord {
  let command: string[] = [];
  let redirect = false;
  let start = 0;
  let text = '';
  let inWord = false;
  let quote: '"' | "'" | undefined;
  const finish = (): void => {
    if (!inWord) return;
    if (redirect) redirect = false;
    else if (command.length > 0 || (!/^\w+\+?=/.test(text) && !STARTERS.has(text))) command.push(text);
    text = '';
    inWord = false;
  };
  const stack: string[][] = [];
  for (let i = 0; i < before.length; i++) {
    const c = before[i] as string;
    const begin = (): void => {
      if (!inWord) start = i;
      inWord = true;
    };
    if (quote === "'") {
      if (c === "'") quote = undefined;
      else text += c;
    } else if (quote === '"') {
      if (c === '"') quote = undefined;
      else if (c === '\\' && /["\\$`]/.test(before[i + 1] ?? '')) text += before[++i] as string;
      else text += c;
    } else if (c === '\\') {
      begin();
      text += before[++i] ?? '';
    } else if (c === '"' || c === "'") {
      begin();
      quote = c;
    } else if (c === '$' && before[i + 1] === '(') {
      begin();
      finish();
      stack.push(command);
      command = [];
      i++;
    } else if (/\s/.test(c)) {
      finish();
      if (c === '\n') command = [];
    } else if (c === '|' || c === '&' || c === ';' || c === '(' || c === '`') {
      finish();
      command = [];
    } else if (c === ')') {
      finish();
      command = stack.pop() ?? [];
    } else if (c === '<' || c === '>') {
      if (inWord && /^\d+$/.test(text)) inWord = false;
      finish();
      text = '';
      redirect = true;
    } else {
      begin();
      text += c;
    }
  }
  if (!inWord) start = before.length;
  return { start, raw: before.slice(start), text: inWord ? text : '', quote, command, redirect };
}

/** A completed word quoted as the typed one was begun. */
export function quoteLike(word: CurrentWord, text: string): string {
  if (word.quote === "'") return `'${text.replaceAll("'", "'\\''")}`;
  if (word.quote === '"') return `"${text.replace(/["$`\\]/g, '\\$&')}`;
  if (/^["']/.test(word.raw)) return word.raw[0] + text.replaceAll(word.raw[0] as string, '');
  const tilde = /^~[^/]*/.exec(word.raw)?.[0] ?? '';
  return tilde + text.slice(tilde.length).replace(/[\s|&;()<>*?[\]!{}$"'`\\#]/g, '\\$&');
}
