import { parseDate } from '../parse-date.ts';
import { strftime } from '../dates.ts';
import { tool, type Tool } from '../tool.ts';
import type { Sys } from '../../kernel/sys.ts';

const ISO: Readonly<Record<string, string>> = { date: '%Y-%m-%d', hours: '%Y-%m-%dT%H+00:00', minutes: '%Y-%m-%dT%H:%M+00:00', seconds: '%Y-%m-%dT%H:%M:%S+00:00', ns: '%Y-%m-%dT%H:%M:%S,%N+00:00' };

export const date = tool({
  name: 'date',
  synopsis: ['[OPTION]... [+FORMAT]', '[-u|--utc|--universal] [MMDDhhmm[[CC]YY][.ss]]'],
  summary: 'Display date and time in the given FORMAT.',
  options: [
    { short: 'd', long: 'date', argument: 'STRING', help: "display time described by STRING, not 'now'" },
    { short: 'I', long: 'iso-8601', argument: 'FMT', optional: true, help: 'output date/time in ISO 8601 format' },
    { short: 'r', long: 'reference', argument: 'FILE', help: 'display the last modification time of FILE' },
    { short: 'R', long: 'rfc-email', help: 'output date and time in RFC 5322 format' },
    { long: 'rfc-3339', argument: 'FMT', help: 'output date/time in RFC 3339 format' },
    { short: 's', long: 'set', argument: 'STRING', help: 'set time described by STRING' },
    { short: 'u', long: 'utc', help: 'print or set Coordinated Universal Time (UTC)' },
  ],
  *run(t) {
    const given = t.value('date');
    const file = t.value('reference');
    const when = given !== undefined ? parseDate(given, t.proc.realtime()) : file !== undefined ? yield* modified(t, file) : t.proc.realtime();
    if (when === undefined && given === undefined) return t.exit;
    if (when === undefined) return yield* t.fail(t.busybox ? `invalid date '${given}'` : `invalid date ‘${given}’`);
    if (t.has('set')) return yield* t.fail(t.busybox ? `can't set date: Operation not permitted` : 'cannot set date: Operation not permitted');
    const operand = t.operands[0];
    if (t.operands[1] !== undefined) return yield* t.usage(`extra operand ‘${t.operands[1]}’`);
    if (operand !== undefined && !operand.startsWith('+')) return yield* t.fail(`invalid date ‘${operand}’`);
    const iso = t.has('iso-8601') ? ISO[t.value('iso-8601') ?? 'date'] : undefined;
    if (iso === undefined && t.has('iso-8601')) return yield* badWord(t, 'iso-8601', ['hours', 'minutes', 'date', 'seconds', 'ns']);
    const rfc3339 = t.value('rfc-3339');
    const format = operand?.slice(1) ?? iso ?? (t.has('rfc-email') ? '%a, %d %b %Y %H:%M:%S +0000' : rfc3339 ? { date: '%Y-%m-%d', ns: '%Y-%m-%d %H:%M:%S.%N+00:00' }[rfc3339] ?? '%Y-%m-%d %H:%M:%S+00:00' : '%a %b %e %H:%M:%S UTC %Y');
    yield* t.print(`${strftime(format, when)}\n`);
    return 0;
  },
});

function* modified(t: Tool, file: string): Sys<bigint | undefined> {
  try {
    return t.proc.stat(file).mtime;
  } catch (error) {
    yield* t.failed(file, error);
    return undefined;
  }
}

function* badWord(t: Tool, option: string, words: readonly string[]): Sys<number> {
  return yield* t.usage(`invalid argument ‘${t.value(option)}’ for ‘--${option}’\nValid arguments are:\n${words.map((word) => `  - ‘${word}’`).join('\n')}`);
}
