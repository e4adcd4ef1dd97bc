/** systemctl's side of the conversation with PID 1. */
import { isSysError } from '../../kernel/errno.ts';
import { Lines } from '../../kernel/stdio.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import type { Tool } from '../tool.ts';
import { CONTROL_SOCKET, deadUnit, type ControlReply, type ControlRequest, type UnitStatus } from './protocol.ts';

/** Sends a request to PID 1; undefined when no systemd runs (as in a container). */
export function* control(proc: Proc, request: ControlRequest): Sys<ControlReply | undefined> {
  const fd = proc.socket('unix', 'stream');
  try {
    yield* proc.connect(fd, { family: 'unix', path: CONTROL_SOCKET });
    yield* proc.write(fd, `${JSON.stringify(request)}\n`);
    const line = yield* new Lines(proc, fd).next();
    return line === undefined ? undefined : (JSON.parse(line) as ControlReply);
  } catch (error) {
    if (!isSysError(error)) throw error;
    return undefined;
  } finally {
    proc.close(fd);
  }
}

/** The state of a unit; without systemd, and of one that does not exist, it is dead. */
export function* query(proc: Proc, unit: string): Sys<UnitStatus> {
  const reply = yield* control(proc, { verb: 'status', unit, uid: proc.credentials.uid });
  return reply?.units?.[0] ?? deadUnit(unit);
}

/** Says that no systemd runs; the exit code. */
export function* notBooted(t: Tool): Sys<number> {
  yield* t.out.flush();
  yield* t.proc.write(2, "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down\n");
  return 1;
}
