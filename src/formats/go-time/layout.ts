// Go's time layouts: `2006-01-02T15:04:05Z07:00` and the like (package time, format.go).

import { civilTime, daysInMonth, fromCivil } from './civil.ts';

export const RFC3339 = '2006-01-02T15:04:05Z07:00';
export const RFC3339_NANO = '2006-01-02T15:04:05.999999999Z07:00';
/** Docker's own, in `logs --timestamps` and events: always nine digits. */
export const RFC3339_NANO_FIXED = '2006-01-02T15:04:05.000000000Z07:00';
export const ANSIC = 'Mon Jan _2 15:04:05 2006';
/** Go's Time.String, as `docker images --format {{.CreatedAt}}` prints. */
export const GO_STRING = '2006-01-02 15:04:05 -0700 MST';
/** What Go prints for its zero time. */
export const ZERO_TIME = '0001-01-01T00:00:00Z';

export interface Zone {
  /** Seconds east of UTC. */
  offset: number;
  /** Abbreviation for MST in a layout. */
  name: string;
}
export const UTC: Zone = { offset: 0, name: 'UTC' };

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

const TOKEN =
  /2006|January|Jan|Monday|Mon|MST|Z0700|Z07:00|Z07|-07:00|-0700|-07|15|PM|pm|002|01|02|03|04|05|06|__2|_2|[.,]0+(?![0-9])|[.,]9+(?![0-9])|[12345]/y;

function tokens(layout: string): { token: string; known: boolean }[] {
  const out: { token: string; known: boolean }[] = [];
  let literal = '';
  for (let i = 0; i < layout.length;) {
    TOKEN.lastIndex = i;
    const match = TOKEN.exec(layout)?.[0];
    // A word such as `Januar` or `Monat` is no month and no day.
    if (match === undefined || ((match === 'Jan' || match === 'Mon') && /[a-z]/.test(layout[i + 3] ?? ''))) {
      literal += layout[i++];
      continue;
    }
    if (literal !== '') out.push({ token: literal, known: false });
    literal = '';
    out.push({ token: match, known: true });
    i += match.length;
  }
  if (literal !== '') out.push({ token: literal, known: false });
  return out;
}

const two = (n: number) => String(n).padStart(2, '0');

/** Formats nanoseconds since the epoch by a layout. */
export function formatTime(ns: bigint, layout: string, zone: Zone = UTC): string {
  const t = civilTime(ns, zone.offset);
  const year = t.year < 0 ? `-${String(-t.year).padStart(4, '0')}` : String(t.year).padStart(4, '0');
  const month = MONTHS[t.month - 1] as string;
  const day = DAYS[t.weekday] as string;
  const hour12 = t.hour % 12 === 0 ? 12 : t.hour % 12;
  return tokens(layout)
    .map(({ token, known }) => {
      if (!known) return token;
      switch (token) {
        case '2006':
          return year;
        case '06':
          return year.slice(-2);
        case 'January':
          return month;
        case 'Jan':
          return month.slice(0, 3);
        case '01':
          return two(t.month);
        case '1':
          return String(t.month);
        case 'Monday':
          return day;
        case 'Mon':
          return day.slice(0, 3);
        case '02':
          return two(t.day);
        case '_2':
          return String(t.day).padStart(2);
        case '2':
          return String(t.day);
        case '002':
          return String(t.yearDay).padStart(3, '0');
        case '__2':
          return String(t.yearDay).padStart(3);
        case '15':
          return two(t.hour);
        case '03':
          return two(hour12);
        case '3':
          return String(hour12);
        case '04':
          return two(t.minute);
        case '4':
          return String(t.minute);
        case '05':
          return two(t.second);
        case '5':
          return String(t.second);
        case 'PM':
          return t.hour < 12 ? 'AM' : 'PM';
        case 'pm':
          return t.hour < 12 ? 'am' : 'pm';
        case 'MST':
          return zone.name;
      }
      if (token.includes('7')) return zoneText(token, zone.offset);
      return fraction(token, t.nanosecond);
    })
    .join('');
}

function fraction(token: string, nanosecond: number): string {
  const digits = String(nanosecond)
    .padStart(9, '0')
    .slice(0, token.length - 1);
  if (token[1] === '0') return token.slice(0, 1) + digits.padEnd(token.length - 1, '0');
  const trimmed = digits.replace(/0+$/, '');
  return trimmed === '' ? '' : token.slice(0, 1) + trimmed;
}

function zoneText(token: string, offset: number): string {
  if (token.startsWith('Z') && offset === 0) return 'Z';
  const minutes = Math.trunc(Math.abs(offset) / 60);
  const hours = `${offset < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}`;
  if (token.endsWith('07')) return hours;
  return `${hours}${token.includes(':') ? ':' : ''}${two(minutes % 60)}`;
}

