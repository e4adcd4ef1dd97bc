/** A log as text, to be kept and sent. Apart from the log itself: a session begins without it. */
import { gunzipSync, gzipSync, strFromU8, strToU8 } from 'fflate';
import { LOG_FORMAT, type LogAction, type LogEvent, type LogHeader, type SessionLog } from './log.ts';

/** A log as text for a URL fragment: gzip in base64url. */
export function encodeLog(log: SessionLog): string {
  const zipped = gzipSync(strToU8(JSON.stringify(log)), { mtime: 0, level: 9 });
  let binary = '';
  for (const byte of zipped) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

export class LogError extends Error {}

const DECODED_LIMIT = 16 * 1024 * 1024;

/** The inverse of `encodeLog` for untrusted text: throws LogError on anything that is not a log of this format. */
export function decodeLog(text: string): SessionLog {
  let value: unknown;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const zipped = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const size = new DataView(zipped.buffer).getUint32(zipped.length - 4, true);
    if (size > DECODED_LIMIT) throw new LogError('the log is too large');
    value = JSON.parse(strFromU8(gunzipSync(zipped)));
  } catch (error) {
    throw error instanceof LogError ? error : new LogError('not a session log');
  }
  if (!isLog(value)) throw new LogError('not a session log of this format');
  return value;
}

function isLog(value: unknown): value is SessionLog {
  if (typeof value !== 'object' || value === null) return false;
  const { header, events, head } = value as Partial<SessionLog>;
  return isHeader(header) && Array.isArray(events) && typeof head === 'number' && events.every(isEvent);
}

function isHeader(value: Partial<LogHeader> | null | undefined): boolean {
  if (value?.format !== LOG_FORMAT || typeof value.seed !== 'number' || (value.target !== undefined && value.target !== 'basic.target')) return false;
  const base = value.base as Partial<{ kind: string; commands: unknown; sha256: unknown }> | null | undefined;
  return base?.kind === 'disk' ? typeof base.sha256 === 'string' : base?.kind === 'scenario' && Array.isArray(base.commands) && base.commands.every((command) => typeof command === 'string');
}

/** A parent is older than its children: the way to the root has an end. */
function isEvent(value: unknown): value is LogEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { id, parent, at, step, action } = value as Partial<LogEvent>;
  return [id, parent, at, step].every(Number.isFinite) && Number(parent) < Number(id) && typeof action === 'object' && action !== null && typeof (action as LogAction).kind === 'string';
}
