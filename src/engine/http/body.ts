/** JSON bodies of requests (moby api/server/httputils.ReadJSON). */
import { decodeJSON, JSONSyntaxError } from '../../formats/json/decode.ts';
import { DaemonError } from '../daemon.ts';

/** 400 for other content types; bodies without one pass. */
export function checkContentType(header: string | undefined, length: number): void {
  if (length === 0 && (header === undefined || header === '')) return;
  if (header === undefined || header === '') return;
  const type = header.split(';')[0]!.trim().toLowerCase();
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(type)) throw new DaemonError(400, `malformed Content-Type header (${header}): mime: expected slash after first token`);
  if (type !== 'application/json') throw new DaemonError(400, `unsupported Content-Type header (${type}): must be 'application/json'`);
}

/** Decodes a whole body; undefined when there is none. */
export function parseBody(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return decodeJSON(text);
  } catch (error) {
    if (!(error instanceof JSONSyntaxError)) throw error;
    if (error.message.endsWith('after top-level value')) throw new DaemonError(400, 'unexpected content after JSON');
    throw new DaemonError(400, `invalid JSON: ${error.message === 'unexpected end of JSON input' ? 'unexpected EOF' : error.message}`);
  }
}
