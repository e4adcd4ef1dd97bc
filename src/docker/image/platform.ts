/** `--platform` as the daemon's JSON form of a platform. */
import { normalPlatform } from '../container/create-container.ts';
import { StatusError } from '../errors.ts';

/** `{"architecture":"amd64","os":"linux"}`; undefined for ''. Throws StatusError. */
export function platformQuery(text: string): string | undefined {
  if (text === '') return undefined;
  let normal: string;
  try {
    normal = normalPlatform(text);
  } catch (error) {
    if (error instanceof StatusError) throw new StatusError(error.message.replace('error parsing specified platform', 'invalid platform'));
    throw error;
  }
  const [os, architecture, variant] = normal.split('/');
  return JSON.stringify({ architecture, os, ...(variant === undefined ? {} : { variant }) });
}
