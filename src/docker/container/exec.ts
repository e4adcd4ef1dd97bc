/** `docker container exec` (https://docs.docker.com/reference/cli/docker/container/exec/) */
import type { IDResponse } from '../../api/container.ts';
import type { ExecInspect } from '../../api/exec.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames, envNames, fileNames } from '../completions.ts';
import { ConnectionFailed, StatusError } from '../errors.ts';
import { checkTty } from '../format/prompt.ts';
import { readKeyValues } from '../opts/files.ts';
import { list } from '../opts/lists.ts';
import { env, withEnvironment } from '../opts/validators.ts';
import { Attachment } from '../streams/hijack.ts';
import { monitorSize } from '../streams/signals.ts';
import { detachKeysOf } from './attach-stream.ts';

export const command: Command = {
  use: 'exec [OPTIONS] CONTAINER COMMAND [ARG...]',
  short: 'Execute a command in a running container',
  aliasLine: 'docker container exec, docker exec',
  top: 2,
  args: minArgs(2),
  flags: [
    { name: 'detach', short: 'd', value: bool(), usage: 'Detached mode: run command in the background' },
    { name: 'detach-keys', value: string(), usage: 'Override the key sequence for detaching a container' },
    { name: 'env', short: 'e', value: list(env), usage: 'Set environment variables', version: '1.25', complete: envNames },
    { name: 'env-file', value: list(), usage: 'Read in a file of environment variables', version: '1.25', complete: fileNames },
    { name: 'interactive', short: 'i', value: bool(), usage: 'Keep STDIN open even if not attached' },
    { name: 'privileged', value: bool(), usage: 'Give extended privileges to the command' },
    { name: 'tty', short: 't', value: bool(), usage: 'Allocate a pseudo-TTY' },
    { name: 'user', short: 'u', value: string(), usage: 'Username or UID (format: "<name|uid>[:<group|gid>]")' },
    { name: 'workdir', short: 'w', value: string(), usage: 'Working directory inside the container', version: '1.35' },
  ],
  interspersed: false,
  complete: containerNames(false, (c) => c.State !== 'paused'),
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const container = args[0] ?? '';
  const { env } = cli.proc;
  const variables = readKeyValues(cli.proc, flags.strings('env-file'), withEnvironment(flags.strings('env'), env), env);
  const detach = flags.bool('detach');
  const tty = flags.bool('tty');
  const stdin = !detach && flags.bool('interactive');
  const detachKeys = detachKeysOf(cli, flags.string('detach-keys'));
  yield* cli.client.call('GET', `/containers/${container}/json`);
  if (!detach) checkTty(cli, stdin, tty);
  const size = tty ? consoleSize(cli) : undefined;
  const { Id: id } = yield* cli.client.post<IDResponse>(`/containers/${container}/exec`, {
    User: flags.string('user'),
    Privileged: flags.bool('privileged'),
    Tty: tty,
    ...(size === undefined ? {} : { ConsoleSize: size }),
    AttachStdin: stdin,
    AttachStderr: !detach,
    AttachStdout: !detach,
    Detach: detach,
    DetachKeys: detachKeys,
    Env: variables.length === 0 ? null : variables,
    WorkingDir: flags.string('workdir'),
    Cmd: args.slice(1),
  });
  if (id === '' || id === undefined) throw new StatusError('exec ID empty');
  const start = { Detach: detach, Tty: tty, ...(size === undefined ? {} : { ConsoleSize: size }) };
  if (detach) {
    yield* cli.client.call('POST', `/exec/${id}/start`, undefined, start);
    return 0;
  }
  const { connection } = yield* cli.client.hijack({ method: 'POST', path: `/exec/${id}/start`, json: start });
  const attachment = new Attachment(cli, connection, { stdin, stdout: true, stderr: true, tty, detachKeys });
  if (tty && cli.isTerminal(0)) monitorSize(cli, `/exec/${id}/resize`);
  yield* attachment.wait();
  attachment.close();
  if (attachment.done === 'detached') throw new StatusError('read escape sequence');
  return yield* exitCode(cli, id);
}

function consoleSize(cli: Cli): [number, number] {
  if (!cli.isTerminal(1)) return [0, 0];
  const { rows, cols } = cli.proc.windowSize(1);
  return [rows, cols];
}

function* exitCode(cli: Cli, id: string): Sys<number> {
  try {
    return (yield* cli.client.get<ExecInspect>(`/exec/${id}/json`)).ExitCode ?? 0;
  } catch (error) {
    // The daemon went away while the command ran.
    if (error instanceof ConnectionFailed) return 255;
    throw error;
  }
}
