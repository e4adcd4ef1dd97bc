/** Legacy links of the default bridge: names in /etc/hosts and environment variables (docs.docker.com/engine/network/links). */
import type { ContainerConfig } from '../../api/container.ts';
import type { HostsRecord } from './hosts-file.ts';
import { shortId } from '../ids.ts';
import { parsePort } from './port-allocator.ts';

export interface LinkTarget {
  readonly id: string;
  /** Without the slash. */
  readonly name: string;
  readonly address: string;
  readonly config: ContainerConfig;
}

/** `name:alias`; without an alias it is the name. */
export function parseLink(text: string): { name: string; alias: string } {
  const at = text.lastIndexOf(':');
  const name = (at < 0 ? text : text.slice(0, at)).replace(/^\//, '');
  const alias = at < 0 ? name : text.slice(at + 1).replace(/^.*\//, '');
  return { name, alias };
}

/** The line of /etc/hosts: alias, host name, and the name when it differs. */
export function linkRecord(alias: string, target: LinkTarget): HostsRecord {
  const names = [alias, target.config.Hostname || shortId(target.id), target.name];
  return { address: target.address, names: [...new Set(names)].join(' ') };
}

/** DB_NAME, DB_PORT, DB_PORT_5432_TCP…, DB_ENV_… of one link, for the container called `child`. */
export function linkVariables(child: string, alias: string, target: LinkTarget): string[] {
  const prefix = alias.replaceAll('-', '_').toUpperCase();
  const ports = Object.keys(target.config.ExposedPorts ?? {}).map(parsePort).sort((a, b) => Number(a.protocol !== 'tcp') - Number(b.protocol !== 'tcp') || a.port - b.port);
  const variables: string[] = [];
  const [first] = ports;
  if (first) variables.push(`${prefix}_PORT=${first.protocol}://${target.address}:${first.port}`);
  for (const { port, protocol } of ports) {
    const base = `${prefix}_PORT_${port}_${protocol.toUpperCase()}`;
    variables.push(`${base}=${protocol}://${target.address}:${port}`, `${base}_ADDR=${target.address}`, `${base}_PORT=${port}`, `${base}_PROTO=${protocol}`);
  }
  variables.push(`${prefix}_NAME=/${child}/${alias}`);
  for (const entry of target.config.Env ?? []) {
    const at = entry.indexOf('=');
    const name = at < 0 ? entry : entry.slice(0, at);
    if (name === 'HOME' || name === 'PATH' || at < 0) continue;
    variables.push(`${prefix}_ENV_${entry}`);
  }
  return variables;
}
