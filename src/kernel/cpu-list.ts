/** Lists of processors as the kernel writes them, `0-2,4` (cpuset(7), FORMATS), and which of them a control group may use. */
import type { Cgroup } from './cgroup.ts';

/** The most processors that Linux usually has; Docker takes no greater number (moby pkg/sysinfo). */
const MOST = 8192;

/** Ascending numbers; undefined when the text is no list. */
export function parseCpuList(text: string): number[] | undefined {
  const out = new Set<number>();
  for (const part of text.split(',')) {
    const m = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (!m) return undefined;
    const to = Number(m[2] ?? m[1]);
    if (to < Number(m[1]) || to > MOST) return undefined;
    for (let i = Number(m[1]); i <= to; i++) out.add(i);
  }
  return [...out].sort((a, b) => a - b);
}

/** `[0, 1, 2, 4]` as `0-2,4`. */
export function formatCpuList(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < numbers.length; ) {
    let end = i;
    while (numbers[end + 1] === numbers[end]! + 1) end++;
    parts.push(i === end ? `${numbers[i]}` : `${numbers[i]}-${numbers[end]}`);
    i = end + 1;
  }
  return parts.join(',');
}

/** The processors of a machine with `count` of them that processes of the group may run on. */
export function allowedCpus(group: Cgroup | undefined, count: number): number[] {
  for (let at = group; at; at = at.parent) if (at.cpuset) return parseCpuList(at.cpuset) ?? [];
  return Array.from({ length: count }, (_, i) => i);
}
