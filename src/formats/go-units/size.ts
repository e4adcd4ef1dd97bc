// Sizes as docker prints and reads them (docker/go-units, size.go).

import { sprintf } from '../go-template/printf.ts';
import { GoFloat } from '../go-values/values.ts';
import { parseFloatGo } from './strconv.ts';

const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

function scaled(bytes: number, precision: number, base: number, units: readonly string[]): string {
  let size = bytes;
  let i = 0;
  while (size >= base && i < units.length - 1) {
    size /= base;
    i++;
  }
  return sprintf('%.*g%s', [precision, new GoFloat(size), units[i]]);
}

/** `77.8MB`: powers of 1000 with four digits. */
export function humanSize(bytes: number): string {
  return scaled(bytes, 4, 1000, DECIMAL);
}

/** Like humanSize with a number of digits; `docker images` and `ps -s` use 3. */
export function humanSizeWithPrecision(bytes: number, precision: number): string {
  return scaled(bytes, precision, 1000, DECIMAL);
}

/** `1.5GiB`: powers of 1024 with four digits. */
export function bytesSize(bytes: number): string {
  return scaled(bytes, 4, 1024, BINARY);
}

/** Reads `10kB` with base 1000. Returns bytes; throws Error with go-units' message. */
export function fromHumanSize(text: string): number {
  return parseSize(text, 1000);
}

/** Reads `512m` with base 1024 (--memory, --shm-size). Returns bytes; throws Error with go-units' message. */
export function ramInBytes(text: string): number {
  return parseSize(text, 1024);
}

const MIN_INT64 = -(2 ** 63);

/** Go on amd64 turns a float64 beyond int64 into the smallest int64; an integer has no -0. */
function toInt64(value: number): number {
  return value >= 2 ** 63 || Number.isNaN(value) ? MIN_INT64 : Math.trunc(value) + 0;
}

function parseSize(text: string, base: number): number {
  let end = text.length - 1;
  while (end >= 0 && !'0123456789. '.includes(text[end] as string)) end--;
  if (end < 0) throw new Error(`invalid size: '${text}'`);
  const number = text[end] === ' ' ? text.slice(0, end) : text.slice(0, end + 1);
  const size = parseFloatGo(number);
  if (size < 0) throw new Error(`invalid size: '${text}'`);
  const raw = text.slice(end + 1);
  if (raw === '') return toInt64(size);
  if (new TextEncoder().encode(raw).length > 3) throw new Error(`invalid suffix: '${raw}'`);
  const suffix = raw.toLowerCase();
  const bad = new Error(`invalid suffix: '${suffix}'`);
  if (suffix[0] === 'b') {
    if (suffix.length > 1) throw bad;
    return toInt64(size);
  }
  const power = 'kmgtp'.indexOf(suffix[0] as string) + 1;
  if (power === 0) throw bad;
  const rest = suffix.slice(1);
  if (rest !== '' && rest !== 'b' && rest !== 'ib') throw bad;
  return toInt64(size * base ** power);
}
