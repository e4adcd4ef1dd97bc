/** Running source text: `eval`, `source`, traps, `-c` and scripts. */
import { parseShell } from '../parse.ts';
import { SourceText } from '../source.ts';
import { CommandFailed, ExitShell } from '../errors.ts';
import { expandAliases } from '../aliases.ts';
import { dialectError } from '../dialect.ts';
import { runStatements } from './statement.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { ParseResult, Script, Statement } from '../parse.ts';

export interface TextOptions {
  /** What messages call the text. */
  readonly name: string;
  /** Number of its first line. */
  readonly line?: number;
  /** It is all that the shell will run: its last command may replace the shell. */
  readonly tail?: boolean;
  /** A script or `-c`: an error gives up the line, not the text. */
  readonly top?: boolean;
  /** `bash: -c: line 1: …` */
  readonly label?: string;
}

/** Runs a text to its end; the last status. */
export function* runText(sh: Shell, text: string, options: TextOptions): Sys<number> {
  const expanded = sh.shopted('expand_aliases') || !sh.isBash ? expandAliases(text, sh.aliases) : text;
  const result = parseShell(expanded);
  const source = new SourceText(expanded, options.name, options.line ?? 1);
  const outer = { source: sh.source, pos: sh.pos };
  sh.source = source;
  sh.pos = 0;
  try {
    const limit = result.kind === 'ok' || (result.kind === 'incomplete' && result.hereDocument) ? Infinity : result.kind === 'incomplete' ? incompletePosition(result) : result.pos;
    const aliased = new Map(sh.aliases);
    let shown = (options.line ?? 1) - 1;
    const units = lines(result.script, source, limit);
    if (result.kind === 'ok' && units.length === 0) sh.status = 0;
    for (const [i, unit] of units.entries()) {
      // Aliases that an earlier line made count from here on: what is left is read again.
      if (i > 0 && changed(sh, aliased)) {
        const line = source.lineAt((unit[0] as Statement).pos);
        return yield* runText(sh, new SourceText(text, options.name, options.line).from(line), { ...options, line });
      }
      const end = source.lineAt(Math.max(0, (unit.at(-1) as Statement).end - 1));
      if (options.top) {
        if (sh.option('verbose')) yield* echoLines(sh, source, shown, end);
        sh.unitEnd = end;
      }
      shown = end;
      const problem = dialectError(sh, unit, source);
      if (problem) return yield* syntaxFailure(sh, problem.line, `syntax error near unexpected token \`${problem.token}'`, source.line(problem.line), options, problem.message);
      try {
        yield* runStatements(sh, unit, options.tail === true && i === units.length - 1 && limit === Infinity);
      } catch (error) {
        if (!options.top || !(error instanceof CommandFailed) || error.fatal) throw error;
        sh.status = error.status;
        if (!sh.isBash) throw error;
      }
    }
    // A backslash at the very end of a script quotes nothing.
    if (result.kind === 'incomplete' && result.wants === undefined && result.pos === expanded.length && /\\\n?$/.test(expanded)) return sh.status;
    if (limit !== Infinity) return yield* reportSyntax(sh, result as Exclude<ParseResult, { kind: 'ok' }>, source, options);
    return sh.status;
  } finally {
    sh.source = outer.source;
    sh.pos = outer.pos;
  }
}

/** `set -v`: the lines as they are read. */
function* echoLines(sh: Shell, source: SourceText, after: number, to: number): Sys<void> {
  for (let line = after + 1; line <= to; line++) yield* sh.proc.write(2, `${source.line(line)}\n`);
}

function changed(sh: Shell, before: ReadonlyMap<string, string>): boolean {
  if (!sh.shopted('expand_aliases') && sh.isBash) return false;
  if (sh.aliases.size !== before.size) return true;
  for (const [name, value] of sh.aliases) if (before.get(name) !== value) return true;
  return false;
}

/** Where the statement begins that the text's end leaves unfinished. */
function incompletePosition(result: Extract<ParseResult, { kind: 'incomplete' }>): number {
  return Math.min(result.pos, result.script.commands.at(-1)?.pos ?? result.pos);
}

/** Statements grouped as bash reads them: what ends on one line belongs together. Nothing of the line of an error is run. */
function lines(script: Script, source: SourceText, limit: number): Statement[][] {
  const units: Statement[][] = [];
  let lastLine = -1;
  for (const statement of script.commands) {
    const line = source.lineAt(statement.pos);
    if (line === lastLine) (units.at(-1) as Statement[]).push(statement);
    else units.push([statement]);
    lastLine = source.lineAt(Math.max(statement.pos, statement.end - 1));
  }
  if (limit === Infinity) return units;
  const errorLine = source.lineAt(limit);
  return units.filter((unit) => {
    const last = unit.at(-1) as Statement;
    return last.end <= limit && source.lineAt(Math.max(last.pos, last.end - 1)) < errorLine;
  });
}

