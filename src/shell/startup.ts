/** What a shell sets up before it reads its first command: variables from the environment, defaults, options. */
import { Variables, newVariable, IndexedArray } from './variables.ts';
import { installSpecialVariables } from './special-variables.ts';
import { passwdField } from './expand/tilde.ts';
import { isSysError } from '../kernel/errno.ts';
import { parseShell } from './parse.ts';
import { SourceText } from './source.ts';
import type { Shell } from './shell.ts';

/** Imports the environment and sets the variables a shell starts with. */
export function prepareShell(sh: Shell, env: ReadonlyMap<string, string>): void {
  sh.vars = new Variables();
  for (const [name, value] of env) {
    const fn = /^BASH_FUNC_(.+)%%$/.exec(name);
    if (fn && sh.isBash) importFunction(sh, fn[1] as string, value);
    else if (/^[A-Za-z_]\w*$/.test(name)) sh.vars.put(name, { ...newVariable(value), exported: true });
  }
  const set = (name: string, value: string, exported = false): void => sh.vars.put(name, { ...newVariable(value), exported });
  const inherit = (name: string, value: string): void => {
    if (sh.vars.get(name) === undefined) set(name, value);
  };
  // IFS is never taken from the environment.
  set('IFS', ' \t\n');
  inherit('PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
  set('PPID', String(sh.proc.ppid));
  set('OPTIND', '1');
  setWorkingDirectory(sh);
  inherit('PS1', sh.dialect === 'bash' ? '\\s-\\v\\$ ' : sh.dialect === 'dash' ? (sh.proc.credentials.uid === 0 ? '# ' : '$ ') : '\\w \\$ ');
  inherit('PS2', '> ');
  inherit('PS4', '+ ');
  if (sh.isBash) {
    if (!sh.interactive && !env.has('PS1')) sh.vars.unset('PS1');
    if (!sh.interactive && !env.has('PS2')) sh.vars.unset('PS2');
    bashVariables(sh, inherit);
  }
  installSpecialVariables(sh);
  sh.vars.onChange = (name) => {
    if (name === 'PATH') sh.hash.clear();
    else if (name === 'OPTIND') sh.getopts.offset = 0;
  };
}

function importFunction(sh: Shell, name: string, text: string): void {
  const source = new SourceText(`${name} ${text}`, 'environment');
  const command = parseShell(source.text).script.commands[0]?.command;
  if (command?.type === 'Function') sh.functions.set(name, { name, node: command, source, exported: true });
}

/** PWD from the environment when it names the working directory, else the kernel's. */
function setWorkingDirectory(sh: Shell): void {
  const inherited = sh.vars.get('PWD');
  let pwd = sh.proc.cwd;
  if (inherited?.startsWith('/')) {
    try {
      const [a, b] = [sh.proc.stat(inherited), sh.proc.stat('.')];
      if (a.ino === b.ino && a.dev === b.dev) pwd = inherited;
    } catch (error) {
      if (!isSysError(error)) throw error;
    }
  }
  sh.vars.put('PWD', { ...newVariable(pwd), exported: true });
  if (sh.isBash) sh.vars.put('OLDPWD', { ...newVariable(sh.vars.get('OLDPWD')), exported: true });
}

function bashVariables(sh: Shell, inherit: (name: string, value: string) => void): void {
  const { uid } = sh.proc.credentials;
  const readonly = (name: string, value: string | IndexedArray): void => sh.vars.put(name, { ...newVariable(value), readonly: true });
  const own = (fields: readonly string[]): boolean => fields[2] === String(uid);
  sh.vars.put('UID', { ...newVariable(String(uid)), readonly: true, integer: true });
  sh.vars.put('EUID', { ...newVariable(String(uid)), readonly: true, integer: true });
  readonly('BASH_VERSINFO', new IndexedArray(['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu']));
  inherit('BASH_VERSION', '5.2.15(1)-release');
  inherit('BASH', sh.proc.exe === '' ? '/bin/bash' : sh.proc.exe);
  inherit('HOSTNAME', sh.proc.uts.hostname);
  inherit('HOSTTYPE', 'x86_64');
  inherit('OSTYPE', 'linux-gnu');
  inherit('MACHTYPE', 'x86_64-pc-linux-gnu');
  inherit('HOME', passwdField(sh, own, 5) ?? '/');
  inherit('SHELL', passwdField(sh, own, 6) ?? '/bin/sh');
  inherit('TERM', 'dumb');
  const level = Number.parseInt(sh.vars.get('SHLVL') ?? '0', 10) || 0;
  sh.vars.put('SHLVL', { ...newVariable(String(level + 1)), exported: true });
  sh.vars.put('OPTERR', newVariable('1'));
  if (sh.interactive) {
    inherit('HISTFILE', `${sh.vars.get('HOME') ?? ''}/.bash_history`);
    inherit('HISTSIZE', '500');
    inherit('HISTFILESIZE', '500');
  }
}
