/** The interactive shell: prompt, line, run, again. */
import { Editor } from './editor/editor.ts';
import { readHistoryFile, writeHistoryFile } from './history-file.ts';
import { startJobControl } from './terminal.ts';
import { expandPrompt } from './prompt.ts';
import { parseShell } from './parse.ts';
import { expandAliases } from './aliases.ts';
import { runText } from './run/text.ts';
import { sourceText } from './run/script.ts';
import { notifyJobs } from './run/waiting.ts';
import { runPending } from './traps.ts';
import { CommandFailed, ExitShell, Interrupted, LoopJump, ReturnFrom } from './errors.ts';
import { commandStarts, commandFinished, promptStarts, promptEnds } from './shell-integration.ts';
import { joinLines } from './multi-line.ts';
import { decodeText, readLine } from './input.ts';
import { Deferred } from '../kernel/deferred.ts';
import { isSysError } from '../kernel/errno.ts';
import type { Completion } from './editor/completing.ts';
import type { Outcome } from './editor/editor.ts';
import type { Invocation } from './invocation.ts';
import type { Shell } from './shell.ts';
import type { Sys } from '../kernel/sys.ts';

const historyExpansion = new Deferred(() => import('./history-expansion.ts'));
const completing = new Deferred(() => import('./completion/complete.ts'));

function* completion(sh: Shell, before: string): Sys<Completion> {
  const { complete } = yield* completing.of(sh.proc);
  return yield* complete(sh, before);
}

/** Runs until `exit` or the end of input; the exit code. */
export function* runInteractive(sh: Shell, invocation: Invocation): Sys<number> {
  yield* startJobControl(sh);
  yield* startupFiles(sh, invocation);
  if (sh.isBash) readHistoryFile(sh);
  if (sh.dialect === 'ash' && sh.proc.variant === 'busybox-debian') yield* sh.proc.write(1, BANNER);
  const reader = new Reader(sh);
  try {
    for (;;) {
      const status = yield* oneCommand(sh, reader);
      if (status !== undefined) return status;
    }
  } finally {
    if (sh.isBash) writeHistoryFile(sh, undefined, true);
  }
}

const BANNER = "\n\nBusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) built-in shell (ash)\nEnter 'help' for a list of built-in commands.\n\n";

function* startupFiles(sh: Shell, invocation: Invocation): Sys<void> {
  const home = sh.vars.get('HOME') ?? '';
  const files = sh.isBash ? (invocation.login || invocation.norc ? [] : ['/etc/bash.bashrc', invocation.rcfile ?? `${home}/.bashrc`]) : [sh.vars.get('ENV') ?? ''];
  for (const path of files) {
    if (path === '') continue;
    let text: string;
    try {
      text = decodeText(sh.proc.readFile(path));
    } catch (error) {
      if (isSysError(error)) continue;
      throw error;
    }
    yield* guarded(sh, sourceText(sh, text, path));
  }
  sh.status = 0;
}

/** Runs something of the top level: errors end it, not the shell. Lets only `exit` through. */
function* guarded(sh: Shell, body: Sys<number>): Sys<void> {
  try {
    yield* body;
    if (sh.interrupted || sh.pendingTraps.length > 0) yield* runPending(sh);
  } catch (error) {
    if (error instanceof ExitShell) throw error;
    if (error instanceof CommandFailed || error instanceof Interrupted || error instanceof ReturnFrom) sh.status = error.status;
    else if (!(error instanceof LoopJump) && !isSysError(error, 'EIO', 'EPIPE')) throw error;
    sh.interrupted = false;
    sh.loops = sh.tolerant = 0;
  }
}

/** One prompt, one complete command; an exit code at the end of input. */
function* oneCommand(sh: Shell, reader: Reader): Sys<number | undefined> {
  yield* notifyJobs(sh);
  yield* promptCommand(sh);
  updateSize(sh);
  const lines: string[] = [];
  let text = '';
  for (;;) {
    const outcome = yield* reader.read(lines.length === 0 ? 'PS1' : 'PS2');
    if (outcome.kind === 'interrupt') {
      sh.status = 130;
      if (sh.traps.get('SIGINT')) sh.pendingTraps.push('SIGINT');
      yield* guarded(sh, nothing());
      return undefined;
    }
    if (outcome.kind === 'end') {
      const left = parseShell(text);
      // The end of input ends a here-document.
      if (left.kind === 'incomplete' && left.hereDocument) break;
      if (lines.length > 0) {
        yield* endInside(sh, text);
        return undefined;
      }
      return yield* endOfInput(sh);
    }
    sh.warnedOfJobs &&= /^\s*(?:exit|logout|jobs)\b/.test(outcome.text);
    const line = yield* withHistory(sh, outcome.text, lines.length === 0);
    if (line === undefined) return undefined;
    lines.push(line);
    sh.linesRead++;
    text += `${line}\n`;
    const aliased = sh.shopted('expand_aliases') || !sh.isBash ? expandAliases(text, sh.aliases) : text;
    if (parseShell(aliased).kind !== 'incomplete') break;
  }
  if (sh.isBash || sh.dialect === 'ash') remember(sh, lines);
  if (text.trim() === '') return undefined;
  sh.commandNumber++;
  yield* commandStarts(sh, text.replace(/\n$/, ''));
  try {
    yield* guarded(sh, runText(sh, text, { name: sh.source.name, top: true }));
  } catch (error) {
    if (!(error instanceof ExitShell)) throw error;
    yield* commandFinished(sh, error.status);
    return error.status;
  }
  yield* commandFinished(sh, sh.status);
  return undefined;
}

