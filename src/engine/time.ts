/** Times as the daemon writes them. They are nanoseconds since 1970, as bigint, from the kernel's clock. */

const SECOND = 1_000_000_000n;
/** Go's zero time: how the Engine API says "never". */
export const NEVER = '0001-01-01T00:00:00Z';

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

/** Year, month and day of a count of days since 1970-01-01 (proleptic Gregorian; Howard Hinnant's civil_from_days). */
function civil(days: number): [year: number, month: number, day: number] {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return [yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - Math.floor((153 * mp + 2) / 5) + 1];
}

function days(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468;
}

interface Parts { year: number; month: number; day: number; weekday: number; hour: number; minute: number; second: number; nano: number }

function parts(time: bigint): Parts {
  const total = time >= 0n ? time / SECOND : -((-time + SECOND - 1n) / SECOND);
  const nano = Number(time - total * SECOND);
  const seconds = Number(total);
  const day = Math.floor(seconds / 86400);
  const rest = seconds - day * 86400;
  const [year, month, dayOfMonth] = civil(day);
  const weekday = (((day + 4) % 7) + 7) % 7;
  return { year, month, day: dayOfMonth, weekday, hour: Math.floor(rest / 3600), minute: Math.floor(rest / 60) % 60, second: rest % 60, nano };
}

/** Go's time.RFC3339Nano in UTC: fraction without trailing zeros. `undefined` is Go's zero time. */
export function rfc3339Nano(time: bigint | undefined): string {
  if (time === undefined) return NEVER;
  const p = parts(time);
  const fraction = p.nano === 0 ? '' : `.${pad(p.nano, 9).replace(/0+$/, '')}`;
  return `${pad(p.year, 4)}-${pad(p.month)}-${pad(p.day)}T${pad(p.hour)}:${pad(p.minute)}:${pad(p.second)}${fraction}Z`;
}

/** jsonmessage.RFC3339NanoFixed, what `docker logs -t` shows: always nine digits. */
export function rfc3339NanoFixed(time: bigint): string {
  const p = parts(time);
  return `${pad(p.year, 4)}-${pad(p.month)}-${pad(p.day)}T${pad(p.hour)}:${pad(p.minute)}:${pad(p.second)}.${pad(p.nano, 9)}Z`;
}

/** Parses RFC 3339 with any fraction and offset; undefined for anything else and for Go's zero time. */
export function parseRFC3339(text: string): bigint | undefined {
  const m = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?([Zz]|[+-]\d\d:\d\d)$/.exec(text);
  if (!m || text === NEVER) return undefined;
  const offset = m[8] === 'Z' || m[8] === 'z' ? 0 : (m[8]!.startsWith('-') ? -1 : 1) * (Number(m[8]!.slice(1, 3)) * 60 + Number(m[8]!.slice(4, 6)));
  const seconds = days(Number(m[1]), Number(m[2]), Number(m[3])) * 86400 + Number(m[4]) * 3600 + Number(m[5]) * 60 + Number(m[6]) - offset * 60;
  return BigInt(seconds) * SECOND + BigInt((m[7] ?? '').padEnd(9, '0') || '0');
}

/** `1136073600.000000001` or `1136073600` (moby's api/types/time.ParseTimestamps); undefined when it is neither. */
export function parseUnix(text: string): bigint | undefined {
  const m = /^(-?\d+)(?:\.(\d{1,9}))?$/.exec(text);
  if (!m) return undefined;
  return BigInt(m[1]!) * SECOND + BigInt((m[2] ?? '').padEnd(9, '0') || '0');
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The Date header of HTTP (RFC 9110 §5.6.7). */
export function httpDate(time: bigint): string {
  const p = parts(time);
  return `${WEEKDAYS[p.weekday]}, ${pad(p.day)} ${MONTHS[p.month - 1]} ${p.year} ${pad(p.hour)}:${pad(p.minute)}:${pad(p.second)} GMT`;
}

const UNITS: Record<string, number> = { ns: 1, us: 1e3, 'µs': 1e3, 'μs': 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

/** Go's time.ParseDuration; nanoseconds, undefined when malformed. */
export function parseDuration(text: string): number | undefined {
  const m = /^([+-])?(.*)$/s.exec(text);
  let rest = m?.[2] ?? '';
  if (rest === '0') return 0;
  if (rest === '') return undefined;
  let total = 0;
  while (rest !== '') {
    const part = /^(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/.exec(rest);
    if (!part) return undefined;
    total += Number(part[1]) * UNITS[part[2]!]!;
    rest = rest.slice(part[0].length);
  }
  return m?.[1] === '-' ? -total : total;
}

/** Go's time.Duration.String(), e.g. `1s`, `1m30s`, `100ms`. */
export function durationString(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s';
  const sign = nanoseconds < 0 ? '-' : '';
  const n = Math.abs(nanoseconds);
  if (n < 1e3) return `${sign}${n}ns`;
  if (n < 1e6) return `${sign}${n / 1e3}µs`;
  if (n < 1e9) return `${sign}${n / 1e6}ms`;
  const hours = Math.floor(n / 3600e9);
  const minutes = Math.floor((n % 3600e9) / 60e9);
  const seconds = (n % 60e9) / 1e9;
  return `${sign}${hours > 0 ? `${hours}h` : ''}${hours > 0 || minutes > 0 ? `${minutes}m` : ''}${seconds}s`;
}

/** Whole seconds of a time, for the API's `Created` and `time`. */
export function unixSeconds(time: bigint): number {
  return Number(time / SECOND);
}
