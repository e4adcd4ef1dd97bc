/** Checks of single values (docker/cli opts/opts.go, opts/hosts.go, opts/env.go and container/opts.go). */
import { FlagError } from '../../formats/pflag/flag.ts';
import { quote } from '../../formats/pflag/quote.ts';
import { canonicalIP } from './ip.ts';

const cut = (text: string, separator: string): [string, string, boolean] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text, '', false] : [text.slice(0, at), text.slice(at + separator.length), true];
};

export function ipAddress(text: string): string {
  const address = canonicalIP(text.trim());
  if (address === undefined) throw new FlagError(`IP address is not correctly formatted: ${text}`);
  return address;
}

/** `host:ip`, `host=ip`, `host:[ip]` or `host:host-gateway`; the result is `host:ip`. */
export function extraHost(text: string): string {
  let [name, value, ok] = cut(text, '=');
  if (!ok) [name, value, ok] = cut(text, ':');
  if (!ok || name === '' || name.includes(':')) throw new FlagError(`bad format for add-host: ${quote(text)}`);
  if (value !== 'host-gateway') {
    if (/^\[.+\]$/.test(value)) value = value.slice(1, -1);
    if (canonicalIP(value.trim()) === undefined) throw new FlagError(`invalid IP address in add-host: ${quote(value)}`);
  }
  return `${name}:${value}`;
}

const DOMAIN = /^(:?(:?[a-zA-Z0-9]|(:?[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))(:?\.(:?[a-zA-Z0-9]|(:?[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])))*)\.?\s*$/;

export function dnsSearch(text: string): string {
  const domain = text.replace(/^ +| +$/g, '');
  if (domain === '.') return domain;
  const match = DOMAIN.exec(domain);
  if (!/[a-zA-Z]/.test(domain) || !match || (match[1] ?? '').length >= 255) throw new FlagError(`${domain} is not a valid domain`);
  return match[1] ?? '';
}

export function label(text: string): string {
  const key = cut(text, '=')[0].replace(/^[ \t]+/, '');
  if (key === '') throw new FlagError(`invalid label '${text}': empty name`);
  if (/[ \t]/.test(key)) throw new FlagError(`label '${key}' contains whitespaces`);
  return text;
}

const SYSCTLS = ['kernel.msgmax', 'kernel.msgmnb', 'kernel.msgmni', 'kernel.sem', 'kernel.shmall', 'kernel.shmmax', 'kernel.shmmni', 'kernel.shm_rmid_forced'];

export function sysctl(text: string): string {
  const [key, , ok] = cut(text, '=');
  if (!ok || key === '' || !(SYSCTLS.includes(key) || key.startsWith('net.') || key.startsWith('fs.mqueue.'))) {
    throw new FlagError(`sysctl '${text}' is not allowed`);
  }
  return text;
}

export function link(text: string): string {
  if (text === '') throw new FlagError('empty string specified for links');
  if (text.split(':').length > 2) throw new FlagError(`bad format for links: ${text}`);
  return text;
}

export function attachStream(text: string): string {
  const stream = text.toLowerCase();
  if (!['stdin', 'stdout', 'stderr'].includes(stream)) throw new FlagError('valid streams are STDIN, STDOUT and STDERR');
  return stream;
}

/** `KEY=value`, or `KEY` for a variable to take over (see `withEnvironment`). */
export function env(text: string): string {
  if (cut(text, '=')[0] === '') throw new FlagError(`invalid environment variable: ${text}`);
  return text;
}

/** Gives names without a value the value that the client's own environment has; unknown ones stay as they are. */
export function withEnvironment(values: readonly string[], environment: ReadonlyMap<string, string>): string[] {
  return values.map((value) => (value.includes('=') || !environment.has(value) ? value : `${value}=${environment.get(value)}`));
}

export function deviceCgroupRule(text: string): string {
  if (!/^[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}$/.test(text)) throw new FlagError(`invalid device cgroup format '${text}'`);
  return text;
}

/** Go's net.ParseMAC for 6, 8 and 20 bytes. */
export function isMAC(text: string): boolean {
  return /^(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4,18}[0-9a-f]{2}$/i.test(text)
    ? [6, 8, 20].includes(text.split(/[:-]/).length)
    : /^(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}$|^(?:[0-9a-f]{4}\.){3}[0-9a-f]{4}$|^(?:[0-9a-f]{4}\.){9}[0-9a-f]{4}$/i.test(text);
}