/** Only traps and ^C are looked at. */
function* nothing(): Sys<number> { return 0; }

function remember(sh: Shell, lines: readonly string[]): void {
  if (!sh.option('history') && sh.isBash) return;
  sh.history.add(joinLines(lines), sh.vars.get('HISTCONTROL') ?? '', Number(sh.vars.get('HISTSIZE') ?? 500));
}

/** History expansion of a typed line; undefined when there is nothing to run. */
function* withHistory(sh: Shell, line: string, first: boolean): Sys<string | undefined> {
  if (!sh.isBash || !sh.option('histexpand')) return line;
  if (!line.includes('!') && !line.startsWith('^')) return line;
  const { expandHistory } = yield* historyExpansion.of(sh.proc);
  const expansion = expandHistory(line, sh.history);
  if (expansion.kind === 'same') return line;
  if (expansion.kind === 'error') {
    yield* sh.proc.write(2, `${sh.name.replace(/^-/, '').replace(/^.*\//, '')}: ${expansion.message}\n`);
    sh.status = first ? 1 : sh.status;
    return undefined;
  }
  yield* sh.proc.write(2, `${expansion.text}\n`);
  if (!expansion.printOnly) return expansion.text;
  sh.history.add(expansion.text);
  return undefined;
}

function* promptCommand(sh: Shell): Sys<void> {
  const value = sh.vars.value('PROMPT_COMMAND');
  if (value === undefined || !sh.isBash) return;
  const status = sh.status;
  for (const command of typeof value === 'string' ? [value] : value.values()) {
    sh.status = status;
    yield* guarded(sh, runText(sh, command, { name: sh.source.name, top: true }));
  }
  sh.status = status;
}

/** LINES and COLUMNS follow the window (checkwinsize). */
function updateSize(sh: Shell): void {
  if (!sh.isBash || !sh.shopted('checkwinsize') || sh.terminal === undefined) return;
  const { rows, cols } = sh.proc.windowSize(sh.terminal);
  sh.vars.set('LINES', String(rows));
  sh.vars.set('COLUMNS', String(cols));
}

/** ^D in the middle of a command. */
function* endInside(sh: Shell, text: string): Sys<void> {
  const result = parseShell(text);
  const wants = result.kind === 'incomplete' ? result.wants : undefined;
  if (wants !== undefined) yield* sh.proc.write(2, `bash: unexpected EOF while looking for matching \`${wants}'\n`);
  yield* sh.proc.write(2, sh.isBash ? 'bash: syntax error: unexpected end of file\n' : `${sh.name}: ${sh.linesRead}: Syntax error: end of file unexpected\n`);
  sh.status = 2;
}

function* endOfInput(sh: Shell): Sys<number | undefined> {
  if (sh.option('ignoreeof') || (sh.isBash && sh.vars.get('IGNOREEOF') !== undefined)) {
    yield* sh.proc.write(2, `Use "${sh.loginShell ? 'logout' : 'exit'}" to leave the shell.\n`);
    return undefined;
  }
  if (sh.isBash) yield* sh.proc.write(2, sh.loginShell ? 'logout\n' : 'exit\n');
  if (sh.jobs.list.some((job) => job.state === 'stopped') && !sh.warnedOfJobs) {
    sh.warnedOfJobs = true;
    yield* sh.proc.write(2, sh.isBash ? 'There are stopped jobs.\n' : 'You have stopped jobs.\n');
    return undefined;
  }
  return sh.status;
}

/** Reads lines: with the editor where the shell has one, else as the terminal gives them (dash). */
class Reader {
  private readonly sh: Shell;
  private readonly editor: Editor | undefined;

  constructor(sh: Shell) {
    this.sh = sh;
    const { proc } = sh;
    if (sh.dialect === 'dash' || !proc.isatty(0)) return;
    this.editor = new Editor({
      proc, input: 0, output: 2, completer: (before) => completion(sh, before), bracketedPaste: sh.isBash && sh.vars.get('TERM') !== 'dumb', asksPosition: sh.dialect === 'ash',
    });
  }

  *read(variable: 'PS1' | 'PS2'): Sys<Outcome> {
    const { sh } = this;
    const prompt = yield* expandPrompt(sh, sh.vars.get(variable) ?? '');
    yield* promptStarts(sh);
    if (this.editor) return yield* this.editor.readLine(`${prompt}${promptEnds(sh)}`, sh.history.lines);
    yield* sh.proc.write(2, prompt);
    try {
      sh.setInterruptRestart?.(false);
      const line = yield* readLine(sh, 0);
      if (line !== undefined) return { kind: 'line', text: line.text };
      yield* sh.proc.write(2, '\n');
      return { kind: 'end' };
    } catch (error) {
      if (isSysError(error, 'EIO')) return { kind: 'end' };
      if (!isSysError(error, 'EINTR')) throw error;
      sh.interrupted = false;
      yield* sh.proc.write(2, '\n');
      return { kind: 'interrupt' };
    } finally {
      sh.setInterruptRestart?.(true);
    }
  }
}
