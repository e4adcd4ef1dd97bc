/** `--docker host=…,skip-tls-verify=…` of `docker context create` and `update` (docker/cli context/options.go). */
import { FlagError } from '../../formats/pflag/flag.ts';
import { parseBool } from '../../formats/pflag/numbers.ts';
import { quote } from '../../formats/pflag/quote.ts';
import type { Cli } from '../cli.ts';
import { StatusError } from '../errors.ts';
import type { ContextMeta } from './store.ts';

const KEYS = ['from', 'host', 'ca', 'cert', 'key', 'skip-tls-verify'];

type Endpoint = NonNullable<ContextMeta['Endpoints']['docker']>;

/** The endpoint that the settings describe. Throws StatusError. */
export function dockerEndpoint(cli: Cli, settings: ReadonlyMap<string, string>): Endpoint {
  const prefix = 'unable to create docker endpoint config: ';
  const unknown = [...settings.keys()].filter((key) => !KEYS.includes(key));
  if (unknown.length > 0) throw new StatusError(prefix + unknown.map((key) => `unrecognized config key: ${key}`).join('\n'));
  const from = settings.get('from');
  if (from !== undefined) return contextOf(cli, from).Endpoints.docker ?? {};
  for (const key of ['ca', 'cert', 'key']) {
    const path = settings.get(key) ?? '';
    if (path !== '' && !cli.proc.fs.exists(path)) throw new StatusError(`${prefix}open ${path}: no such file or directory`);
  }
  const host = settings.get('host') ?? '';
  if (host !== '' && !/^[a-z]+:\/\//.test(host)) throw new StatusError(`${prefix}invalid docker endpoint options: unable to parse docker host \`${host}\``);
  return { Host: host, SkipTLSVerify: flag(settings, prefix) };
}

function flag(settings: ReadonlyMap<string, string>, prefix: string): boolean {
  const text = settings.get('skip-tls-verify');
  if (text === undefined) return false;
  try {
    return parseBool(text);
  } catch (error) {
    if (error instanceof FlagError) throw new StatusError(`${prefix}skip-tls-verify: parsing ${quote(text)}: invalid syntax`);
    throw error;
  }
}

/** A context by name, the default one included. */
export function contextOf(cli: Cli, name: string): ContextMeta {
  if (name !== 'default') return cli.contexts.get(name);
  return { Name: 'default', Metadata: {}, Endpoints: { docker: { Host: cli.defaultHost, SkipTLSVerify: false } } };
}

/** Throws StatusError for names that no context may have. */
export function checkContextName(name: string): void {
  if (name === '') throw new StatusError('context name cannot be empty');
  if (name === 'default') throw new StatusError('"default" is a reserved context name');
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/.test(name)) throw new StatusError(`context name ${quote(name)} is invalid, names are validated against regexp "^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"`);
}
