/** The programs `bash` and `sh`: bash 5.2, Debian's dash, BusyBox ash. */
import { Shell } from './shell.ts';
import { parseInvocation } from './invocation.ts';
import { prepareShell } from './startup.ts';
import { runText } from './run/text.ts';
import { sourceText } from './run/script.ts';
import { endStatus, subshellMain } from './run/launch.ts';
import { SourceText } from './source.ts';
import { decodeText, readWhole } from './input.ts';
import { runStandardInput } from './run/stdin.ts';
import { runInteractive } from './interactive.ts';
import { isSysError } from '../kernel/errno.ts';
import type { Dialect } from './shell.ts';
import type { Invocation } from './invocation.ts';
import type { Proc, Program, Sys } from '../kernel/sys.ts';

export const bash: Program = { name: 'bash', main: (proc) => main(proc, 'bash') };

/** `/bin/sh`: ash where the executable is BusyBox, bash where the image says so, else dash. */
export const sh: Program = {
  name: 'sh',
  main: (proc) => main(proc, proc.variant === 'busybox' ? 'ash' : proc.variant === 'bash' ? 'bash' : 'dash'),
};

function* main(proc: Proc, dialect: Dialect): Sys<number> {
  const invocation = yield* parseInvocation(proc, dialect);
  if (typeof invocation === 'number') return invocation;
  const shell = new Shell(proc, dialect, invocation.name, invocation.interactive);
  shell.loginShell = invocation.login;
  shell.invocation = invocation.letters;
  prepareShell(shell, proc.env);
  for (const name of invocation.on) shell.options.add(name);
  for (const name of invocation.off) shell.options.delete(name);
  for (const [name, on] of invocation.shopt) shell.shopt.set(name, on);
  if (dialect === 'bash') shell.shopt.set('login_shell', invocation.login);
  shell.parameters = [...invocation.parameters];
  return yield* subshellMain(shell, run(shell, invocation));
}

function* run(shell: Shell, invocation: Invocation): Sys<number> {
  const name = shell.name;
  shell.source = new SourceText('', invocation.interactive ? name.replace(/^-/, '').replace(/^.*\//, '') : name);
  if (invocation.login && !invocation.noprofile) yield* loginFiles(shell);
  if (invocation.command !== undefined) {
    return yield* runText(shell, invocation.command, { name, tail: true, top: true, label: '-c: ' });
  }
  if (invocation.file !== undefined) return yield* runFile(shell, invocation.file);
  if (invocation.interactive) return yield* runInteractive(shell, invocation);
  return yield* runStandardInput(shell);
}

function* loginFiles(shell: Shell): Sys<void> {
  yield* startupFile(shell, '/etc/profile');
  const home = shell.vars.get('HOME') ?? '';
  const files = shell.isBash ? ['.bash_profile', '.bash_login', '.profile'] : ['.profile'];
  for (const file of files) if (yield* startupFile(shell, `${home}/${file}`)) return;
}

/** Sources a file if it is there. */
export function* startupFile(shell: Shell, path: string): Sys<boolean> {
  let text: string;
  try {
    text = decodeText(shell.proc.readFile(path));
  } catch (error) {
    if (isSysError(error)) return false;
    throw error;
  }
  yield* endStatus(shell, sourceText(shell, text, path));
  return true;
}

function* runFile(shell: Shell, path: string): Sys<number> {
  const { proc } = shell;
  let bytes: Uint8Array;
  try {
    if (proc.stat(path).kind === 'directory') {
      yield* proc.write(2, `${shell.isBash ? 'bash' : shell.name}: ${path}: Is a directory\n`);
      return 126;
    }
    bytes = yield* readWhole(shell, path);
  } catch (error) {
    if (!isSysError(error)) throw error;
    const missing = error.code === 'ENOENT';
    if (shell.isBash) yield* proc.write(2, `bash: ${path}: ${error.message}\n`);
    else if (shell.dialect === 'dash') yield* proc.write(2, `${proc.argv[0]}: 0: cannot open ${path}: ${missing ? 'No such file' : error.message}\n`);
    else yield* proc.write(2, `${proc.argv[0]}: can't open '${path}': ${error.message}\n`);
    return missing ? 127 : 126;
  }
  if (bytes.subarray(0, 80).includes(0)) {
    yield* proc.write(2, `${path}: ${path}: cannot execute binary file\n`);
    return 126;
  }
  return yield* runText(shell, decodeText(bytes), { name: shell.name, tail: false, top: true });
}
