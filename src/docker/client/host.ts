/** Addresses of daemons as `-H` and DOCKER_HOST give them (docker/cli opts/hosts.go). */
import { StatusError } from '../errors.ts';

export const DEFAULT_HOST = 'unix:///var/run/docker.sock';

/** The full form of an address: `tcp://localhost` is `tcp://localhost:2375`. Throws StatusError. */
export function parseHost(text: string, tls = false): string {
  const host = text.trim();
  if (host === '') return tls ? 'tcp://localhost:2376' : DEFAULT_HOST;
  const at = host.indexOf('://');
  const protocol = at < 0 ? 'tcp' : host.slice(0, at);
  const rest = at < 0 ? host : host.slice(at + 3);
  switch (protocol) {
    case 'tcp':
      return tcp(rest);
    case 'unix':
    case 'npipe':
      if (rest.includes('://')) throw new StatusError(`invalid proto, expected ${protocol}: ${rest}`);
      return `${protocol}://${rest || (protocol === 'unix' ? '/var/run/docker.sock' : '//./pipe/docker_engine')}`;
    case 'fd':
    case 'ssh':
      return host;
    default:
      throw new StatusError(`invalid bind address format: ${host}`);
  }
}

function tcp(text: string): string {
  if (text === '') return 'tcp://localhost:2375';
  if (text.includes('://')) throw new StatusError(`invalid proto, expected tcp: ${text}`);
  const match = /^(\[[^\]]*\]|[^:/]*)(?::([^/]*))?(\/.*)?$/.exec(text);
  if (!match) throw new StatusError(`invalid bind address format: ${text}`);
  const [, host = '', port = '', path = ''] = match;
  if (port !== '' && !/^\d+$/.test(port)) {
    throw new StatusError(`parse "tcp://${text}": invalid port ":${port}" after host`);
  }
  return `tcp://${host || 'localhost'}:${port || '2375'}${path}`;
}
