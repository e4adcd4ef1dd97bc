/** What env, nice, nohup, timeout and their kin do at their end: become the command they were given. */
import { isSysError } from '../kernel/errno.ts';
import type { Proc, Sys } from '../kernel/sys.ts';
import type { Tool } from './tool.ts';

/** Path of a command by PATH, or undefined. A name with a slash is its own path. */
export function findExecutable(proc: Proc, name: string): string | undefined {
  if (name.includes('/')) return name;
  for (const directory of (proc.env.get('PATH') ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin').split(':')) {
    const path = `${directory || '.'}/${name}`;
    if (proc.access(path, 1) && proc.stat(path).kind === 'file') return path;
  }
  return undefined;
}

/** Replaces the process by the command (`gnu`: how GNU's tool names it in errors); 127 when it is not found, 126 when it cannot be run (POSIX, exit status of env). */
export function* runCommand(tool: Tool, argv: readonly string[], gnu?: string): Sys<number> {
  const name = argv[0] ?? '';
  yield* tool.out.flush();
  const path = findExecutable(tool.proc, name);
  const quoted = tool.busybox ? `can't execute '${name}'` : (gnu ?? `‘${name}’`);
  if (path === undefined) return yield* tool.fail(`${quoted}: No such file or directory`, 127);
  try {
    return yield* tool.proc.exec(path, argv);
  } catch (error) {
    if (!isSysError(error)) throw error;
    return yield* tool.fail(`${quoted}: ${error.message}`, error.code === 'ENOENT' ? 127 : 126);
  }
}
