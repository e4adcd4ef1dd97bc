/** Requests of systemctl that change something, and what it says when they fail. */
import type { Sys } from '../../kernel/sys.ts';
import type { Tool } from '../tool.ts';
import { control, notBooted, query } from './control.ts';
import type { ControlRequest } from './protocol.ts';
import { socketsOf } from './unit.ts';

/** Sends the request; the exit code. */
export function* act(t: Tool, request: ControlRequest): Sys<number> {
  const reply = yield* control(t.proc, request);
  if (!reply) return yield* notBooted(t);
  if (reply.ok) return 0;
  const name = request.unit;
  if (reply.error === 'failed') {
    yield* t.proc.write(2, `Job for ${name} failed because the control process exited with error code.\nSee "systemctl status ${name}" and "journalctl -xeu ${name}" for details.\n`);
    return 1;
  }
  const missing = reply.error?.endsWith('not found.') === true;
  yield* t.proc.write(2, `Failed to ${request.verb} ${name}: ${reply.error}\n${reply.error?.startsWith('Interactive') ? `See system logs and 'systemctl status ${name}' for details.\n` : ''}`);
  return missing ? 5 : 1;
}

/** Warns of sockets that may start again what was stopped. */
export function* warnOfTriggers(t: Tool, units: readonly string[]): Sys<void> {
  for (const name of units) {
    const triggers: string[] = [];
    for (const socket of socketsOf(t.proc.fs, name)) if ((yield* query(t.proc, socket)).active === 'active') triggers.push(socket);
    if (triggers.length > 0) yield* t.proc.write(2, `Warning: Stopping ${name}, but it can still be activated by:\n${triggers.map((each) => `  ${each}\n`).join('')}`);
  }
}
