/** Calendar dates in UTC, and strftime(3), from nanoseconds since 1970. The simulated hosts live in UTC. */
import { civilTime, type CivilTime } from '../formats/go-time/civil.ts';

export { daysFromCivil } from '../formats/go-time/civil.ts';

export const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The UTC calendar time of an instant. Month is 1 … 12, weekday 0 = Sunday, yearDay 1 … 366. */
export function civil(instant: bigint): CivilTime {
  return civilTime(instant);
}

function two(value: number, fill = '0'): string {
  return String(value).padStart(2, fill);
}

/** strftime(3) in the C locale and UTC, with GNU date's `%N`, `%s`, `%-d`, `%:z`. */
export function strftime(format: string, instant: bigint): string {
  const t = civil(instant);
  const one = (letter: string): string | undefined => {
    switch (letter) {
      case 'Y': return String(t.year);
      case 'C': return two(Math.floor(t.year / 100));
      case 'y': return two(t.year % 100);
      case 'm': return two(t.month);
      case 'd': return two(t.day);
      case 'e': return two(t.day, ' ');
      case 'H': return two(t.hour);
      case 'I': return two(t.hour % 12 || 12);
      case 'k': return two(t.hour, ' ');
      case 'l': return two(t.hour % 12 || 12, ' ');
      case 'M': return two(t.minute);
      case 'S': return two(t.second);
      case 'N': return String(t.nanosecond).padStart(9, '0');
      case 's': return String(instant / 1_000_000_000n);
      case 'j': return String(t.yearDay).padStart(3, '0');
      case 'u': return String(t.weekday || 7);
      case 'w': return String(t.weekday);
      case 'U': return two(Math.floor((t.yearDay + 6 - t.weekday) / 7));
      case 'V': return two(isoWeek(t));
      case 'a': return (WEEKDAYS[t.weekday] ?? '').slice(0, 3);
      case 'A': return WEEKDAYS[t.weekday];
      case 'b': case 'h': return (MONTHS[t.month - 1] ?? '').slice(0, 3);
      case 'B': return MONTHS[t.month - 1];
      case 'p': return t.hour < 12 ? 'AM' : 'PM';
      case 'P': return t.hour < 12 ? 'am' : 'pm';
      case 'z': return '+0000';
      case 'Z': return 'UTC';
      case 'n': return '\n';
      case 't': return '\t';
      case '%': return '%';
      case 'D': return strftime('%m/%d/%y', instant);
      case 'F': return strftime('%Y-%m-%d', instant);
      case 'T': case 'X': return strftime('%H:%M:%S', instant);
      case 'R': return strftime('%H:%M', instant);
      case 'r': return strftime('%I:%M:%S %p', instant);
      case 'c': return strftime('%a %b %e %H:%M:%S %Y', instant);
      case 'x': return strftime('%m/%d/%y', instant);
      case 'G': case 'g': return String(t.year);
      default: return undefined;
    }
  };
  return format.replace(/%([-_0^#]?)(\d*)(:?)([A-Za-z%])/g, (whole, flag: string, width: string, colon: string, letter: string) => {
    if (colon && letter === 'z') return '+00:00';
    let text = one(letter);
    if (text === undefined) return whole;
    if (letter === 'N' && width) text = text.slice(0, Number(width));
    if (flag === '-') text = text.replace(/^[0 ]+(?=.)/, '');
    if (flag === '_') text = text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length));
    if (flag === '^') text = text.toUpperCase();
    if (flag === '#') text = text.toLowerCase();
    if (width && letter !== 'N') text = text.padStart(Number(width), flag === '_' || /[a-zA-Z]/.test(text) ? ' ' : '0');
    return text;
  });
}

function isoWeek(t: CivilTime): number {
  const week = Math.floor((t.yearDay - (t.weekday || 7) + 10) / 7);
  if (week < 1) return isoWeek({ ...t, year: t.year - 1, yearDay: t.yearDay + (isLeap(t.year - 1) ? 366 : 365) });
  return week === 53 && t.yearDay - (t.weekday || 7) + 4 > (isLeap(t.year) ? 366 : 365) ? 1 : week;
}

export function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

const HALF_YEAR = 15_778_476n * 1_000_000_000n;

/** The date column of a long listing: with the year instead of the time when it is older than six months or in the future. */
export function listDate(instant: bigint, now: bigint, style: string | undefined): string {
  if (style === 'full-iso') return strftime('%Y-%m-%d %H:%M:%S.%N +0000', instant);
  if (style === 'long-iso') return strftime('%Y-%m-%d %H:%M', instant);
  if (style?.startsWith('+')) return strftime(style.slice(1), instant);
  const recent = instant <= now && instant > now - HALF_YEAR;
  if (style === 'iso') return strftime(recent ? '%m-%d %H:%M' : '%Y-%m-%d ', instant);
  return strftime(recent ? '%b %e %H:%M' : '%b %e  %Y', instant);
}

/** `5s`, `2min 3s`, `1h 4min`, `3 days`: how systemd writes spans of seconds. */
export function humanDuration(seconds: number): string {
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}min${seconds % 60 ? ` ${seconds % 60}s` : ''}`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)}h${Math.floor(seconds / 60) % 60 ? ` ${Math.floor(seconds / 60) % 60}min` : ''}`;
  const days = Math.floor(seconds / 86400);
  return `${days} day${days === 1 ? '' : 's'}`;
}
