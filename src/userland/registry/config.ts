/** The part of Distribution's configuration file that matters here. */
import { parse } from 'yaml';

export interface RegistryConfig {
  readonly root: string;
  readonly port: number;
  /** Token authentication: where tokens come from. A registry that has it also answers for that place, and for Docker Hub's search. */
  readonly auth: { readonly realm: string; readonly service: string } | undefined;
  readonly allowDelete: boolean;
}

/** The file that was read last: machine after machine starts with the same one. */
let last: { readonly text: string; readonly yaml: Readonly<Record<string, unknown>> } | undefined;

/** Reads config.yml; what is missing has Distribution's defaults. */
export function parseRegistryConfig(text: string, env: ReadonlyMap<string, string>): RegistryConfig {
  if (last?.text !== text) last = { text, yaml: (parse(text) ?? {}) as Record<string, unknown> };
  const { yaml } = last;
  const at = (path: string): unknown => {
    const variable = env.get(`REGISTRY_${path.replaceAll('.', '_').toUpperCase()}`);
    if (variable !== undefined) return variable;
    let value: unknown = yaml;
    for (const part of path.split('.')) value = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[part] : undefined;
    return value;
  };
  const textAt = (path: string, fallback: string): string => (at(path) === undefined || at(path) === null ? fallback : String(at(path)));
  const realm = textAt('auth.token.realm', '');
  return {
    root: textAt('storage.filesystem.rootdirectory', '/var/lib/registry'),
    port: Number(textAt('http.addr', ':5000').replace(/^.*:/, '')) || 5000,
    auth: realm === '' ? undefined : { realm, service: textAt('auth.token.service', '') },
    allowDelete: textAt('storage.delete.enabled', 'false') === 'true',
  };
}
