/** Layer identity (OCI image-spec config.md): a chain id names a layer with all that lies below it. */
import { digestOfText } from '../../formats/sha256/sha256.ts';

/** ChainID of diff ids, bottom first; '' for none. */
export function chainId(diffIds: readonly string[]): string {
  return diffIds.reduce((parent, diff) => extendChain(parent, diff), '');
}

/** ChainID of a layer on top of another one ('' for none). */
export function extendChain(parent: string, diffId: string): string {
  return parent === '' ? diffId : digestOfText(`${parent} ${diffId}`);
}

/** The hexadecimal part of `sha256:…`. */
export function hex(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1);
}
