/** Networks on the disk: what a restart of the daemon finds again (/var/lib/docker/network/files). */
import { decodeJSON } from '../../formats/json/decode.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { FsView } from '../../kernel/fs/types.ts';
import type { NetworkRecord } from './model.ts';

const FILE = 'local-kv.db';

/** Networks in the order in which they were made; none when there is no file. */
export function loadNetworks(fs: FsView, root: string): NetworkRecord[] {
  let text: string;
  try {
    text = fs.readText(`${root}/network/files/${FILE}`);
  } catch (error) {
    if (isSysError(error)) return [];
    throw error;
  }
  return (decodeJSON(text) as { networks: NetworkRecord[] }).networks;
}

export function saveNetworks(fs: FsView, root: string, networks: readonly NetworkRecord[]): void {
  fs.mkdirs(`${root}/network/files`, 0o750);
  fs.writeFile(`${root}/network/files/${FILE}`, encodeJSON({ networks }), 0o600);
}
