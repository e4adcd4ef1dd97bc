/** Finding the program of a container, and what runc 1.2.6 says when there is none (libcontainer/init_linux.go, Go's os/exec.LookPath). */
import type { FsView } from '../../kernel/fs/types.ts';
import { ExpectedError, isSysError } from '../../kernel/errno.ts';

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A program that could not be started: Go's text after `exec: "name": `. */
export class LookupError extends ExpectedError {
  readonly isDirectory: boolean;
  constructor(message: string, isDirectory = false) {
    super(message);
    this.isDirectory = isDirectory;
  }
}

/** Go's words for an errno: strerror(3) in lower case. */
export function goErrno(error: Error): string {
  return error.message.charAt(0).toLowerCase() + error.message.slice(1);
}

/** undefined when it may be executed, else Go's error. */
function executableProblem(view: FsView, path: string): LookupError | undefined {
  try {
    const stat = view.stat(path);
    if (stat.kind === 'directory') return new LookupError('is a directory', true);
    if ((stat.mode & 0o111) === 0) return new LookupError('permission denied');
    if (!view.access(path, 1)) return new LookupError('permission denied');
    return undefined;
  } catch (error) {
    if (!isSysError(error)) throw error;
    return new LookupError(error.code === 'EACCES' ? 'permission denied' : `stat ${path}: ${goErrno(error)}`);
  }
}

/** Absolute path of the program as execvp(3) in the container would find it. Throws LookupError with `exec: "…": …`. */
export function lookupCommand(view: FsView, name: string, path: string | undefined): string {
  const fail = (problem: LookupError): LookupError => new LookupError(`exec: "${name}": ${problem.message}`, problem.isDirectory);
  if (name.includes('/')) {
    const problem = executableProblem(view, name);
    if (problem) throw fail(problem);
    return name;
  }
  for (const folder of (path ?? DEFAULT_PATH).split(':')) {
    const candidate = `${folder === '' ? '.' : folder}/${name}`;
    if (name !== '' && executableProblem(view, candidate) === undefined) return candidate;
  }
  throw fail(new LookupError('executable file not found in $PATH'));
}

/** The daemon's message for a container that could not be started, and the exit code it records (moby daemon/errors.go). */
export function startFailure(error: LookupError): { message: string; exitCode: number } {
  const message = `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${error.message}: unknown`;
  return error.isDirectory ? { message: `${message}: permission denied`, exitCode: 126 } : { message, exitCode: exitCodeFor(error) };
}

/** runc's line for an exec that could not be started; the daemon writes it into the stream. */
export function execFailure(error: LookupError): { message: string; exitCode: number } {
  return { message: `OCI runtime exec failed: exec failed: unable to start container process: ${error.message}: unknown`, exitCode: exitCodeFor(error) };
}

function exitCodeFor(error: LookupError): number {
  if (/executable file not found|no such file or directory/.test(error.message)) return 127;
  return 126;
}
