/** POST /auth: checks credentials against a registry (moby registry/auth.go). */
import type { Sys } from '../../kernel/sys.ts';
import type { Daemon } from '../daemon.ts';
import { DaemonError } from '../daemon.ts';
import { RegistryClient } from './client.ts';

export interface LoginRequest { readonly username?: string; readonly password?: string; readonly serveraddress?: string }

/** Docker Hub has no accounts here, so it refuses all; a registry without authentication takes any. */
export function* login(daemon: Daemon, request: LoginRequest): Sys<{ Status: string; IdentityToken: string }> {
  const address = request.serveraddress ?? '';
  const host = address.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  const domain = host === '' || host === 'index.docker.io' ? 'docker.io' : host;
  const credentials = { username: request.username ?? '', password: request.password ?? '' };
  if (credentials.username === '') throw new DaemonError(400, 'username and password are required');
  yield* RegistryClient.connect(daemon, { domain, path: 'library/hello-world' }, 'pull', credentials);
  return { Status: 'Login Succeeded', IdentityToken: '' };
}
