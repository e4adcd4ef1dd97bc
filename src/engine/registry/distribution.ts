/** GET /distribution/{name}/json: what a registry has under a reference, without pulling it. */
import type { DistributionInspect } from '../../api/image.ts';
import type { Sys } from '../../kernel/sys.ts';
import { decodeJSON } from '../../formats/json/decode.ts';
import { familiarName, familiarString, tagNameOnly } from '../../formats/image-reference/reference.ts';
import type { NamedReference } from '../../formats/image-reference/reference.ts';
import { DaemonError } from '../daemon.ts';
import type { Daemon } from '../daemon.ts';
import { RegistryClient, RegistryError } from './client.ts';
import type { Credentials } from './client.ts';

export function* inspectDistribution(daemon: Daemon, name: NamedReference, credentials?: Credentials): Sys<DistributionInspect> {
  const reference = tagNameOnly(name);
  const client = yield* RegistryClient.connect(daemon, reference, 'pull', credentials);
  try {
    const manifest = yield* client.manifest(reference.digest ?? reference.tag ?? 'latest');
    const platforms = manifest.value.manifests?.flatMap((each) => (each.platform ? [each.platform] : []));
    if (platforms) return { Descriptor: { mediaType: manifest.type, digest: manifest.digest, size: manifest.bytes.length }, Platforms: platforms };
    const config = manifest.value.config ? (decodeJSON(new TextDecoder().decode(yield* client.blob(manifest.value.config))) as { architecture: string; os: string }) : { architecture: 'amd64', os: 'linux' };
    return { Descriptor: { mediaType: manifest.type, digest: manifest.digest, size: manifest.bytes.length }, Platforms: [{ architecture: config.architecture, os: config.os }] };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    if (error.code === 'UNAUTHORIZED' || error.code === 'DENIED') throw new DaemonError(403, `errors:\ndenied: requested access to the resource is denied\nunauthorized: authentication required\n`);
    throw new DaemonError(404, `manifest unknown: ${error.message.replace(/^manifest unknown: /, '')} (${familiarName(reference)}: ${familiarString(reference)})`);
  }
}
