/** Dates as people write them for `date -d` and `touch -d`: ISO forms, @seconds, and relative items of GNU date. */
import { civil, daysFromCivil, isLeap, MONTHS } from './dates.ts';

const SECOND = 1_000_000_000n;
const UNIT: Readonly<Record<string, bigint>> = { sec: SECOND, second: SECOND, min: 60n * SECOND, minute: 60n * SECOND, hour: 3600n * SECOND, day: 86400n * SECOND, week: 604800n * SECOND, fortnight: 1209600n * SECOND };

function instant(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): bigint {
  return BigInt(daysFromCivil(year, month, day)) * 86400n * SECOND + BigInt(hour * 3600 + minute * 60 + second) * SECOND;
}

/** Nanoseconds since 1970 of `text`; undefined when it is not understood. */
export function parseDate(text: string, now: bigint): bigint | undefined {
  let rest = text.trim();
  const at = /^@(\d+)(?:\.(\d{1,9}))?$/.exec(rest);
  if (at) return BigInt(at[1] ?? 0) * SECOND + BigInt((at[2] ?? '').padEnd(9, '0') || 0);
  let base = now;
  const iso = /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?/.exec(rest);
  const month = /^(?:\w{3}\s+)?([A-Z][a-z]{2})\w*\s+(\d\d?)(?:\s+(\d\d):(\d\d):(\d\d))?(?:\s+UTC)?(?:,?\s+(\d{4}))?/.exec(rest);
  const packed = /^(\d{4})(\d\d)(\d\d)(?:[T ](\d\d):?(\d\d))?(?=\s|$)/.exec(rest);
  const slashed = /^(\d\d?)\/(\d\d?)(?:\/(\d{2}|\d{4}))?(?=\s|$)/.exec(rest);
  const dayFirst = /^(\d\d?)(?:\s+|-)([A-Za-z]{3,9})(?:(?:\s+|-)(\d{4}))?(?=\s|$)/.exec(rest);
  if (iso) {
    const [whole, year, mon, day, hour, minute, second, fraction, zone] = iso;
    base = instant(Number(year), Number(mon), Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)) + BigInt((fraction ?? '').padEnd(9, '0') || 0);
    const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '');
    if (offset) base -= BigInt(`${offset[1]}${Number(offset[2]) * 3600 + Number(offset[3]) * 60}`) * SECOND;
    rest = rest.slice(whole.length).trim();
    if (!isDay(Number(year), Number(mon), Number(day))) return undefined;
  } else if (packed) {
    const [whole, year, mon, day, hour, minute] = packed;
    if (!isDay(Number(year), Number(mon), Number(day))) return undefined;
    base = instant(Number(year), Number(mon), Number(day), Number(hour ?? 0), Number(minute ?? 0));
    rest = rest.slice(whole.length).trim();
  } else if (slashed) {
    const year = slashed[3] === undefined ? civil(now).year : Number(slashed[3]) + (slashed[3].length === 2 ? (Number(slashed[3]) < 69 ? 2000 : 1900) : 0);
    if (!isDay(year, Number(slashed[1]), Number(slashed[2]))) return undefined;
    base = instant(year, Number(slashed[1]), Number(slashed[2]));
    rest = rest.slice(slashed[0].length).trim();
  } else if (dayFirst && monthNumber(dayFirst[2] ?? '') > 0) {
    base = instant(Number(dayFirst[3] ?? civil(now).year), monthNumber(dayFirst[2] ?? ''), Number(dayFirst[1]));
    rest = rest.slice(dayFirst[0].length).trim();
  } else if (month && MONTHS.some((name) => name.startsWith(month[1] ?? '-'))) {
    const index = MONTHS.findIndex((name) => name.startsWith(month[1] ?? '-')) + 1;
    base = instant(Number(month[6] ?? civil(now).year), index, Number(month[2]), Number(month[3] ?? 0), Number(month[4] ?? 0), Number(month[5] ?? 0));
    rest = rest.slice(month[0].length).trim();
  }
  while (rest !== '') {
    const word = /^(now|today|yesterday|tomorrow|midnight|ago)\b\s*/i.exec(rest);
    const item = /^([+-]?\s*\d+|next|last|a|an)?\s*(sec|second|min|minute|hour|day|week|fortnight|month|year)s?(\s+ago)?\b\s*/i.exec(rest);
    const clock = /^(\d\d?):(\d\d)(?::(\d\d))?\s*/.exec(rest);
    const noon = /^(\d\d?)(?::(\d\d))?\s*([ap])\.?m\.?\b\s*/i.exec(rest);
    const weekday = /^(?:(next|last|this)\s+)?(sun|mon|tue|wed|thu|fri|sat)[a-z]*\b,?\s*/i.exec(rest);
    const zone = /^(?:utc|gmt|z)\b\s*/i.exec(rest);
    if (noon) {
      base = startOfDay(base) + BigInt(((Number(noon[1]) % 12) + (/p/i.test(noon[3] ?? '') ? 12 : 0)) * 3600 + Number(noon[2] ?? 0) * 60) * SECOND;
      rest = rest.slice(noon[0].length);
    } else if (weekday) {
      base = nextWeekday(base, (weekday[2] ?? '').toLowerCase(), (weekday[1] ?? '').toLowerCase());
      rest = rest.slice(weekday[0].length);
    } else if (zone) rest = rest.slice(zone[0].length);
    else if (clock) {
      base = startOfDay(base) + BigInt(Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)) * SECOND;
      rest = rest.slice(clock[0].length);
    } else if (item) {
      const amount = item[1] === undefined || /^(next|a|an)$/i.test(item[1]) ? 1 : /^last$/i.test(item[1]) ? -1 : Number(item[1].replace(/\s/g, ''));
      base = shift(base, item[3] ? -amount : amount, (item[2] ?? '').toLowerCase());
      rest = rest.slice(item[0].length);
    } else if (word) {
      const name = (word[1] ?? '').toLowerCase();
      if (name === 'yesterday') base -= 86400n * SECOND;
      else if (name === 'tomorrow') base += 86400n * SECOND;
      else if (name === 'midnight') base = startOfDay(base);
      else if (name === 'ago') return undefined;
      rest = rest.slice(word[0].length);
    } else {
      return undefined;
    }
  }
  return text.trim() === '' ? startOfDay(base) : base;
}

