/** Media types of attach, logs and exec, and their frames (Engine API, "Stream format"). */
import { STDERR, STDOUT, encodeFrame } from '../../formats/multiplex/stdcopy.ts';
import type { StreamName } from './logs/driver.ts';

export const MULTIPLEXED = 'application/vnd.docker.multiplexed-stream';
export const RAW = 'application/vnd.docker.raw-stream';

/** One frame of a stream. */
export function frame(stream: StreamName, payload: Uint8Array): Uint8Array {
  return encodeFrame(stream === 'stdout' ? STDOUT : STDERR, payload);
}
