/** strftime(3) in the C locale, UTC. */
import { civilTime } from '../formats/go-time/civil.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Text of a time; `zone` is what `%Z` prints (only UTC is simulated). */
export function strftime(format: string, seconds: bigint, zone = 'UTC'): string {
  const f = civilTime(seconds * 1_000_000_000n);
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
      case 'j': return pad(f.yearDay, 3);
      case 'u': return String(f.weekday || 7);
      case 'w': return String(f.weekday);
      case 'U': return pad(Math.floor((f.yearDay + 6 - f.weekday) / 7));
      case 'W': return pad(Math.floor((f.yearDay + 6 - ((f.weekday + 6) % 7)) / 7));
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
