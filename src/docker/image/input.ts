/** Files and stdin as bodies of requests. */
import { isSysError, strerror } from '../../kernel/errno.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import { StatusError } from '../errors.ts';

/** Opens a file for reading; '' is stdin. Throws StatusError as Go words it. */
export function openInput(cli: Cli, path: string): number {
  if (path === '') return 0;
  try {
    return cli.proc.open(path, { read: true });
  } catch (error) {
    if (!isSysError(error)) throw error;
    throw new StatusError(`open ${path}: ${strerror(error.code).toLowerCase()}`);
  }
}

/** The content in pieces, for a chunked body. */
export const piecesOf = (cli: Cli, fd: number) => (): Sys<Uint8Array> => cli.proc.read(fd);
