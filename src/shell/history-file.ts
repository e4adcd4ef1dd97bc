/** The history file (HISTFILE). */
import { isSysError } from '../kernel/errno.ts';
import type { Shell } from './shell.ts';

function fileName(sh: Shell, path: string | undefined): string | undefined {
  return path ?? sh.vars.get('HISTFILE');
}

/** Appends the lines of the file to the list; false when it cannot be read. */
export function readHistoryFile(sh: Shell, path?: string): boolean {
  const name = fileName(sh, path);
  if (!name) return false;
  try {
    const limit = Number(sh.vars.get('HISTSIZE') ?? 500);
    for (const line of sh.proc.readText(name).split('\n')) if (line !== '' && !/^#\d+$/.test(line)) sh.history.add(line, '', limit);
    sh.history.saved = sh.history.lines.length;
    return true;
  } catch (error) {
    if (isSysError(error)) return false;
    throw error;
  }
}

/** Writes the list, or appends what is new; the file keeps at most HISTFILESIZE lines. */
export function writeHistoryFile(sh: Shell, path?: string, append = false): boolean {
  const name = fileName(sh, path);
  if (!name) return false;
  const { history } = sh;
  const fresh = append ? history.lines.slice(history.saved) : history.lines;
  try {
    let lines = [...fresh];
    if (append) {
      if (fresh.length === 0) return true;
      if (sh.proc.fs.exists(name)) lines = [...sh.proc.readText(name).split('\n').filter((line) => line !== ''), ...fresh];
    }
    const limit = Number(sh.vars.get('HISTFILESIZE') ?? sh.vars.get('HISTSIZE') ?? 500);
    lines = lines.slice(-limit);
    sh.proc.writeFile(name, lines.map((line) => `${line}\n`).join(''), 0o600);
    history.saved = history.lines.length;
    return true;
  } catch (error) {
    if (isSysError(error)) return false;
    throw error;
  }
}
