/** Command substitution `$(…)` and process substitution `<(…)`. */
import { forkShell } from './launch.ts';
import { runStatements } from './statement.ts';
import { waitForeground } from './waiting.ts';
import { parseShell } from '../parse.ts';
import { SourceText } from '../source.ts';
import { expandTarget } from '../expand/expand.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Script } from '../parse.ts';

/** Most of what a substitution may return. */
const LIMIT = 64 * 1024 * 1024;

/** Output of the commands without trailing newlines; their status goes to `$?` of an assignment. */
export function* substituteCommand(sh: Shell, script: Script | undefined, text: string): Sys<string> {
  const file = yield* inputFile(sh, script);
  if (file !== undefined) return file;
  const [read, write] = sh.proc.pipe();
  const pid = yield* forkShell(sh, {}, (child) => {
    child.proc.close(read);
    child.proc.dup2(write, 1);
    child.proc.close(write);
    child.traceDepth++;
    if (!child.shopted('inherit_errexit')) child.options.delete('errexit');
    return runScript(child, script, text);
  });
  sh.proc.close(write);
  const decoder = new TextDecoder();
  let output = '';
  for (;;) {
    const bytes = yield* sh.proc.read(read);
    if (bytes.length === 0) break;
    output += decoder.decode(bytes, { stream: true });
    if (output.length > LIMIT) return yield* sh.fail('cannot allocate memory for command substitution');
  }
  output += decoder.decode();
  sh.proc.close(read);
  const [status] = yield* waitForeground(sh, pid, [pid], text);
  sh.substitutionStatus = sh.status = status ?? 127;
  if (sh.isBash && output.includes('\0')) yield* sh.warn('warning: command substitution: ignored null byte in input');
  return output.replaceAll('\0', '').replace(/\n+$/, '');
}

/** `$(< file)` reads the file without a process. */
function* inputFile(sh: Shell, script: Script | undefined): Sys<string | undefined> {
  const command = script?.commands.length === 1 ? script.commands[0]?.command : undefined;
  if (!sh.isBash || command?.type !== 'Command' || command.name || command.prefix.length !== 1) return undefined;
  const redirect = command.prefix[0];
  if (redirect?.type !== 'Redirect' || redirect.operator !== '<' || redirect.target === undefined || redirect.descriptor) return undefined;
  const path = yield* expandTarget(sh, redirect.target);
  try {
    const text = path === undefined ? '' : sh.proc.readText(path);
    sh.substitutionStatus = sh.status = 0;
    return text.replaceAll('\0', '').replace(/\n+$/, '');
  } catch (error) {
    if (!isSysError(error)) throw error;
    yield* sh.warn(`${path}: ${error.message}`);
    sh.substitutionStatus = sh.status = 1;
    return '';
  }
}

function* runScript(child: Shell, script: Script | undefined, text: string): Sys<number> {
  if (script === undefined) return 0;
  if (script.source !== undefined) child.source = new SourceText(script.source, child.source.name, child.line);
  // An error inside was not seen when the whole was parsed only if the text is that of backquotes.
  const checked = script.source === undefined ? undefined : parseShell(script.source);
  if (checked && checked.kind !== 'ok') {
    yield* child.warn(checked.kind === 'error' ? `command substitution: line ${child.line}: syntax error near unexpected token \`${checked.token}'` : `command substitution: ${text}: syntax error: unexpected end of file`);
    return 1;
  }
  return yield* runStatements(child, script.commands, true);
}

/** A path that names the other end of a pipe to the commands. */
export function* substituteProcess(sh: Shell, operator: '<' | '>', script: Script | undefined, text: string): Sys<string> {
  const [read, write] = sh.proc.pipe();
  const [mine, theirs] = operator === '<' ? [read, write] : [write, read];
  yield* forkShell(sh, {}, (child) => {
    child.proc.close(mine);
    child.proc.dup2(theirs, operator === '<' ? 1 : 0);
    child.proc.close(theirs);
    return runScript(child, script, text);
  });
  sh.proc.close(theirs);
  let fd = 63;
  const open = new Set(sh.proc.fds());
  while (open.has(fd)) fd--;
  sh.proc.dup2(mine, fd);
  sh.proc.close(mine);
  sh.openSubstitutions.push(fd);
  return `/dev/fd/${fd}`;
}

/** Closes the pipes of process substitutions when their command is done. */
export function closeSubstitutions(sh: Shell): void {
  if (sh.openSubstitutions.length === 0) return;
  for (const fd of sh.openSubstitutions.splice(0)) sh.proc.close(fd);
}