/** RFC 3339 with as many digits of the fraction as are needed: the form of all times in the API. */
export function formatRFC3339Nano(ns: bigint): string {
  return formatTime(ns, RFC3339_NANO);
}

/** Reads RFC 3339 with or without fraction; undefined when malformed. */
export function parseRFC3339(text: string): bigint | undefined {
  return parseTime(text, RFC3339);
}

/** Reads a time by a layout; the zone counts where the text names none. Undefined when malformed or out of range. A fraction after the seconds is read even where the layout has none. */
export function parseTime(text: string, layout: string, zone: Zone = UTC): bigint | undefined {
  const t = { year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0, nanosecond: 0 };
  let offset = zone.offset;
  let pm: boolean | undefined;
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  for (const { token, known } of tokens(layout)) {
    if (!known) {
      if (!text.startsWith(token, at)) return undefined;
      at += token.length;
      continue;
    }
    if (token === 'PM' || token === 'pm') {
      const found = take(token === 'PM' ? /[AP]M/y : /[ap]m/y);
      if (found === undefined) return undefined;
      pm = found.toLowerCase() === 'pm';
    } else if (token === 'MST') {
      if (take(/UTC|[A-Z]{3,5}|[+-]\d\d/y) === undefined) return undefined;
    } else if (token.includes('7')) {
      const read = readZone(token, take);
      if (read === undefined) return undefined;
      offset = read;
    } else if (/^[.,]/.test(token)) {
      const found = take(token[1] === '0' ? new RegExp(`[.,]\\d{${token.length - 1}}`, 'y') : /(?:[.,]\d+)?/y);
      if (found === undefined) return undefined;
      t.nanosecond = Number(found.slice(1, 10).padEnd(9, '0'));
    } else {
      const field = readField(token, take);
      if (field === undefined) return undefined;
      Object.assign(t, field);
      // Go reads a fraction behind the seconds although the layout has none.
      if (token === '05' || token === '5') {
        const found = layout.includes('05.') || layout.includes('05,') ? undefined : take(/[.,]\d+/y);
        if (found !== undefined) t.nanosecond = Number(found.slice(1, 10).padEnd(9, '0'));
      }
    }
  }
  if (at !== text.length) return undefined;
  if (pm !== undefined) t.hour = (t.hour % 12) + (pm ? 12 : 0);
  const inRange = t.month >= 1 && t.month <= 12 && t.day >= 1 && t.day <= daysInMonth(t.year, t.month) && t.hour < 24 && t.minute < 60 && t.second < 60;
  return inRange ? fromCivil(t, offset) : undefined;
}

type Take = (pattern: RegExp) => string | undefined;

function readZone(token: string, take: Take): number | undefined {
  if (token.startsWith('Z') && take(/Z/y) !== undefined) return 0;
  const found = take(token.includes(':') ? /[+-]\d\d:\d\d/y : token.endsWith('07') ? /[+-]\d\d/y : /[+-]\d{4}/y);
  if (found === undefined) return undefined;
  const digits = found.slice(1).replace(':', '');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2) || '0') * 60;
  return found.startsWith('-') ? -seconds : seconds;
}

function readField(token: string, take: Take): Record<string, number> | undefined {
  const number = (pattern: RegExp, name: string): Record<string, number> | undefined => {
    const found = take(pattern);
    return found === undefined ? undefined : { [name]: Number(found) };
  };
  const word = (words: readonly string[]): number | undefined => {
    const found = take(new RegExp(words.join('|'), 'iy'))?.toLowerCase();
    return found === undefined ? undefined : words.findIndex((w) => w.toLowerCase() === found);
  };
  switch (token) {
    case '2006':
      return number(/\d{4}/y, 'year');
    case '06': {
      const found = take(/\d\d/y);
      return found === undefined ? undefined : { year: Number(found) + (Number(found) >= 69 ? 1900 : 2000) };
    }
    case '01':
      return number(/\d\d/y, 'month');
    case '1':
      return number(/\d\d?/y, 'month');
    case 'January':
    case 'Jan': {
      const index = word(token === 'Jan' ? MONTHS.map((m) => m.slice(0, 3)) : MONTHS);
      return index === undefined ? undefined : { month: index + 1 };
    }
    case 'Monday':
    case 'Mon':
      return word(token === 'Mon' ? DAYS.map((d) => d.slice(0, 3)) : DAYS) === undefined ? undefined : {};
    case '02':
      return number(/\d\d/y, 'day');
    case '_2':
    case '2':
      return number(/ ?\d\d?/y, 'day');
    case '15':
      return number(/\d\d/y, 'hour');
    case '03':
      return number(/\d\d/y, 'hour');
    case '3':
      return number(/\d\d?/y, 'hour');
    case '04':
      return number(/\d\d/y, 'minute');
    case '4':
      return number(/\d\d?/y, 'minute');
    case '05':
      return number(/\d\d/y, 'second');
    case '5':
      return number(/\d\d?/y, 'second');
    default:
      return undefined;
  }
}
