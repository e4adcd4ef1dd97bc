import { tool } from '../tool.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86400 };

/** Nanoseconds of `1.5`, `2m`, `inf`; undefined when it is no interval (sleep(1)). */
export function parseInterval(text: string): number | undefined {
  if (text === 'inf' || text === 'infinity') return Number.POSITIVE_INFINITY;
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  return match ? Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1) * 1e9 : undefined;
}

export const sleep = tool({
  name: 'sleep',
  synopsis: ['NUMBER[SUFFIX]...', 'OPTION'],
  summary: "Pause for NUMBER seconds.  SUFFIX may be 's' for seconds (the default),\n'm' for minutes, 'h' for hours or 'd' for days.",
  options: [],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('missing operand');
    let total = 0;
    for (const operand of t.operands) {
      const interval = parseInterval(operand);
      if (interval === undefined) return yield* t.usage(t.busybox ? `invalid number '${operand}'` : `invalid time interval ‘${operand}’`);
      total += interval;
    }
    yield* t.proc.sleep(total);
    return 0;
  },
});
