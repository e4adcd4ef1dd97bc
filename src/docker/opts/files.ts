/** Files of `KEY=value` lines: --env-file and --label-file (docker/cli pkg/kvfile). */
import { isSysError, strerror } from '../../kernel/errno.ts';
import type { Proc } from '../../kernel/sys.ts';
import { StatusError } from '../errors.ts';

/** The lines of all files, then `override`. Names without a value take it from `environment`, if given, or are dropped. */
export function readKeyValues(proc: Proc, files: readonly string[], override: readonly string[], environment?: ReadonlyMap<string, string>): string[] {
  return [...files.flatMap((file) => readFile(proc, file, environment)), ...override];
}

function readFile(proc: Proc, file: string, environment: ReadonlyMap<string, string> | undefined): string[] {
  let content: Uint8Array;
  try {
    content = proc.readFile(file);
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (error.code === 'EISDIR') throw new StatusError(`invalid env file (${file}): read ${file}: is a directory`);
    throw new StatusError(`open ${file}: ${strerror(error.code).toLowerCase()}`);
  }
  try {
    return parse(content, environment);
  } catch (error) {
    if (error instanceof StatusError) throw new StatusError(`invalid env file (${file}): ${error.message}`);
    throw error;
  }
}

function parse(content: Uint8Array, environment: ReadonlyMap<string, string> | undefined): string[] {
  const values: string[] = [];
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  lines(content).forEach((bytes, index) => {
    let line: string;
    try {
      line = decoder.decode(bytes);
    } catch {
      throw new StatusError(`invalid utf8 bytes at line ${index + 1}: [${bytes.join(' ')}]`);
    }
    if (index === 0) line = line.replace(/^\ufeff/, '');
    line = line.trimStart();
    if (line === '' || line.startsWith('#')) return;
    const at = line.indexOf('=');
    const key = at < 0 ? line : line.slice(0, at);
    if (key === '') throw new StatusError(`no variable name on line '${line}'`);
    if (/[ \t]/.test(key)) throw new StatusError(`variable '${key}' contains whitespaces`);
    if (at >= 0) values.push(line);
    else if (environment?.has(line)) values.push(`${key}=${environment.get(line)}`);
  });
  return values;
}

/** Lines without their ends (LF or CR LF), as bufio.ScanLines cuts them. */
function lines(content: Uint8Array): Uint8Array[] {
  const result: Uint8Array[] = [];
  let start = 0;
  for (let i = 0; i <= content.length; i++) {
    if (i < content.length && content[i] !== 10) continue;
    if (i === content.length && start === i) break;
    result.push(content.subarray(start, i > start && content[i - 1] === 13 ? i - 1 : i));
    start = i + 1;
  }
  return result;
}
