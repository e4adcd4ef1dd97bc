/** Dates in HTTP header fields (RFC 9110, section 5.6.7) and entity tags as nginx and Apache make them. */
import { strftime } from '../dates.ts';

/** `Tue, 15 Nov 1994 12:45:26 GMT` */
export function httpDate(instant: bigint): string {
  return strftime('%a, %d %b %Y %H:%M:%S GMT', instant);
}
