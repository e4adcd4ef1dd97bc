/** nginx configuration files: directives with arguments, blocks in braces, includes with wildcards (nginx.org, Beginner's Guide). */
import { isSysError } from '../../kernel/errno.ts';
import type { FsView } from '../../kernel/fs/types.ts';

export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly block: readonly Directive[] | undefined;
  readonly file: string;
  readonly line: number;
}

/** `message in FILE:LINE`, as `nginx -t` prints it after `[emerg] `. */
export class ConfigError extends Error {}

interface Token { readonly text: string; readonly quoted: boolean; readonly line: number }

/** What a backslash makes in a quoted word; before anything else it stays. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };

function tokens(text: string, file: string): Token[] {
  const out: Token[] = [];
  let line = 1;
  for (let i = 0; i < text.length; ) {
    const char = text[i] ?? '';
    if (char === '\n') line++;
    if (/\s/.test(char)) i++;
    else if (char === '#') {
      while (i < text.length && text[i] !== '\n') i++;
    } else if (char === '{' || char === '}' || char === ';') {
      out.push({ text: char, quoted: false, line });
      i++;
    } else if (char === '"' || char === "'") {
      const start = line;
      let value = '';
      for (i++; text[i] !== char; i++) {
        if (i >= text.length) throw new ConfigError(`unexpected end of file, expecting ";" or "}" in ${file}:${line}`);
        const escape = text[i] === '\\' ? ESCAPES[text[i + 1] ?? ''] : undefined;
        if (escape !== undefined) {
          value += escape;
          i++;
          continue;
        }
        if (text[i] === '\n') line++;
        value += text[i];
      }
      i++;
      out.push({ text: value, quoted: true, line: start });
    } else {
      let value = '';
      while (i < text.length && !/[\s;]/.test(text[i] ?? '') && !((text[i] === '{' && !value.endsWith('$')) || (text[i] === '}' && !value.includes('${')))) {
        if (text[i] === '\\' && i + 1 < text.length) value += text[i++];
        value += text[i++];
      }
      out.push({ text: value, quoted: false, line });
    }
  }
  return out;
}

/** Parses a file and what it includes. Throws ConfigError. */
export function parseConfig(fs: FsView, file: string): Directive[] {
  let text: string;
  try {
    text = fs.readText(file);
  } catch (error) {
    if (!isSysError(error)) throw error;
    throw new ConfigError(`open() "${file}" failed (2: ${error.message})`);
  }
  const list = tokens(text, file);
  let at = 0;
  const block = (inside: boolean): Directive[] => {
    const out: Directive[] = [];
    let words: Token[] = [];
    for (; at < list.length; ) {
      const token = list[at++] as Token;
      const mark = !token.quoted && ['{', '}', ';'].includes(token.text) ? token.text : '';
      if (mark === '') {
        words.push(token);
        continue;
      }
      const [name, ...args] = words;
      if (mark === '}') {
        if (name || !inside) throw new ConfigError(`unexpected "}" in ${file}:${token.line}`);
        return out;
      }
      if (!name) throw new ConfigError(`unexpected "${mark}" in ${file}:${token.line}`);
      words = [];
      if (name.text === 'include' && mark === ';') {
        out.push(...include(fs, file, args[0]?.text ?? ''));
        continue;
      }
      out.push({ name: name.text, args: args.map((arg) => arg.text), block: mark === '{' ? block(true) : undefined, file, line: name.line });
    }
    if (inside || words.length > 0) throw new ConfigError(`unexpected end of file, expecting ${words.length > 0 ? '";" or ' : ''}"}" in ${file}:${text.split('\n').length}`);
    return out;
  };
  return block(false);
}

function include(fs: FsView, from: string, pattern: string): Directive[] {
  const path = pattern.startsWith('/') ? pattern : `${from.slice(0, from.lastIndexOf('/'))}/${pattern}`;
  if (!path.includes('*')) return parseConfig(fs, path);
  const directory = path.slice(0, path.lastIndexOf('/'));
  const name = new RegExp(`^${path.slice(directory.length + 1).replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
  if (!fs.exists(directory)) return [];
  return fs.readdir(directory).map((entry) => entry.name).filter((entry) => name.test(entry)).sort().flatMap((entry) => parseConfig(fs, `${directory}/${entry}`));
}

/** First directive of that name. */
export function find(block: readonly Directive[], name: string): Directive | undefined {
  return block.find((directive) => directive.name === name);
}

export function findAll(block: readonly Directive[], name: string): Directive[] {
  return block.filter((directive) => directive.name === name);
}
