/** The daemon's log on standard error, as logrus writes it to a file or the journal. */
import type { Proc, Sys } from '../kernel/sys.ts';
import { rfc3339NanoFixed } from './time.ts';

type LogLevel = 'debug' | 'info' | 'warning' | 'error';

function quoted(value: string): string {
  return /^[a-zA-Z0-9\-._/@^+]+$/.test(value) ? value : JSON.stringify(value);
}

/** `time="…" level=info msg="…" name=value …`, fields in the order of their names. */
export function* log(proc: Proc, level: LogLevel, message: string, fields: Readonly<Record<string, string>> = {}): Sys<void> {
  const rest = Object.keys(fields).sort().map((name) => ` ${name}=${quoted(fields[name]!)}`).join('');
  yield* proc.write(2, `time="${rfc3339NanoFixed(proc.realtime())}" level=${level} msg=${quoted(message)}${rest}\n`);
}
