/**
 * Marks for whoever shows the terminal: OSC 133 (prompt A, input B, output C, finished D;code) and OSC 633;E with the command line
 * (escaped as VS Code's shell integration does). Only with DRYDOCK_SHELL_INTEGRATION=1.
 */
import { INVISIBLE_END, INVISIBLE_START } from './prompt.ts';
import type { Shell } from './shell.ts';
import type { Sys } from '../kernel/sys.ts';

function enabled(sh: Shell): boolean {
  return sh.vars.get('DRYDOCK_SHELL_INTEGRATION') === '1';
}

/** The prompt begins. */
export function* promptStarts(sh: Shell): Sys<void> {
  if (enabled(sh)) yield* sh.proc.write(2, '\x1b]133;A\x07');
}

/** The end of the prompt, as a part of it that takes no room. */
export function promptEnds(sh: Shell): string {
  return enabled(sh) ? `${INVISIBLE_START}\x1b]133;B\x07${INVISIBLE_END}` : '';
}

/** A command line was accepted and its output begins. */
export function* commandStarts(sh: Shell, command: string): Sys<void> {
  if (enabled(sh)) yield* sh.proc.write(2, `\x1b]633;E;${escapeCommand(command)}\x07\x1b]133;C\x07`);
}

export function* commandFinished(sh: Shell, status: number): Sys<void> {
  if (enabled(sh)) yield* sh.proc.write(2, `\x1b]133;D;${status}\x07`);
}

/** `\` as `\\`, `;` and controls as `\xHH`. */
export function escapeCommand(command: string): string {
  return command.replace(/[\\;\x00-\x1f\x7f]/g, (char) => (char === '\\' ? '\\\\' : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`));
}
