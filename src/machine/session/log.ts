/**
 * The log of a session: what happened from outside, each at a virtual time and step, so that replaying it gives the same bytes.
 * The log is a tree: undo goes on from an earlier event and leaves the branch behind.
 */
import { encodeUTF8 } from '../../formats/utf8/encode.ts';
import type { BootTarget } from '../machine.ts';

export const LOG_FORMAT = 1;

export interface LogHeader {
  readonly format: typeof LOG_FORMAT;
  /** Identifies the engine that wrote it: another build may answer otherwise. */
  readonly build: string;
  readonly seed: number;
  /** Commands that made the start state (a lesson's scenario), or a disk image by its hash. */
  readonly base: { readonly kind: 'scenario'; readonly commands: readonly string[] } | { readonly kind: 'disk'; readonly sha256: string };
  /** Where the boot stops until the event `services`; absent: nowhere. */
  readonly target?: BootTarget;
}

export type LogAction =
  | { readonly kind: 'open'; readonly tab: number; readonly cols: number; readonly rows: number }
  | { readonly kind: 'keys'; readonly tab: number; readonly data: string }
  | { readonly kind: 'resize'; readonly tab: number; readonly cols: number; readonly rows: number }
  | { readonly kind: 'close'; readonly tab: number }
  | { readonly kind: 'edit'; readonly path: string; readonly text: string }
  /** Init goes on from the header's target to the default one. */
  | { readonly kind: 'services' }
  /** A finished command: a checksum of its output and exit code, which a replay must meet. */
  | { readonly kind: 'done'; readonly tab: number; readonly line: string; readonly exit: number; readonly sum: number };

export interface LogEvent {
  readonly id: number;
  /** The event before it on its branch; -1 for the first. */
  readonly parent: number;
  /** Virtual nanoseconds and scheduler steps since boot. */
  readonly at: number;
  readonly step: number;
  readonly action: LogAction;
}

export interface SessionLog {
  readonly header: LogHeader;
  readonly events: readonly LogEvent[];
  /** The event that the session stands at. */
  readonly head: number;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** CRC-32 (ISO 3309) of a text's UTF-8 bytes and an exit code: what a `done` event carries. */
export function checksum(output: string, exit: number): number {
  let crc = ~exit >>> 0;
  const bytes = encodeUTF8(output);
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ (bytes[i] ?? 0)) & 255] ?? 0);
  return ~crc >>> 0;
}

/** Events from the root to `head`, in order. */
export function branch(log: SessionLog): LogEvent[] {
  const byId = new Map(log.events.map((event) => [event.id, event]));
  const out: LogEvent[] = [];
  for (let event = byId.get(log.head); event; event = byId.get(event.parent)) out.push(event);
  return out.reverse();
}
