/** daemon.json and flags merged into one configuration (moby daemon/config.MergeDaemonConfigurations). */
import { decodeJSON } from '../../formats/json/decode.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import type { DaemonConfig } from '../daemon.ts';
import { DEFAULT_CONFIG } from './defaults.ts';
import { KEYS } from './flags.ts';
import { SCHEMA, typeError } from './schema.ts';

/** A configuration that dockerd refuses; the message is the whole line it prints. */
export class ConfigError extends Error {}

type Values = Readonly<Record<string, unknown>>;

/** Options whose objects are values, not groups of options. */
const FLAT = ['cluster-store-opts', 'default-network-opts', 'log-opts', 'runtimes', 'default-ulimits', 'features', 'builder'];
const NOT_FLAGS = ['features', 'builder', 'deprecated-key-path', 'proxies'];

function flatten(values: Values): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && typeof value === 'object' && !Array.isArray(value) && !FLAT.includes(name)) Object.assign(out, value);
    else out[name] = value;
  }
  return out;
}

/** Go's %v. */
function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(show).join(' ')}]`;
  if (value !== null && typeof value === 'object') return `map[${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => `${name}:${show(item)}`).join(' ')}]`;
  return value === null ? '<nil>' : String(value);
}

function checkConflicts(set: Values, flags: FlagSet): void {
  const plural = new Set(KEYS.values());
  const unknown = Object.keys(set).filter((name) => !flags.has(name) && !plural.has(name) && !NOT_FLAGS.includes(name));
  if (unknown.length > 0) throw new ConfigError(`the following directives don't match any configuration option: ${unknown.join(', ')}`);
  const conflicts: string[] = [];
  for (const flag of flags.definitions()) {
    if (!flags.changed(flag.name)) continue;
    const key = flag.name in set ? flag.name : KEYS.get(flag.name);
    if (key !== undefined && key in set) conflicts.push(`${key}: (from flag: ${flags.text(flag.name)}, from file: ${show(set[key])})`);
  }
  if (conflicts.length > 0) throw new ConfigError(`the following directives are specified both as a flag and in the configuration file: ${conflicts.join(', ')}`);
}

/** Reads daemon.json. Throws ConfigError without the prefix that names the file. */
export function parseDaemonJson(text: string, flags: FlagSet): Values {
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return {};
  let values: unknown;
  try {
    values = decodeJSON(body);
  } catch (error) {
    throw new ConfigError((error as Error).message);
  }
  if (values === null || typeof values !== 'object' || Array.isArray(values)) {
    throw new ConfigError(`json: cannot unmarshal ${Array.isArray(values) ? 'array' : typeof values} into Go value of type map[string]interface {}`);
  }
  const set = flatten(values as Values);
  checkConflicts(set, flags);
  const error = typeError(values as Values);
  if (error) throw new ConfigError(error);
  const merged = mergedError(set);
  if (merged) throw new ConfigError(`merged configuration validation from file and command line flags failed: ${merged}`);
  return values as Values;
}

const PROTOCOLS = ['unix', 'tcp', 'fd', 'npipe'];

function mergedError(set: Values): string | undefined {
  for (const host of (set['hosts'] as string[] | undefined) ?? []) {
    const at = host.indexOf('://');
    const protocol = at < 0 ? 'tcp' : host.slice(0, at);
    if (!PROTOCOLS.includes(protocol)) return `invalid bind address (${host}): unsupported proto '${protocol}'`;
  }
  for (const domain of (set['dns-search'] as string[] | undefined) ?? []) {
    if (domain.trim() !== '.' && !/^([a-zA-Z0-9_]([-a-zA-Z0-9_]*[a-zA-Z0-9_])?\.?)+$/.test(domain)) return `${domain} is not a valid domain`;
  }
  const level = set['log-level'];
  if (typeof level === 'string' && !['panic', 'fatal', 'error', 'warn', 'warning', 'info', 'debug', 'trace', ''].includes(level)) return `invalid logging level: ${level}`;
  const format = set['log-format'];
  if (typeof format === 'string' && !['text', 'json', ''].includes(format)) return `invalid log format: ${format}`;
  for (const label of (set['labels'] as string[] | undefined) ?? []) if (!label.includes('=')) return `bad attribute format: ${label}`;
  if (Number(set['mtu'] ?? 0) < 0) return `invalid default MTU: ${String(set['mtu'])}`;
  if (Number(set['max-concurrent-downloads'] ?? 0) < 0) return `invalid max concurrent downloads: ${String(set['max-concurrent-downloads'])}`;
  if (Number(set['max-concurrent-uploads'] ?? 0) < 0) return `invalid max concurrent uploads: ${String(set['max-concurrent-uploads'])}`;
  if (Number(set['max-download-attempts'] ?? 1) <= 0) return `invalid max download attempts: ${String(set['max-download-attempts'])}`;
  return undefined;
}

/** Labels with one key and two values; duplicates are dropped. */
function uniqueLabels(labels: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const label of labels) {
    const key = label.split('=', 1)[0]!;
    const before = seen.get(key);
    if (before !== undefined && before !== label) throw new ConfigError(`conflict labels for ${label} and ${before}`);
    seen.set(key, label);
  }
  return [...seen.values()].sort();
}

function pairs(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(list.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** The configuration of the daemon; values of the file win over defaults of flags, never over flags given (that is a conflict). */
export function mergeConfig(values: Values, flags: FlagSet): DaemonConfig {
  const file = flatten(values);
  const text = (name: string): string => (file[name] as string | undefined) ?? flags.string(name);
  const flag = (name: string): boolean => (file[name] as boolean | undefined) ?? flags.bool(name);
  const list = (name: string): readonly string[] => (file[KEYS.get(name) ?? name] as string[] | undefined) ?? flags.strings(name);
  const hosts = list('host');
  const raw: Record<string, unknown> = { ...file };
  for (const { name } of flags.definitions()) if (flags.changed(name) && !(name in raw) && SCHEMA.get(name)?.type !== undefined) raw[name] = SCHEMA.get(name)!.type === 'bool' ? flags.bool(name) : flags.text(name);
  return {
    hosts: hosts.length > 0 ? hosts : DEFAULT_CONFIG.hosts, labels: uniqueLabels(list('label')), logDriver: text('log-driver'),
    logOpts: (file['log-opts'] as Record<string, string> | undefined) ?? pairs(flags.strings('log-opt')), liveRestore: flag('live-restore'),
    registryMirrors: list('registry-mirror').map((mirror) => (mirror.endsWith('/') ? mirror : `${mirror}/`)), insecureRegistries: list('insecure-registry').map((name) => name.replace(/^https?:\/\//, '')),
    defaultAddressPools: ((file['default-address-pools'] as { base: string; size: number }[] | undefined) ?? flags.strings('default-address-pool').map(pool)),
    dns: list('dns'), bip: text('bip') || undefined, userlandProxy: flag('userland-proxy'), experimental: flag('experimental'),
    shutdownTimeout: Number(file['shutdown-timeout'] ?? flags.number('shutdown-timeout')), raw,
  };
}

function pool(text: string): { base: string; size: number } {
  const fields = new Map(text.split(',').map((field): [string, string] => [field.split('=')[0] ?? '', field.split('=')[1] ?? '']));
  return { base: fields.get('base') ?? '', size: Number(fields.get('size') ?? 0) };
}
