/** Credentials for registries from config.json (docker/cli cli/command/registry.go). */
import type { AuthConfig } from '../../api/system.ts';
import { parseNormalizedNamed } from '../../formats/image-reference/reference.ts';
import type { Cli } from '../cli.ts';
import { StatusError } from '../errors.ts';

export const INDEX_SERVER = 'https://index.docker.io/v1/';

/** The stored credentials of a server, as the daemon wants them; empty when there are none. */
export function storedAuth(cli: Cli, server: string): AuthConfig {
  const { auths } = cli.config.values;
  const bare = (text: string): string => text.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  const entry = auths?.[server] ?? Object.entries(auths ?? {}).find(([key]) => bare(key) === bare(server))?.[1];
  if (entry === undefined) return {};
  const auth: AuthConfig = { serveraddress: server };
  if (entry.auth !== undefined && entry.auth !== '') {
    const text = new TextDecoder().decode(Uint8Array.from(atob(entry.auth), (c) => c.charCodeAt(0)));
    const at = text.indexOf(':');
    auth.username = at < 0 ? text : text.slice(0, at);
    auth.password = at < 0 ? '' : text.slice(at + 1).replace(/\0+$/, '');
  }
  if (entry.identitytoken !== undefined) auth.identitytoken = entry.identitytoken;
  return auth;
}

/** Why the credential helper that config.json names cannot be asked: no host here has one. Undefined when none is named. */
export function helperProblem(cli: Cli): string | undefined {
  const { credsStore } = cli.config.values;
  if (credsStore === undefined || credsStore === '' || credsStore === 'file') return undefined;
  return `err: exec: "docker-credential-${credsStore}": executable file not found in $PATH, out: \`\``;
}

/** The server that holds an image. Throws StatusError for a name that is no reference. */
export function serverOf(image: string): string {
  try {
    const { domain } = parseNormalizedNamed(image);
    return domain === 'docker.io' ? INDEX_SERVER : domain;
  } catch (error) {
    throw new StatusError((error as Error).message);
  }
}

/** The header X-Registry-Auth: URL-safe base64 of the JSON. */
export function encodeAuth(auth: AuthConfig): string {
  const { username, password, auth: joined, email, serveraddress, identitytoken, registrytoken } = auth;
  const ordered = { username, password, auth: joined, email, serveraddress, identitytoken, registrytoken };
  const text = JSON.stringify(Object.fromEntries(Object.entries(ordered).filter(([, value]) => value !== undefined && value !== '')));
  return btoa(String.fromCharCode(...new TextEncoder().encode(text))).replaceAll('+', '-').replaceAll('/', '_');
}

export const authFor = (cli: Cli, image: string): string => encodeAuth(storedAuth(cli, serverOf(image)));
