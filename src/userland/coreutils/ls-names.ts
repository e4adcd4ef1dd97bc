/** How `ls` writes a name: quoted as GNU's quoting styles have it, coloured, with an indicator behind. */
import type { FileKind, Stat } from '../../kernel/fs/types.ts';
import type { Tool } from '../tool.ts';

export interface Entry { readonly name: string; readonly path: string; readonly stat: Stat; readonly target: string | undefined; readonly broken: boolean }

const COLORS: Readonly<Partial<Record<FileKind, string>>> = { directory: '01;34', symlink: '01;36', fifo: '40;33', socket: '01;35', char: '40;33;01', block: '40;33;01' };

/** Writes the names of one run of `ls`; the first coloured one is preceded by a reset. */
export class Names {
  readonly #tool: Tool;
  readonly #colored: boolean;
  readonly #style: 'literal' | 'shell' | 'c' | 'escape';
  readonly #long: boolean;
  #reset = false;

  constructor(tool: Tool, long: boolean) {
    this.#tool = tool;
    this.#long = long;
    const when = tool.has('color') ? (tool.value('color') ?? 'always') : 'never';
    const tty = tool.proc.isatty(1);
    this.#colored = when === 'always' || (when === 'auto' && tty);
    const style = tool.options.last('quote-name', 'escape', 'literal', 'zero');
    this.#style = style === 'quote-name' ? 'c' : style === 'escape' ? 'escape' : style || tool.busybox || !tty ? 'literal' : 'shell';
  }

  get colored(): boolean {
    return this.#colored;
  }

  /** The name; `aligned` puts a blank before names without quotes, so that they stand below those with. */
  show(entry: Entry, aligned: boolean): string {
    const quoted = this.#quote(entry.name);
    const lead = aligned && quoted === entry.name ? ' ' : '';
    const { kind, mode } = entry.stat;
    return lead + this.#paint(quoted, entry.broken ? '40;31;01' : colorOf(kind, mode)) + this.#indicator(entry.stat);
  }

  /** Where a link leads, as ` -> target`; `stat` is of the target, undefined when there is none. */
  target(text: string, stat: Stat | undefined): string {
    return ` -> ${this.#paint(this.#quote(text), stat && colorOf(stat.kind, stat.mode))}`;
  }

  isQuoted(name: string): boolean {
    return this.#style === 'shell' && this.#quote(name) !== name;
  }

  #paint(text: string, code: string | undefined): string {
    if (!this.#colored || code === undefined) return text;
    const start = this.#reset && !this.#tool.busybox ? '' : '\x1b[0m';
    this.#reset = true;
    return `${start}\x1b[${code}m${text}\x1b[0m`;
  }

  #indicator({ kind, mode }: Stat): string {
    const style = this.#tool.options.last('classify', 'p', 'indicator-style', 'file-type');
    const word = style === 'p' ? 'slash' : style === 'indicator-style' ? this.#tool.value('indicator-style') : style;
    if (word === undefined || word === 'none') return '';
    if (kind === 'directory') return '/';
    if (word === 'slash') return '';
    if (kind === 'symlink') return this.#long ? '' : '@';
    if (kind === 'fifo') return '|';
    if (kind === 'socket') return '=';
    return word === 'classify' && kind === 'file' && mode & 0o111 ? '*' : '';
  }

  #quote(name: string): string {
    switch (this.#style) {
      case 'c': return `"${escaped(name).replace(/"/g, '\\"')}"`;
      case 'escape': return escaped(name).replace(/ /g, '\\ ');
      case 'shell': return shellQuoted(name);
      default: return name;
    }
  }
}

function colorOf(kind: FileKind, mode: number): string | undefined {
  if (kind === 'directory') return mode & 0o1000 ? (mode & 0o002 ? '30;42' : '37;44') : mode & 0o002 ? '34;42' : COLORS[kind];
  if (kind === 'file') return mode & 0o4000 ? '37;41' : mode & 0o2000 ? '30;43' : mode & 0o111 ? '01;32' : undefined;
  return COLORS[kind];
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\b': '\\b', '\f': '\\f', '\v': '\\v', '\x07': '\\a', '\\': '\\\\' };

function escaped(name: string): string {
  // eslint-disable-next-line no-control-regex
  return name.replace(/[\x00-\x1f\x7f\\]/g, (char) => ESCAPES[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

/** The style `shell-escape`: quotes only where the shell would need them, `$'…'` around control characters. */
function shellQuoted(name: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/[\s\x00-\x1f\x7f'"$`\\!*?[()<>|;&^=]|^[#~]/.test(name)) return name;
  // eslint-disable-next-line no-control-regex
  const controls = /[\x00-\x1f\x7f]+/g;
  if (name.includes("'") && !/["$`\\!]/.test(name) && !controls.test(name)) return `"${name}"`;
  return `'${name.replace(/'/g, "'\\''").replace(controls, (run) => `'$'${escaped(run)}''`)}'`;
}
