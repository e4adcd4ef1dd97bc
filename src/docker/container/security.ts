/** `--security-opt` (docker/cli container/opts.go, parseSecurityOpts and parseSystemPaths). */
import { decodeJSON } from '../../formats/json/decode.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { quote } from '../../formats/pflag/quote.ts';
import { isSysError, strerror } from '../../kernel/errno.ts';
import type { Proc } from '../../kernel/sys.ts';
import { StatusError } from '../errors.ts';

/** The options to send (null when none were given); a seccomp profile is replaced by its content. */
export function securityOptions(proc: Proc, options: readonly string[]): { options: string[] | null; unconfined: boolean } {
  const result = options.map((option) => {
    let at = option.indexOf('=');
    if (at < 0 && option !== 'no-new-privileges') at = option.indexOf(':');
    const key = at < 0 ? option : option.slice(0, at);
    const value = at < 0 ? '' : option.slice(at + 1);
    if (value === '' && key !== 'no-new-privileges') throw new StatusError(`Invalid --security-opt: ${quote(option)}`);
    return key === 'seccomp' && value !== 'builtin' && value !== 'unconfined' ? `seccomp=${readProfile(proc, value)}` : option;
  });
  const kept = result.filter((option) => option !== 'systempaths=unconfined');
  return { options: options.length === 0 ? null : kept, unconfined: kept.length < result.length };
}

function readProfile(proc: Proc, path: string): string {
  let text: string;
  try {
    text = proc.readText(path);
  } catch (error) {
    if (!isSysError(error)) throw error;
    throw new StatusError(`opening seccomp profile (${path}) failed: open ${path}: ${strerror(error.code).toLowerCase()}`);
  }
  try {
    return encodeJSON(decodeJSON(text, { numbers: 'exact' }), { escapeHTML: false });
  } catch (error) {
    throw new StatusError(`compacting json for seccomp profile (${path}) failed: ${(error as Error).message}`);
  }
}
