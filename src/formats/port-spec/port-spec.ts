// Published and exposed ports (docker/go-connections, nat): `127.0.0.1:8080-8081:80-81/tcp`.

import { parseUintGo } from '../go-units/strconv.ts';
import { parseIP } from '../cidr/ip.ts';

export interface PortMapping {
  /** `80/tcp` */
  port: string;
  binding: { HostIp: string; HostPort: string };
}

const PROTOCOLS = ['tcp', 'udp', 'sctp'];

/** nat.ParsePortSpec. Throws Error with its message. */
export function parsePortSpec(spec: string): PortMapping[] {
  const parts = spec.split(':');
  const [proto, containerPort] = splitProtoPort(parts.pop() ?? '');
  const hostPort = parts.pop() ?? '';
  let ip = parts.join(':');
  if (ip.startsWith('[')) ip = stripBrackets(ip);
  if (ip !== '' && parseIP(ip) === undefined) throw new Error(`invalid IP address: ${ip}`);
  if (containerPort === '') throw new Error(`no port specified: ${spec}<empty>`);
  const container = orElse(() => parsePortRange(containerPort), `invalid containerPort: ${containerPort}`);
  const host = hostPort === '' ? undefined : orElse(() => parsePortRange(hostPort), `invalid hostPort: ${hostPort}`);
  const size = container.end - container.start;
  if (host !== undefined && size !== host.end - host.start && size !== 0) {
    throw new Error(`invalid ranges specified for container and host Ports: ${containerPort} and ${hostPort}`);
  }
  const protocol = proto.toLowerCase();
  if (!PROTOCOLS.includes(protocol)) throw new Error(`invalid proto: ${proto}`);
  return Array.from({ length: size + 1 }, (_, i) => {
    let HostPort = host === undefined ? '' : String(host.start + i);
    // One container port on a range of host ports: the daemon takes a free one of them.
    if (host !== undefined && size === 0 && host.start !== host.end) HostPort = `${host.start}-${host.end}`;
    return { port: `${container.start + i}/${protocol}`, binding: { HostIp: ip, HostPort } };
  });
}

/** nat.ParsePortSpecs: all specs together. Throws Error with the message of the first that is wrong. */
export function parsePortSpecs(specs: readonly string[]): {
  exposed: Record<string, Record<string, never>>;
  bindings: Record<string, { HostIp: string; HostPort: string }[]>;
} {
  const exposed: Record<string, Record<string, never>> = {};
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const { port, binding } of specs.flatMap(parsePortSpec)) {
    exposed[port] = {};
    bindings[port] = [...(bindings[port] ?? []), binding];
  }
  return { exposed, bindings };
}

/** nat.SplitProtoPort: `80/udp` → ['udp', '80']; tcp when not said. */
export function splitProtoPort(text: string): [proto: string, port: string] {
  const [port = '', proto] = text.split('/');
  if (port === '') return ['', ''];
  return [proto === undefined || proto === '' ? 'tcp' : proto, port];
}

/** nat.ParsePortRange: `80` or `80-90`. Throws Error with its message. */
export function parsePortRange(text: string): { start: number; end: number } {
  if (text === '') throw new Error('empty string specified for ports');
  const parts = text.split('-');
  const start = parseUintGo(parts[0] ?? '', 16);
  if (parts.length === 1) return { start, end: start };
  const end = parseUintGo(parts[1] ?? '', 16);
  if (end < start) throw new Error(`invalid range specified for port: ${text}`);
  return { start, end };
}

/** `--expose 80-90/udp`: the ports it names. Throws Error with docker's message. */
export function parseExposed(text: string): string[] {
  if (text.includes(':')) throw new Error(`invalid port format for --expose: ${text}`);
  const [proto, port] = splitProtoPort(text);
  try {
    const { start, end } = parsePortRange(port);
    return Array.from({ length: end - start + 1 }, (_, i) => `${start + i}/${proto}`);
  } catch (error) {
    throw new Error(`invalid range format for --expose: ${text}, error: ${(error as Error).message}`);
  }
}

/** The long form `target=80,published=8080,protocol=tcp` in the short one; the short one stays. Throws Error with docker's message. */
export function shortPublish(text: string): string {
  if (!text.includes('=')) return text;
  const values = new Map([['protocol', 'tcp']]);
  for (const option of text.split(',')) {
    const equals = option.indexOf('=');
    if (equals <= 0) throw new Error(`invalid publish opts format (should be name=value but got '${option}')`);
    values.set(option.slice(0, equals), option.slice(equals + 1));
  }
  return `${values.get('published') ?? ''}:${values.get('target') ?? ''}/${values.get('protocol') ?? ''}`;
}

function stripBrackets(ip: string): string {
  const close = ip.indexOf(']');
  const failed = (why: string) => new Error(`invalid IP address ${ip}: address ${ip}:: ${why}`);
  if (close < 0) throw failed("missing ']' in address");
  if (close !== ip.length - 1) throw failed(ip.slice(close + 1).includes(':') ? 'too many colons in address' : 'missing port in address');
  return ip.slice(1, close);
}

function orElse<T>(run: () => T, message: string): T {
  try {
    return run();
  } catch {
    throw new Error(message);
  }
}
