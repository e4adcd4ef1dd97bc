/** Identifiers of the daemon (moby pkg/stringid): 64 hex digits whose first twelve are never all decimal. */
import type { RandomStream } from '../kernel/random.ts';

/** stringid.GenerateRandomID: a short form of digits alone could be taken for a number by the shell or a host name check. */
export function generateId(stream: RandomStream): string {
  for (;;) {
    const id = stream.hex(64);
    if (!/^\d{12}/.test(id)) return id;
  }
}

/** The short form shown by the CLI and used as host name: the first twelve digits. */
export function shortId(id: string): string {
  return (id.startsWith('sha256:') ? id.slice(7) : id).slice(0, 12);
}
