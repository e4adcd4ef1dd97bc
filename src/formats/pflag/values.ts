/** pflag's own value types. Each function makes the type of a flag with the given default. */
import { readCSV, writeCSV } from './csv.ts';
import { FlagError, type FlagType } from './flag.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { parseBool, parseFloat64, parseInteger, parseUnsigned } from './numbers.ts';

export const bool = (initial = false, type = 'bool'): FlagType<boolean> => ({
  type, initial, noOptDefVal: 'true', parse: (text) => parseBool(text), format: String,
});

export const string = (initial = '', noOptDefVal?: string): FlagType<string> => ({
  type: 'string', initial, parse: (text) => text, format: (value) => value, ...(noOptDefVal === undefined ? {} : { noOptDefVal }),
});

const integer = (type: string, bits: number) => (initial = 0): FlagType<number> => ({
  type, initial, parse: (text) => parseInteger(text, bits), format: String,
});
export const int = integer('int', 64);
export const int64 = integer('int64', 64);

const unsigned = (type: string, bits: number) => (initial = 0): FlagType<number> => ({
  type, initial, parse: (text) => parseUnsigned(text, bits), format: String,
});
export const uint16 = unsigned('uint16', 16);
export const uint32 = unsigned('uint32', 32);
export const uint64 = unsigned('uint64', 64);

export const float64 = (initial = 0): FlagType<number> => ({ type: 'float64', initial, parse: (text) => parseFloat64(text), format: String });

/** Nanoseconds, read and shown as Go's time.Duration. */
export const duration = (initial = 0): FlagType<number> => ({
  type: 'duration', initial, parse: (text) => parseDuration(text), format: formatDuration,
});

/** A list that takes comma-separated records; the first use drops the default. */
export const stringSlice = (initial: readonly string[] = [], type = 'stringSlice'): FlagType<readonly string[]> => ({
  type,
  initial,
  parse: (text, previous, changed) => {
    const values = text === '' ? [] : readCSV(text);
    return changed ? [...previous, ...values] : values;
  },
  format: (value) => `[${writeCSV(value)}]`,
});

/** A list that takes one value a use, commas included. */
export const stringArray = (initial: readonly string[] = []): FlagType<readonly string[]> => ({
  type: 'stringArray',
  initial,
  parse: (text, previous, changed) => (changed ? [...previous, text] : [text]),
  format: (value) => `[${writeCSV(value)}]`,
});

/** `a=1,b=2` */
export const stringToString = (): FlagType<ReadonlyMap<string, string>> => ({
  type: 'stringToString',
  initial: new Map(),
  parse: (text, previous, changed) => {
    const commas = text.split('=').length - 1;
    if (commas === 0) throw new FlagError(`${text} must be formatted as key=value`);
    const pairs = commas === 1 ? [text.replace(/^"+|"+$/g, '')] : readCSV(text);
    const map = new Map(changed ? previous : []);
    for (const pair of pairs) {
      const at = pair.indexOf('=');
      if (at < 0) throw new FlagError(`${pair} must be formatted as key=value`);
      map.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return map;
  },
  format: (value) => `[${writeCSV([...value].map(([k, v]) => `${k}=${v}`))}]`,
});
