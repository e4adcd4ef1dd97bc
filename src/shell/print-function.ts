/** Commands printed as bash prints them (`declare -f`, `type`, `jobs`): its own layout, four blanks a level. */
import type { Shell, ShellFunction } from './shell.ts';
import type { AndOr, Case, CompoundCommand, CompoundList, CommandNode, PipelineNode, Redirection, Statement } from './parse.ts';

/** The definition with a newline at its end. */
export function printFunction(fn: ShellFunction): string {
  const printer = new Printer(fn.source.text);
  const body = fn.node.body;
  const compound = body.type === 'Redirected' ? body.command : body;
  const inner = compound.type === 'BraceGroup' ? printer.list(compound.body, 1) : compound.type === 'CompoundList' ? printer.list(compound, 1) : `    ${printer.compound(compound, 1)}`;
  const redirects = body.type === 'Redirected' ? printer.redirects(body.redirects) : '';
  return `${fn.name} () \n{ \n${inner}\n}${redirects}\n`;
}

/** The text of a job: what `jobs` shows of a command. In dash and ash it is the source as it stands. */
export function jobText(sh: Shell, node: PipelineNode | AndOr): string {
  const { text } = sh.source;
  return sh.isBash ? new Printer(text, true).node(node, 0) : text.slice(node.type === 'Pipeline' ? (node.commands[0]?.pos ?? node.pos) : node.pos, node.end);
}

const indent = (level: number): string => '    '.repeat(level);

class Printer {
  private readonly text: string;
  /** Braces and lists stay on their line, as outside of functions. */
  private readonly oneLine: boolean;

  constructor(text: string, oneLine = false) {
    this.text = text;
    this.oneLine = oneLine;
  }

  list(list: CompoundList, level: number): string {
    if (this.oneLine) return indent(level) + this.inline(list, level);
    return list.commands.map((statement, i) => this.statement(statement, level, i === list.commands.length - 1)).join('\n');
  }

  private statement(statement: Statement, level: number, last: boolean): string {
    const command = this.node(statement.command, level);
    if (statement.background) return `${indent(level)}${command} &`;
    return `${indent(level)}${command}${last || command.endsWith('\n') ? '' : ';'}`;
  }

  node(node: PipelineNode | AndOr, level: number): string {
    if (node.type === 'AndOr') return node.commands.map((command, i) => (i === 0 ? '' : ` ${node.operators[i - 1]} `) + this.node(command, level)).join('');
    if (node.type === 'Pipeline') {
      const prefix = node.prefixes.map((item) => (item.type === 'Negation' ? '! ' : 'time ')).join('');
      return prefix + node.commands.map((command, i) => (i === 0 ? '' : ` ${node.operators[i - 1]} `) + this.command(command, level)).join('');
    }
    return this.command(node, level);
  }

  private command(node: CommandNode, level: number): string {
    if (node.type === 'Command') {
      const words = [...node.prefix.filter((part) => part.type === 'Assignment'), ...(node.name ? [node.name] : []), ...node.args];
      return words.map((word) => word.text).join(' ') + this.redirects(node.redirects);
    }
    if (node.type === 'Redirected') return this.compound(node.command, level) + this.redirects(node.redirects);
    if (node.type === 'Function') {
      const body = node.body.type === 'Redirected' ? node.body.command : node.body;
      const inner = body.type === 'BraceGroup' ? this.list(body.body, level + 1) : this.text.slice(body.pos, body.end);
      return `function ${node.name.text} () \n${indent(level)}{ \n${inner}\n${indent(level)}}`;
    }
    if (node.type === 'Coproc') return this.text.slice(node.pos, node.end);
    return this.compound(node, level);
  }

  compound(node: CompoundCommand, level: number): string {
    const pad = indent(level);
    switch (node.type) {
      case 'BraceGroup': return this.oneLine ? `{ ${this.list(node.body, level).trimStart()}; }` : `{ \n${this.list(node.body, level + 1)}\n${pad}}`;
      case 'Subshell': return `( ${this.list(node.body, level).trimStart()} )`;
      case 'If': {
        let out = `if ${this.inline(node.clause)}; then\n${this.list(node.then, level + 1)};\n`;
        for (const [i, branch] of node.elif.entries()) {
          const at = level + i;
          out += `${indent(at)}else\n${indent(at + 1)}if ${this.inline(branch.clause)}; then\n${this.list(branch.then, at + 2)};\n`;
        }
        const depth = level + node.elif.length;
        if (node.else) out += `${indent(depth)}else\n${this.list(node.else, depth + 1)};\n`;
        for (let at = depth; at > level; at--) out += `${indent(at)}fi;\n`;
        return `${out}${pad}fi`;
      }
      case 'While': return `${node.kind} ${this.inline(node.clause)}; do\n${this.list(node.body, level + 1)};\n${pad}done`;
      case 'For': case 'Select': {
        const words = node.wordlist ? ` in ${node.wordlist.map((word) => word.text).join(' ')}` : ' in "$@"';
        return `${node.type === 'For' ? 'for' : 'select'} ${node.name.text}${words};\n${pad}do\n${this.list(node.body, level + 1)};\n${pad}done`;
      }
      case 'ArithmeticFor': {
        const head = this.text.slice(node.pos, node.body.pos);
        return `for ((${head.slice(head.indexOf('((') + 2, head.lastIndexOf('))'))}))\n${pad}do\n${this.list(node.body, level + 1)};\n${pad}done`;
      }
      case 'Case': return this.cases(node, level);
      case 'TestCommand': return this.text.slice(node.pos, node.end).replace(/\s+/g, ' ');
      case 'ArithmeticCommand': return `((${node.body}))`;
      default: return node satisfies never;
    }
  }

  private cases(node: Case, level: number): string {
    const items = node.items.map((item) => {
      const body = item.body.commands.length > 0 ? `${this.list(item.body, level + 2)}\n` : '';
      return `${indent(level + 1)}${item.pattern.map((word) => word.text).join(' | ')})\n${body}${indent(level + 1)}${item.terminator ?? ';;'}\n`;
    });
    return `case ${node.word.text} in \n${items.join('')}${indent(level)}esac`;
  }

  private inline(list: CompoundList, level = 0): string {
    return list.commands.map((statement) => this.node(statement.command, level) + (statement.background ? ' &' : '')).join('; ');
  }

  redirects(redirects: readonly Redirection[]): string {
    return redirects.map((redirect) => {
      const fd = redirect.descriptor?.type === 'FileDescriptor' ? String(redirect.descriptor.value) : redirect.descriptor ? `{${redirect.descriptor.name}}` : '';
      if (redirect.type === 'HereDoc') return ` ${fd}${redirect.operator}${redirect.delimiter?.text ?? ''}\n${redirect.body.text}${redirect.delimiter?.value ?? ''}\n`;
      const target = redirect.target?.text ?? '';
      const space = redirect.operator === '>&' || redirect.operator === '<&' ? '' : ' ';
      const shown = fd === '' && redirect.operator === '>&' ? '1' : fd;
      return ` ${shown}${redirect.operator}${space}${target}`;
    }).join('');
  }
}
