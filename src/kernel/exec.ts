/** What execve(2) would run: the program named by a file's bytes, after following `#!` lines. */
import type { FsView } from './fs/types.ts';
import type { Program } from './sys.ts';
import { SysError } from './errno.ts';
import { rightsOf } from './fs/permissions.ts';
import { parseExecutable } from './executable.ts';

/** Programs by the name in their executable. A function loads the program on its first exec, through the external exit. */
export type ProgramTable = ReadonlyMap<string, Program | (() => Promise<Program>)>;

export interface Executable {
  /** Path of the file that is really run: the interpreter of a script. */
  readonly path: string;
  readonly argv: readonly string[];
  readonly program: string;
  readonly variant: string;
  /** User and group that set-user-ID and set-group-ID bits give the process (execve(2)). */
  readonly setUid: number | undefined;
  readonly setGid: number | undefined;
  /** The command name, as in /proc/PID/comm. */
  readonly comm: string;
}

/** What execve(2) looks at (BINPRM_BUF_SIZE). */
const HEAD = 256;
const MAX_SCRIPTS = 5;

/** ENOENT (also for a missing interpreter), EACCES, ENOEXEC, ELOOP (scripts of scripts), ENOTDIR. */
export function resolveExecutable(fs: FsView, path: string, argv: readonly string[]): Executable {
  let file = path;
  let args = argv;
  for (let depth = 0; depth <= MAX_SCRIPTS; depth++) {
    const { node, mount, path: real } = fs.resolve(file);
    if (node.kind !== 'file' || mount.noExec || !fs.permitted({ node, mount }, 1)) throw new SysError('EACCES');
    const image = parseExecutable(node.readAt?.(0, HEAD) ?? new Uint8Array(0));
    if (image === undefined) throw new SysError('ENOEXEC');
    if (image.program !== undefined) {
      if (image.interpreter !== '' && !fs.exists(image.interpreter)) throw new SysError('ENOENT');
      const { mode, uid, gid } = rightsOf(node);
      const setUid = mode & 0o4000 ? uid : undefined;
      const setGid = (mode & 0o2010) === 0o2010 ? gid : undefined;
      return { path: real, argv: args, program: image.program, variant: image.variant, comm: commandName(path), setUid, setGid };
    }
    args = [image.interpreter, ...(image.argument === undefined ? [] : [image.argument]), file, ...args.slice(1)];
    file = image.interpreter;
  }
  throw new SysError('ELOOP');
}

/** The last part of a path, cut to the 15 characters that the kernel keeps. */
export function commandName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).slice(0, 15);
}
