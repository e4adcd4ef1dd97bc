/** Where the compressed form of a layer is known to be (moby distribution/metadata): by its digest, and by the layer's diff id. */
import type { FsView } from '../../kernel/fs/types.ts';
import { decodeJSON } from '../../formats/json/decode.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { hex } from './chain.ts';
import { readIfThere, writeThrough } from './store-files.ts';

/** Where a layer was pushed to or pulled from: its blob can be mounted there instead of sent. */
export interface KnownBlob { readonly Digest: string; readonly Size: number; readonly SourceRepository: string }

interface Owner { readonly daemon: { readonly root: string; readonly fs: FsView } }

function pathOf({ daemon }: Owner, diffId: string): string {
  return `${daemon.root}/image/overlay2/distribution/v2metadata-by-diffid/sha256/${hex(diffId)}`;
}

/** The latest first. */
export function knownBlobs(owner: Owner, diffId: string): KnownBlob[] {
  const text = readIfThere(owner.daemon.fs, pathOf(owner, diffId));
  return text ? (decodeJSON(text) as KnownBlob[]) : [];
}

export function rememberBlob(owner: Owner, diffId: string, blob: KnownBlob): void {
  const { root, fs } = owner.daemon;
  const others = knownBlobs(owner, diffId).filter((each) => each.SourceRepository !== blob.SourceRepository || each.Digest !== blob.Digest);
  writeThrough(fs, pathOf(owner, diffId), encodeJSON([blob, ...others]), 0o644);
  writeThrough(fs, `${root}/image/overlay2/distribution/diffid-by-digest/sha256/${hex(blob.Digest)}`, diffId, 0o644);
}
