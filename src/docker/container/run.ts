/** `docker container run` (https://docs.docker.com/reference/cli/docker/container/run/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { detachKeys, imageNames, oneOf, platforms } from '../completions.ts';
import { Fatal, StatusError } from '../errors.ts';
import { checkTty } from '../format/prompt.ts';
import type { Attachment } from '../streams/hijack.ts';
import { forwardSignals, monitorSize } from '../streams/signals.ts';
import { attachTo, detachKeysOf, ExitWait } from './attach-stream.ts';
import { createContainer, readRequest, withHelp } from './create-container.ts';
import type { CreateBody } from './create-request.ts';
import { CONTAINER_FLAGS } from './options.ts';

export const command: Command = {
  use: 'run [OPTIONS] IMAGE [COMMAND] [ARG...]',
  short: 'Create and run a new container from an image',
  aliasLine: 'docker container run, docker run',
  top: 1,
  args: minArgs(1),
  flags: [
    { name: 'detach', short: 'd', value: bool(), usage: 'Run container in background and print container ID' },
    { name: 'detach-keys', value: string(), usage: 'Override the key sequence for detaching a container', complete: detachKeys },
    { name: 'disable-content-trust', value: bool(true), usage: 'Skip image verification' },
    { name: 'name', value: string(), usage: 'Assign a name to the container' },
    { name: 'platform', value: string(), usage: 'Set platform if server is multi-platform capable', version: '1.32', complete: platforms },
    { name: 'pull', value: string('missing'), usage: 'Pull image before running ("always", "missing", "never")', complete: oneOf('always', 'missing', 'never') },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress the pull output' },
    { name: 'sig-proxy', value: bool(true), usage: 'Proxy received signals to the process' },
    { name: 'use-api-socket', value: bool(), usage: 'Bind mount Docker API socket and required auth' },
    ...CONTAINER_FLAGS,
  ],
  interspersed: false,
  complete: imageNames(1),
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  let body = yield* readRequest(cli, args, flags, 'run');
  if (!flags.bool('detach')) checkTty(cli, body.AttachStdin, body.Tty);
  else {
    if (flags.strings('attach').length > 0) throw new StatusError('conflicting options: cannot specify both --attach and --detach');
    body = { ...body, AttachStdin: false, AttachStdout: false, AttachStderr: false, StdinOnce: false };
  }
  return yield* runContainer(cli, flags, body);
}

function* runContainer(cli: Cli, flags: FlagSet, body: CreateBody): Sys<number> {
  const id = yield* orStatus(() => createContainer(cli, body, flags));
  if (flags.bool('sig-proxy')) forwardSignals(cli, id);
  const attached = body.AttachStdin || body.AttachStdout || body.AttachStderr;
  let attachment: Attachment | undefined;
  if (attached) {
    attachment = yield* attachTo(cli, id, {
      stdin: body.AttachStdin, stdout: body.AttachStdout, stderr: body.AttachStderr, tty: body.Tty, detachKeys: detachKeysOf(cli, flags.string('detach-keys')),
    });
  } else yield* cli.out(`${id}\n`);
  const autoRemove = body.HostConfig.AutoRemove;
  const exit = yield* ExitWait.begin(cli, id, autoRemove ? 'removed' : 'next-exit');
  try {
    yield* orStatus(() => cli.client.call('POST', `/containers/${id}/start`));
  } catch (error) {
    // The container is removed after it failed, and what it wrote until then is shown.
    if (autoRemove) yield* exit.status();
    attachment?.close();
    throw error;
  }
  if (attachment === undefined) return 0;
  if (body.Tty && cli.isTerminal(1)) monitorSize(cli, `/containers/${id}/resize`);
  while (attachment.done === undefined && !exit.settled) yield* cli.proc.block([attachment.finished, exit.done]);
  if (attachment.done === 'detached') {
    attachment.close();
    return 0;
  }
  if (attachment.done === undefined) {
    const status = yield* exit.status();
    if (body.AttachStdout || body.AttachStderr) yield* attachment.wait();
    attachment.close();
    return status;
  }
  const { failure } = attachment;
  attachment.close();
  if (failure !== undefined) throw failure;
  return yield* exit.status();
}

/** Failures to create or start have exit codes of their own: 127 for a program that is not there, 126 for one that may not run, else 125. */
function* orStatus<T>(operation: () => Sys<T>): Sys<T> {
  try {
    return yield* operation();
  } catch (error) {
    if (!(error instanceof StatusError) || error instanceof Fatal) throw error;
    throw new StatusError(withHelp(error.message, 'run'), startFailureCode(error.message));
  }
}

function startFailureCode(message: string): number {
  if (/executable file not found|no such file or directory|system cannot find the file specified/.test(message)) return 127;
  return /permission denied|is a directory/.test(message) ? 126 : 125;
}
