/** --log-driver and --log-opt: what is refused at create, and what only when the log is opened (moby daemon/logger). */
import type { HostConfig } from '../../../api/container.ts';
import { fromHumanSize } from '../../../formats/go-units/size.ts';
import { parseIntGo } from '../../../formats/go-units/strconv.ts';
import { parseBool } from '../../../formats/pflag/numbers.ts';
import { DaemonError } from '../../daemon.ts';

/** Options that each driver knows, for `unknown log opt …`. */
const OPTIONS: Readonly<Record<string, readonly string[] | undefined>> = {
  'json-file': ['max-file', 'max-size', 'compress', 'labels', 'labels-regex', 'env', 'env-regex', 'tag'],
  local: ['max-file', 'max-size', 'compress', 'labels', 'labels-regex', 'env', 'env-regex', 'tag'],
  none: undefined,
  journald: ['labels', 'labels-regex', 'env', 'env-regex', 'tag'],
};
const COMMON = new Set(['mode', 'max-buffer-size', 'cache-disabled', 'cache-max-file', 'cache-max-size', 'cache-compress']);
/** Drivers that dockerd has but that send elsewhere: accepted, nothing is readable back. */
const REMOTE = ['awslogs', 'fluentd', 'gcplogs', 'gelf', 'journald', 'splunk', 'syslog'];

/** Drivers in `docker info`, alphabetical. */
export const LOG_DRIVERS = ['awslogs', 'fluentd', 'gcplogs', 'gelf', 'journald', 'json-file', 'local', 'splunk', 'syslog'];

/** Checks type and options as the daemon does at create; 400. */
export function validateLogConfig(config: HostConfig['LogConfig']): void {
  const { Type: type, Config: options } = config;
  if (!(type in OPTIONS) && !REMOTE.includes(type)) throw new DaemonError(400, `error looking up logging plugin ${type}: plugin "${type}" not found`);
  const known = OPTIONS[type];
  if (known) {
    for (const name of Object.keys(options ?? {})) {
      if (!known.includes(name) && !COMMON.has(name)) throw new DaemonError(400, `unknown log opt '${name}' for ${type} log driver`);
    }
  }
  const mode = options?.['mode'];
  if (mode !== undefined && mode !== 'blocking' && mode !== 'non-blocking') throw new DaemonError(400, `logger: logging mode not supported: ${mode}`);
  if (options?.['max-buffer-size'] !== undefined && mode !== 'non-blocking') {
    throw new DaemonError(400, "logger: max-buffer-size option is only supported with 'mode=non-blocking'");
  }
}

/** What is wrong with the values of the options of a driver that writes files; a container fails to start for it. Undefined: nothing. */
export function openingProblem(config: HostConfig['LogConfig']): string | undefined {
  const options = config.Config ?? {};
  try {
    if (config.Type === 'json-file') checkJsonFile(options);
    if (config.Type === 'local') checkLocal(options);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function checkJsonFile(options: Readonly<Record<string, string>>): void {
  const { 'max-size': size, 'max-file': file, compress } = options;
  if (size !== undefined && fromHumanSize(size) <= 0) throw new Error('max-size must be a positive number');
  const files = file === undefined ? 1 : parseIntGo(file, 'Atoi');
  if (files < 1) throw new Error('max-file cannot be less than 1');
  if (compress !== undefined && parseBool(compress) && (files === 1 || size === undefined)) {
    throw new Error('compress cannot be true when max-file is less than 2 or max-size is not set');
  }
}

function checkLocal(options: Readonly<Record<string, string>>): void {
  const { 'max-size': size = '20m', 'max-file': file = '5', compress = 'true' } = options;
  const bytes = prefixed(`invalid value for max-size: ${size}`, () => fromHumanSize(size));
  const files = prefixed(`invalid value for max-file: ${file}`, () => parseIntGo(file, 'Atoi'));
  const packed = prefixed('error reading compress log option', () => parseBool(compress));
  if (bytes <= 0) throw new Error('max size should be a positive number');
  if (files < 0) throw new Error('max file count cannot be less than 0');
  if (files === 1 && packed && options['compress'] !== undefined) throw new Error('compression cannot be enabled when max file count is 1');
}

function prefixed<T>(prefix: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${prefix}: ${(error as Error).message}`, { cause: error });
  }
}