function* reportSyntax(sh: Shell, result: Exclude<ParseResult, { kind: 'ok' }>, source: SourceText, options: TextOptions): Sys<number> {
  const line = source.lineAt(result.pos);
  if (result.kind === 'incomplete') {
    const end = source.lineAt(source.text.length) + (source.text.endsWith('\n') || !sh.isBash ? 0 : 1);
    if (result.wants === undefined) return yield* syntaxFailure(sh, end, 'syntax error: unexpected end of file', undefined, options, `end of file unexpected${result.expects === undefined ? '' : ` (expecting "${result.expects}")`}`);
    const wording = `unexpected EOF while looking for matching \`${result.wants}'`;
    const where = result.wants === ')' ? end : line;
    return yield* syntaxFailure(sh, where, wording, undefined, options, result.wants === ')' ? 'end of file unexpected (expecting ")")' : result.wants === '}' ? 'Missing \'}\'' : result.wants === '`' ? 'EOF in backquote substitution' : 'Unterminated quoted string');
  }
  if (result.header !== undefined && sh.isBash) {
    yield* syntaxFailure(sh, line, 'syntax error: arithmetic expression required', undefined, options);
    return yield* syntaxFailure(sh, line, `syntax error: \`${result.header}'`, undefined, options);
  }
  if (result.condition !== undefined && sh.isBash) return yield* conditionFailure(sh, line, result, source, options);
  return yield* syntaxFailure(
    sh, line, `syntax error near unexpected token \`${result.token}'`, source.line(line), options, `${dashToken(result, source.text)} unexpected${result.expects === undefined ? '' : ` (expecting "${result.expects}")`}`,
  );
}

const RESERVED = new Set(['if', 'then', 'else', 'elif', 'fi', 'do', 'done', 'case', 'esac', 'while', 'until', 'for', 'in', '{', '}', '!']);

/** The wrong token as dash names it. */
function dashToken({ token, pos }: Extract<ParseResult, { kind: 'error' }>, text: string): string {
  if (token === 'newline') return text.slice(pos).trim() === '' ? 'end of file' : 'newline';
  return /^[()<>|;&]/.test(token) || RESERVED.has(token) ? `"${token}"` : 'word';
}

/** A bad `[[ … ]]`: bash tells what it missed, and gives up the text with status 0. */
function* conditionFailure(sh: Shell, line: number, result: Extract<ParseResult, { kind: 'error' }>, source: SourceText, options: TextOptions): Sys<number> {
  const typed = sh.interactive && options.label === undefined;
  if (typed && result.token === 'newline') {
    const last = /\S+\s*$/.exec(source.text.slice(0, result.pos))?.[0].trim() ?? '';
    return yield* syntaxFailure(sh, line, `syntax error near unexpected token \`${last}'`, undefined, options);
  }
  yield* syntaxFailure(sh, line, result.condition ?? '', undefined, options);
  return (sh.status = 0);
}

/** Prints a syntax error as this shell words it; status 2, and the end of a non-interactive shell. */
function* syntaxFailure(
  sh: Shell, line: number, message: string, text: string | undefined, options: TextOptions, dash: string = message,
): Sys<number> {
  if (sh.isBash) {
    const label = options.label ?? '';
    const head = sh.plainMessages ? 'bash: ' : sh.interactive && options.label === undefined ? `${sh.name.replace(/^-/, '')}: ` : `${options.name}: ${label}line ${line}: `;
    yield* sh.proc.write(2, `${head}${message}\n`);
    if (text !== undefined && !(sh.interactive && options.label === undefined)) yield* sh.proc.write(2, `${head}\`${text}'\n`);
  } else if (sh.dialect === 'dash') {
    // dash does not count the line that the end of a text without newline would begin.
    yield* sh.proc.write(2, `${sh.name}: ${sh.interactive && options.label === undefined && sh.sourceDepth === 0 ? sh.linesRead : line}: ${options.label === '-c: ' ? '' : options.label ?? ''}Syntax error: ${dash}\n`);
  } else {
    const ash = dash.startsWith('Unterminated') ? 'unterminated quoted string' : dash.startsWith('end of file') ? dash.replace('end of file unexpected', 'unexpected end of file') : dash.replace(/^(.*) unexpected$/, 'unexpected $1');
    yield* sh.proc.write(2, `${sh.name}: ${options.label === undefined ? `line ${line}: ` : ''}syntax error: ${ash}\n`);
  }
  sh.status = 2;
  if (!sh.isBash && !sh.interactive) throw new ExitShell(2);
  return 2;
}

