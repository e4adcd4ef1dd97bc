/** Flag types for block devices, ulimits and GPUs (docker/cli opts, go-units ulimit.go). */
import type { DeviceRequest, ThrottleDevice, Ulimit, WeightDevice } from '../../api/container.ts';
import { ramInBytes } from '../../formats/go-units/size.ts';
import { readCSV } from '../../formats/pflag/csv.ts';
import { FlagError, type FlagType } from '../../formats/pflag/flag.ts';
import { parseInteger, parseUnsigned } from '../../formats/pflag/numbers.ts';
import { pairs } from './lists.ts';

function devicePath(text: string): [string, string] {
  const at = text.indexOf(':');
  if (at <= 0) throw new FlagError(`bad format: ${text}`);
  if (!text.startsWith('/dev/')) throw new FlagError(`bad format for device path: ${text}`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function attempt(read: () => number, message: string): number {
  try {
    return read();
  } catch {
    throw new FlagError(message);
  }
}

/** `/dev/sda:1mb`, or `/dev/sda:1000` for operations. */
export const throttle = (unit: 'bps' | 'iops'): FlagType<readonly ThrottleDevice[]> => ({
  type: 'list',
  initial: [],
  parse: (text, previous) => {
    const [path, value] = devicePath(text);
    const hint = `invalid rate for device: ${text}. The correct format is <device-path>:<number>${unit === 'bps' ? '[<unit>]' : ''}. Number must be a positive integer`;
    const rate = unit === 'bps'
      ? attempt(() => ramInBytes(value), `${hint}. Unit is optional and can be kb, mb, or gb`)
      : attempt(() => parseUnsigned(value, 64, 10), hint);
    if (rate < 0) throw new FlagError(`${hint}. Unit is optional and can be kb, mb, or gb`);
    return [...previous, { Path: path, Rate: rate }];
  },
  format: (values) => `[${values.map((v) => `${v.Path}:${v.Rate}`).join(' ')}]`,
});

export const weightDevice = (): FlagType<readonly WeightDevice[]> => ({
  type: 'list',
  initial: [],
  parse: (text, previous) => {
    const [path, value] = devicePath(text);
    const weight = attempt(() => parseUnsigned(value, 16, 10), `invalid weight for device: ${text}`);
    if (weight > 0 && (weight < 10 || weight > 1000)) throw new FlagError(`invalid weight for device: ${text}`);
    return [...previous, { Path: path, Weight: weight }];
  },
  format: (values) => `[${values.map((v) => `${v.Path}:${v.Weight}`).join(' ')}]`,
});

const ULIMITS = ['core', 'cpu', 'data', 'fsize', 'locks', 'memlock', 'msgqueue', 'nice', 'nofile', 'nproc', 'rss', 'rtprio', 'rttime', 'sigpending', 'stack'];

function parseUlimit(text: string): Ulimit {
  const at = text.indexOf('=');
  if (at < 0) throw new FlagError(`invalid ulimit argument: ${text}`);
  const name = text.slice(0, at);
  if (!ULIMITS.includes(name)) throw new FlagError(`invalid ulimit type: ${name}`);
  const limits = text.slice(at + 1).split(':');
  if (limits.length > 2) throw new FlagError(`too many limit value arguments - ${text.slice(at + 1)}, can only have up to two, \`soft[:hard]\``);
  const second = limits[1] === undefined ? undefined : parseInteger(limits[1], 64, 10);
  const soft = parseInteger(limits[0] ?? '', 64, 10);
  const hard = second ?? soft;
  if (hard !== -1 && soft === -1) throw new FlagError(`ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: ${hard}`);
  if (hard !== -1 && soft > hard) throw new FlagError(`ulimit soft limit must be less than or equal to hard limit: ${soft} > ${hard}`);
  return { Name: name, Hard: hard, Soft: soft };
}

/** `nofile=1024:2048`; a later use for the same name wins. Sorted by name. */
export const ulimit = (): FlagType<readonly Ulimit[]> => ({
  type: 'ulimit',
  initial: [],
  parse: (text, previous) => {
    const limit = parseUlimit(text);
    return [...previous.filter((u) => u.Name !== limit.Name), limit].sort((a, b) => (a.Name < b.Name ? -1 : 1));
  },
  format: (values) => `[${values.map((u) => `${u.Name}=${u.Soft}:${u.Hard}`).join(' ')}]`,
});

function gpuCount(text: string): number {
  if (text === 'all') return -1;
  try {
    return parseInteger(text, 64, 10, 'Atoi');
  } catch (error) {
    const reason = (error as Error).message.endsWith('range') ? 'value out of range' : 'invalid syntax';
    throw new FlagError(`invalid count (${text}): value must be either "all" or an integer: ${reason}`);
  }
}

/** `all`, `2`, `device=0,driver=nvidia` */
export const gpus = (): FlagType<readonly DeviceRequest[]> => ({
  type: 'gpu-request',
  initial: [],
  parse: (text, previous) => {
    const request: DeviceRequest = { Driver: '', Count: 0, DeviceIDs: null, Capabilities: [['gpu']], Options: {} };
    const seen = new Set<string>();
    for (const field of readCSV(text)) {
      const at = field.indexOf('=');
      const key = at < 0 ? field : field.slice(0, at);
      const value = field.slice(at + 1);
      if (seen.has(key)) throw new FlagError(`gpu request key '${key}' can be specified only once`);
      seen.add(key);
      if (at < 0) {
        seen.add('count');
        request.Count = gpuCount(key);
      } else if (key === 'driver') request.Driver = value;
      else if (key === 'count') request.Count = gpuCount(value);
      else if (key === 'device') request.DeviceIDs = value.split(',');
      else if (key === 'capabilities') request.Capabilities = [[...value.split(','), 'gpu']];
      else if (key === 'options') request.Options = pairs(readCSV(value));
      else throw new FlagError(`unexpected key '${key}' in '${field}'`);
    }
    if (!seen.has('count') && request.DeviceIDs === null) request.Count = 1;
    return [...previous, request];
  },
  format: () => '',
});
