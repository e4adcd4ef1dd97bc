/** Dates as people write them for `date -d` and `touch -d`: ISO forms, @seconds, and relative items of GNU date. */
import { civil, daysFromCivil, MONTHS } from './dates.ts';

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
  if (iso) {
    const [whole, year, mon, day, hour, minute, second, fraction, zone] = iso;
    base = instant(Number(year), Number(mon), Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)) + BigInt((fraction ?? '').padEnd(9, '0') || 0);
    const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '');
    if (offset) base -= BigInt(`${offset[1]}${Number(offset[2]) * 3600 + Number(offset[3]) * 60}`) * SECOND;
    rest = rest.slice(whole.length).trim();
  } else if (month && MONTHS.some((name) => name.startsWith(month[1] ?? '-'))) {
    const index = MONTHS.findIndex((name) => name.startsWith(month[1] ?? '-')) + 1;
    base = instant(Number(month[6] ?? civil(now).year), index, Number(month[2]), Number(month[3] ?? 0), Number(month[4] ?? 0), Number(month[5] ?? 0));
    rest = rest.slice(month[0].length).trim();
  }
  while (rest !== '') {
    const word = /^(now|today|yesterday|tomorrow|midnight|ago)\b\s*/i.exec(rest);
    const item = /^([+-]?\s*\d+|next|last|a|an)?\s*(sec|second|min|minute|hour|day|week|fortnight|month|year)s?(\s+ago)?\b\s*/i.exec(rest);
    const clock = /^(\d\d?):(\d\d)(?::(\d\d))?\s*/.exec(rest);
    if (clock) {
      base = base - (base % (86400n * SECOND)) + BigInt(Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)) * SECOND;
      rest = rest.slice(clock[0].length);
    } else if (item) {
      const amount = item[1] === undefined || /^(next|a|an)$/i.test(item[1]) ? 1 : /^last$/i.test(item[1]) ? -1 : Number(item[1].replace(/\s/g, ''));
      base = shift(base, item[3] ? -amount : amount, (item[2] ?? '').toLowerCase());
      rest = rest.slice(item[0].length);
    } else if (word) {
      const name = (word[1] ?? '').toLowerCase();
      if (name === 'yesterday') base -= 86400n * SECOND;
      else if (name === 'tomorrow') base += 86400n * SECOND;
      else if (name === 'midnight') base -= base % (86400n * SECOND);
      else if (name === 'ago') return undefined;
      rest = rest.slice(word[0].length);
    } else {
      return undefined;
    }
  }
  return text.trim() === '' ? base - (base % (86400n * SECOND)) : base;
}

function shift(base: bigint, amount: number, unit: string): bigint {
  const fixed = UNIT[unit];
  if (fixed !== undefined) return base + BigInt(amount) * fixed;
  const { year, month, day, hour, minute, second, nanosecond } = civil(base);
  const months = year * 12 + month - 1 + amount * (unit === 'year' ? 12 : 1);
  return instant(Math.floor(months / 12), (months % 12) + 1, day, hour, minute, second) + BigInt(nanosecond);
}
