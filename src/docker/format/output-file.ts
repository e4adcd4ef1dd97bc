/** Where `-o FILE` of export and save writes: a new file that takes its place at the end. */
import type { Sys } from '../../kernel/sys.ts';
import { cleanPath } from '../container/devices.ts';
import type { Cli } from '../cli.ts';
import type { Response } from '../client/response.ts';
import { StatusError } from '../errors.ts';

/** Throws StatusError when nothing can be written there ('' is stdout). */
export function checkOutputPath(cli: Cli, path: string, what: string): void {
  if (path === '') return;
  const { fs } = cli.proc;
  const clean = cleanPath(path);
  const folder = clean.includes('/') ? clean.replace(/\/[^/]*$/, '') || '/' : '.';
  if (!fs.exists(folder)) throw new StatusError(`${what}: invalid output path: stat ${folder}: no such file or directory`);
  if (fs.exists(clean) && fs.stat(clean).kind === 'directory') throw new StatusError(`${what}: cannot write to a directory`);
}

/** Copies a body to stdout or into the file, which appears whole or not at all. */
export function* writeBody(cli: Cli, response: Response, path: string): Sys<void> {
  const { proc } = cli;
  if (path === '') {
    for (let piece = yield* response.read(); piece.length > 0; piece = yield* response.read()) yield* cli.out(piece);
    return;
  }
  const temporary = `${path}.tmp-${proc.random('docker').hex(8)}`;
  const fd = proc.open(temporary, { write: true, create: true, exclusive: true }, 0o600);
  for (let piece = yield* response.read(); piece.length > 0; piece = yield* response.read()) yield* proc.write(fd, piece);
  proc.close(fd);
  proc.fs.rename(temporary, path);
}
