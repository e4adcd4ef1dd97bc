/** strftime(3) in the C locale, UTC. */

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

interface Fields { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number; readonly second: number; readonly weekday: number; readonly yearday: number }

/** Calendar fields of seconds since 1970 (the proleptic Gregorian calendar, by days from civil). */
function fieldsOf(seconds: bigint): Fields {
  const dayCount = Number(seconds >= 0n ? seconds / 86_400n : (seconds - 86_399n) / 86_400n);
  const inDay = Number(seconds - BigInt(dayCount) * 86_400n);
  const z = dayCount + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1] as number;
  return {
    year, month, day, hour: Math.floor(inDay / 3600), minute: Math.floor((inDay % 3600) / 60), second: inDay % 60, weekday: (((dayCount + 4) % 7) + 7) % 7,
    yearday: before + day - 1 + (leap && month > 2 ? 1 : 0),
  };
}

/** Text of a time; `zone` is what `%Z` prints (only UTC is simulated). */
export function strftime(format: string, seconds: bigint, zone = 'UTC'): string {
  const f = fieldsOf(seconds);
  const pad = (value: number, width = 2, fill = '0'): string => String(value).padStart(width, fill);
  const expand = (text: string): string => text.replace(/%(-?)([a-zA-Z%])/g, (all, strip: string, letter: string) => {
    const value = one(letter);
    return value === undefined ? all : strip === '' ? value : value.replace(/^[0 ]+(?=.)/, '');
  });
  const one = (letter: string): string | undefined => {
    switch (letter) {
      case 'Y': return String(f.year);
      case 'y': return pad(f.year % 100);
      case 'C': return pad(Math.floor(f.year / 100));
      case 'm': return pad(f.month);
      case 'd': return pad(f.day);
      case 'e': return pad(f.day, 2, ' ');
      case 'H': return pad(f.hour);
      case 'I': return pad(f.hour % 12 || 12);
      case 'k': return pad(f.hour, 2, ' ');
      case 'l': return pad(f.hour % 12 || 12, 2, ' ');
      case 'M': return pad(f.minute);
      case 'S': return pad(f.second);
      case 'p': return f.hour < 12 ? 'AM' : 'PM';
      case 'P': return f.hour < 12 ? 'am' : 'pm';
      case 'a': return (DAYS[f.weekday] as string).slice(0, 3);
      case 'A': return DAYS[f.weekday];
      case 'b': case 'h': return (MONTHS[f.month - 1] as string).slice(0, 3);
      case 'B': return MONTHS[f.month - 1];
      case 'j': return pad(f.yearday + 1, 3);
      case 'u': return String(f.weekday || 7);
      case 'w': return String(f.weekday);
      case 'U': return pad(Math.floor((f.yearday + 7 - f.weekday) / 7));
      case 'W': return pad(Math.floor((f.yearday + 7 - ((f.weekday + 6) % 7)) / 7));
      case 's': return seconds.toString();
      case 'n': return '\n';
      case 't': return '\t';
      case 'z': return '+0000';
      case 'Z': return zone === '' ? 'UTC' : zone;
      case 'F': return expand('%Y-%m-%d');
      case 'T': case 'X': return expand('%H:%M:%S');
      case 'D': case 'x': return expand('%m/%d/%y');
      case 'R': return expand('%H:%M');
      case 'r': return expand('%I:%M:%S %p');
      case 'c': return expand('%a %b %e %H:%M:%S %Y');
      case '%': return '%';
      default: return undefined;
    }
  };
  return expand(format);
}
