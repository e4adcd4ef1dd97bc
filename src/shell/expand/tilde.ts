/** `~`, `~+`, `~-`, `~user`. */
import { isSysError } from '../../kernel/errno.ts';
import type { Shell } from '../shell.ts';

/** The directory a tilde prefix stands for; the prefix itself when there is no such user. */
export function tildeDirectory(sh: Shell, user: string): string {
  if (user === '') return sh.vars.get('HOME') ?? passwdField(sh, (fields) => fields[2] === String(sh.proc.credentials.uid), 5) ?? '~';
  if (user === '+') return sh.vars.get('PWD') ?? '~+';
  if (user === '-') return sh.vars.get('OLDPWD') ?? '~-';
  return passwdField(sh, (fields) => fields[0] === user, 5) ?? `~${user}`;
}

/** The file as it was read last: each prompt asks for the user's name. */
let last: { readonly text: string; readonly entries: readonly (readonly string[])[] } | undefined;

/** Field of the first matching line of /etc/passwd (0 name, 2 uid, 5 home, 6 shell). */
export function passwdField(sh: Shell, matches: (fields: readonly string[]) => boolean, index: number): string | undefined {
  try {
    const text = sh.proc.readText('/etc/passwd');
    if (last?.text !== text) last = { text, entries: text.split('\n').map((line) => line.split(':')).filter((fields) => fields.length >= 7) };
    return last.entries.find(matches)?.[index];
  } catch (error) {
    if (!isSysError(error)) throw error;
  }
  return undefined;
}
