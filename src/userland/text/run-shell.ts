/** Commands of programs that hand a line to the shell: system(3) and popen(3). */
import { joinBytes } from '../../formats/bytes/join.ts';
import { signalNumber } from '../../kernel/signals.ts';
import type { Proc, Sys, WaitStatus } from '../../kernel/sys.ts';

const decoder = new TextDecoder();

/** The exit code a shell would show. */
export function exitCode(status: WaitStatus | undefined): number {
  return status?.kind === 'exited' ? status.code : status?.kind === 'signaled' ? 128 + signalNumber(status.signal) : 1;
}

/** Starts `sh -c line`. */
export function* spawnShell(proc: Proc, line: string, fds?: ReadonlyMap<number, number>): Sys<number> {
  return yield* proc.spawn({ path: '/bin/sh', argv: ['sh', '-c', line], ...(fds ? { fds } : {}) });
}

/** system(3): runs the line and waits for it. */
export function* runShell(proc: Proc, line: string): Sys<number> {
  const pid = yield* spawnShell(proc, line);
  return exitCode(yield* proc.wait(pid));
}

/** The standard output of a line, whole. */
export function* captureCommand(proc: Proc, line: string): Sys<string> {
  const [read, write] = proc.pipe();
  proc.setCloseOnExec(read, true);
  const pid = yield* spawnShell(proc, line, new Map([[0, 0], [1, write], [2, 2]]));
  proc.close(write);
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = yield* proc.read(read);
    if (chunk.length === 0) break;
    chunks.push(chunk.slice());
  }
  proc.close(read);
  yield* proc.wait(pid);
  return decoder.decode(joinBytes(chunks));
}
