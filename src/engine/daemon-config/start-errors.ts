/** What passes `--validate` and still stops the daemon at its start (`failed to start daemon: …`). */
import type { DaemonConfig } from '../daemon.ts';
import { validateLogConfig } from '../containers/logs/options.ts';
import { DaemonError } from '../daemon.ts';
import { isIp } from './schema.ts';

function mirrorError(mirror: string): string | undefined {
  const m = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#@]*)@)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(mirror.replace(/\/$/, ''));
  if (!m) return `invalid mirror: no host specified`;
  const bare = mirror.replace(/\/$/, '');
  if (!['http', 'https'].includes(m[1]!)) return `invalid mirror: unsupported scheme ${JSON.stringify(m[1])} in ${JSON.stringify(bare)}`;
  if (m[5] || m[6]) return `invalid mirror: query or fragment at end of the URI ${JSON.stringify(bare)}`;
  if (m[2]) return `invalid mirror: username/password not allowed in URI ${JSON.stringify(bare.replace(/:[^:@/]*@/, ':xxxxx@'))}`;
  return undefined;
}

function registryError(name: string): string | undefined {
  if (/^-|-$/.test(name)) return `invalid index name (${name}). Cannot begin or end with a hyphen`;
  if (/\/\d+$/.test(name)) return undefined;
  const port = /:([^:\]]*)$/.exec(name)?.[1];
  if (port !== undefined && (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65535)) return `insecure registry ${name} is not valid: invalid port ${JSON.stringify(port)}`;
  return undefined;
}

function cidrError(name: string, value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const [address = '', length] = value.split('/');
  if (length !== undefined && /^\d+$/.test(length) && isIp(address)) return undefined;
  return `Error initializing network controller: parse ${name} failed: invalid CIDR address: ${value}`;
}

/** The reason, or undefined when it starts. */
export function startError(config: DaemonConfig): string | undefined {
  const { raw } = config;
  if (raw['bip'] && raw['bridge']) return 'You specified -b & --bip, mutually exclusive options. Please specify only one';
  for (const mirror of config.registryMirrors) {
    const error = mirrorError(mirror);
    if (error) return error;
  }
  for (const name of config.insecureRegistries) {
    const error = registryError(name);
    if (error) return error;
  }
  const driver = raw['storage-driver'];
  if (typeof driver === 'string' && driver !== '' && driver !== 'overlay2') return `error initializing graphdriver: driver not supported: ${driver}`;
  for (const option of (raw['storage-opts'] as string[] | undefined) ?? []) {
    const [name = ''] = option.split('=');
    return name === 'overlay2.size' ? 'error initializing graphdriver: Storage Option overlay2.size only supported for backingFS XFS. Found extfs' : `error initializing graphdriver: overlay2: unknown option ${name}`;
  }
  const runtimes = (raw['runtimes'] as Record<string, { path?: string; runtimeType?: string }> | undefined) ?? {};
  for (const [name, runtime] of Object.entries(runtimes)) {
    if (name === 'runc') return "runtime name 'runc' is reserved";
    if (!runtime.path && !runtime.runtimeType) return `runtime ${name}: either a runtimeType or a path must be configured`;
  }
  const runtime = raw['default-runtime'];
  if (typeof runtime === 'string' && runtime !== '' && runtime !== 'runc' && !(runtime in runtimes)) return `specified default runtime '${runtime}' does not exist`;
  try {
    validateLogConfig({ Type: config.logDriver, Config: { ...config.logOpts } });
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    return `failed to set log opts: failed to set log opts: ${error.message}`;
  }
  for (const [index, pool] of config.defaultAddressPools.entries()) {
    const prefix = `Error initializing network controller: error obtaining controller instance: could not construct local address space: network at index ${index}`;
    if (!pool.base) return `${prefix} (&{invalid Prefix ${pool.size}}) is not in canonical form`;
    const length = Number(pool.base.split('/')[1]);
    if (length > pool.size) return `${prefix} (&{${pool.base} ${pool.size}}) has a smaller prefix (/${length}) than the target size of that pool (/${pool.size})`;
  }
  return cidrError('bip', raw['bip']) ?? cidrError('fixed-cidr', raw['fixed-cidr']);
}