function shift(base: bigint, amount: number, unit: string): bigint {
  const fixed = UNIT[unit];
  if (fixed !== undefined) return base + BigInt(amount) * fixed;
  const { year, month, day, hour, minute, second, nanosecond } = civil(base);
  const months = year * 12 + month - 1 + amount * (unit === 'year' ? 12 : 1);
  return instant(Math.floor(months / 12), (months % 12) + 1, day, hour, minute, second) + BigInt(nanosecond);
}

function startOfDay(base: bigint): bigint {
  return base - (base % (86400n * SECOND));
}

function isDay(year: number, month: number, day: number): boolean {
  const days = month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= days;
}

/** 1 … 12 for a month's name or its first three letters; 0 for anything else. */
function monthNumber(name: string): number {
  return MONTHS.findIndex((month) => month.toLowerCase() === name.toLowerCase() || month.slice(0, 3).toLowerCase() === name.toLowerCase()) + 1;
}

/** Midnight of the named day: today or the next such day; `next` and `last` are those after and before today. */
function nextWeekday(base: bigint, name: string, which: string): bigint {
  const wanted = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].indexOf(name);
  const ahead = (wanted - civil(base).weekday + 7) % 7;
  const days = which === 'last' ? ahead - 7 : which === 'next' && ahead === 0 ? 7 : ahead;
  return startOfDay(base) + BigInt(days) * 86400n * SECOND;
}
