/** What happens when memory runs out: the OOM killer of the cgroup whose limit was reached. */
import type { Process } from './process.ts';
import type { CgroupNode } from './cgroup-tree.ts';
import type { Sys } from './sys.ts';
import { WaitQueue } from './wait-queue.ts';

const RECHECK = 10_000_000;
const NEVER = new WaitQueue();

/** Kills (or, with the killer disabled, makes the caller wait) until no group around the process is above its limit. */
export function* relieveMemory(process: Process): Sys<void> {
  yield { kind: 'step', cost: 1000 };
  for (;;) {
    const group = exceeded(process);
    if (group === undefined) return;
    if (group.oomKillDisable) {
      yield { kind: 'block', queues: [NEVER], deadline: process.host.kernel.now() + RECHECK };
      continue;
    }
    killLargest(group);
    yield { kind: 'step', cost: 1000 };
  }
}

/** True when a group around the process is above its limit. */
export function isShort(process: Process): boolean {
  return exceeded(process) !== undefined;
}

/** The innermost group above its limit. */
function exceeded(process: Process): CgroupNode | undefined {
  const { swap } = process.host.facts;
  for (let group: CgroupNode | undefined = process.context.cgroup; group !== undefined; group = group.parent) {
    if (group.resident > group.ceiling(swap)) return group;
  }
  return undefined;
}

/** The process with the largest resident size of the group dies; among equals the youngest. */
function killLargest(group: CgroupNode): void {
  let victim: Process | undefined;
  for (const process of group.processes()) {
    if (process.main === undefined && process.isInit) continue;
    if (victim === undefined || process.resident >= victim.resident) victim = process;
  }
  if (victim === undefined) return;
  const pid = victim.pid.in(victim.host.pidNamespace);
  const own = victim.context.cgroup;
  victim.host.kernel.events.exit(victim, { signal: 'SIGKILL' });
  for (let around: CgroupNode | undefined = own; around !== undefined; around = around.parent) around.countOom(pid);
}
