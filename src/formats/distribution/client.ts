/** What all clients of a registry send alike (distribution/distribution docs/content/spec: api, auth/token). */

/** The Accept field of a request for a manifest. */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json', 'application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Where a challenge of WWW-Authenticate (`Bearer realm="…",service="…"`) sends for a token with a scope (`repository:NAME:pull`); undefined when it asks for something else. */
export function tokenUrl(challenge: string, scope: string): string | undefined {
  if (!challenge.startsWith('Bearer ')) return undefined;
  const field = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  return `${field('realm')}?scope=${encodeURIComponent(scope)}&service=${encodeURIComponent(field('service'))}`;
}
