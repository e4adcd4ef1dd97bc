/** capabilities(7), as far as a check asks for one. */
import type { Credentials } from './sys.ts';

/** True when the credentials hold the capability (`KILL`, `SYS_ADMIN` …): root has all unless told otherwise. */
export function capable(credentials: Credentials, capability: string): boolean {
  return credentials.capabilities === undefined ? credentials.uid === 0 : credentials.capabilities.has(capability);
}
