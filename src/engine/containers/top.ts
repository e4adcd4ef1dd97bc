/** GET /containers/{id}/top (moby daemon/top_unix.go): runs ps on the host and keeps the lines of the container's processes. */
import type { TopResponse } from '../../api/container.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { KernelHost } from '../../kernel/kernel-host.ts';
import type { Sys } from '../../kernel/sys.ts';
import { DaemonError } from '../daemon.ts';
import type { Container } from './container.ts';
import { logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { admit } from './lifecycle.ts';

function fields(line: string): string[] {
  return line.split(/[ \t\n\v\f\r]+/).filter((field) => field !== '');
}

/** `-o pid=x` would rename the column that is looked for. */
function validateArguments(args: string): void {
  for (const m of args.matchAll(/\s+([^\s]*)=\s*(PID[^\s]*)/g)) {
    if (m[1] !== 'pid') throw new DaemonError(500, `specifying "${m[1]}=${m[2]}" is not allowed`);
  }
}

/** Lines of ps whose PID is in the set; the last column keeps its spaces. */
export function parsePs(output: string, pids: ReadonlySet<number>): TopResponse {
  const lines = output.split('\n');
  const titles = fields(lines[0] ?? '');
  const pidColumn = titles.indexOf('PID');
  if (pidColumn < 0) throw new DaemonError(500, "Couldn't find PID field in ps output");
  const processes: string[][] = [];
  let ours = false;
  for (const line of lines.slice(1)) {
    if (line === '') continue;
    const parts = fields(line);
    const row = [...parts.slice(0, titles.length - 1), parts.slice(titles.length - 1).join(' ')];
    if (parts[pidColumn] === '-') {
      // Threads follow their process (ps -m).
      if (ours) processes.push(row);
      continue;
    }
    const pid = Number(parts[pidColumn]);
    if (!Number.isInteger(pid)) throw new DaemonError(500, `Unexpected pid '${parts[pidColumn]}': strconv.Atoi: parsing ${JSON.stringify(parts[pidColumn])}: invalid syntax`);
    ours = pids.has(pid);
    if (ours) processes.push(row);
  }
  return { Processes: processes, Titles: titles };
}

/** Host pids of all processes in the container's control group. */
export function containerPids(engine: ContainerEngine, container: Container): number[] {
  const { task } = container;
  if (!task) return [];
  const host = engine.proc.host as KernelHost;
  return host.kernel.processes(host).filter((process) => process.cgroup === task.cgroup).map((process) => process.pid);
}

function* runPs(engine: ContainerEngine, args: readonly string[]): Sys<{ code: number; output: string; error: string }> {
  const { proc } = engine;
  const path = ['/usr/bin/ps', '/bin/ps'].find((candidate) => proc.access(candidate, 1));
  if (!path) throw new DaemonError(500, 'exec: "ps": executable file not found in $PATH');
  const [outRead, outWrite] = proc.pipe();
  const [errRead, errWrite] = proc.pipe();
  const input = proc.open('/dev/null', { read: true });
  const pid = yield* proc.spawn({
    path, argv: ['ps', ...args], env: new Map([['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], ['COLUMNS', '4096']]),
    fds: new Map([[0, input], [1, outWrite], [2, errWrite]]),
  });
  for (const fd of [outWrite, errWrite, input]) proc.close(fd);
  const read = function* (fd: number): Sys<string> {
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const data = yield* proc.read(fd);
      if (data.length === 0) break;
      text += decoder.decode(data, { stream: true });
    }
    proc.close(fd);
    return text;
  };
  const output = yield* read(outRead);
  const error = yield* read(errRead);
  const status = yield* proc.wait(pid);
  return { code: status?.kind === 'exited' ? status.code : 1, output, error };
}

export function* topContainer(engine: ContainerEngine, container: Container, psArgs: string, reference: string): Sys<TopResponse> {
  const text = psArgs === '' ? '-ef' : psArgs;
  validateArguments(text);
  admit('top', container, reference);
  const pids = containerPids(engine, container);
  const args = text.split(' ');
  try {
    let result = yield* runPs(engine, [...args, `-q${pids.join(',')}`]);
    // Some options cannot be used together with -q: all processes are looked at instead.
    if (result.code !== 0) result = yield* runPs(engine, args);
    if (result.code !== 0) throw new DaemonError(500, `ps: ${result.error.trim() === '' ? `exit status ${result.code}` : result.error.trim().split('\n')[0]}`);
    const answer = parsePs(result.output, new Set(pids));
    logEvent(engine, container, 'top');
    return answer;
  } catch (error) {
    if (isSysError(error)) throw new DaemonError(500, `ps: ${error.message.toLowerCase()}`);
    throw error;
  }
}
