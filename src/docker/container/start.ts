/** `docker container start` (https://docs.docker.com/reference/cli/docker/container/start/) */
import type { ContainerInspect } from '../../api/container.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { forwardSignals, monitorSize } from '../streams/signals.ts';
import { attachTo, detachKeysOf, ExitWait } from './attach-stream.ts';

export const command: Command = {
  use: 'start [OPTIONS] CONTAINER [CONTAINER...]',
  short: 'Start one or more stopped containers',
  aliasLine: 'docker container start, docker start',
  args: minArgs(1),
  flags: [
    { name: 'attach', short: 'a', value: bool(), usage: 'Attach STDOUT/STDERR and forward signals' },
    { name: 'checkpoint', value: string(), usage: 'Restore from this checkpoint', ostype: 'linux', experimental: true },
    { name: 'checkpoint-dir', value: string(), usage: 'Use a custom checkpoint storage directory', ostype: 'linux', experimental: true },
    { name: 'detach-keys', value: string(), usage: 'Override the key sequence for detaching a container' },
    { name: 'interactive', short: 'i', value: bool(), usage: `Attach container's STDIN` },
  ],
  complete: containerNames(true, (c) => c.State === 'exited' || c.State === 'created'),
  run,
};

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const checkpoint = { checkpoint: flags.string('checkpoint') || undefined, 'checkpoint-dir': flags.string('checkpoint-dir') || undefined };
  if (flags.bool('attach') || flags.bool('interactive')) return yield* startAttached(cli, names, flags, checkpoint);
  if (checkpoint.checkpoint !== undefined) {
    if (names.length > 1) throw new StatusError('you cannot restore multiple containers at once');
    yield* cli.client.call('POST', `/containers/${names[0]}/start`, checkpoint);
    return 0;
  }
  const failed: string[] = [];
  for (const name of names) {
    try {
      yield* cli.client.call('POST', `/containers/${name}/start`);
      yield* cli.out(`${name}\n`);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      yield* cli.err(`${error.message}\n`);
      failed.push(name);
    }
  }
  if (failed.length > 0) throw new StatusError(`Error: failed to start containers: ${failed.join(', ')}`);
  return 0;
}

function* startAttached(cli: Cli, names: readonly string[], flags: FlagSet, checkpoint: Record<string, string | undefined>): Sys<number> {
  if (names.length > 1) throw new StatusError('you cannot start and attach multiple containers at once');
  const container = yield* cli.client.get<ContainerInspect>(`/containers/${names[0]}/json`);
  const { Id: id, Config: config } = container;
  if (!config.Tty) forwardSignals(cli, id);
  const attachment = yield* attachTo(cli, id, {
    stdin: flags.bool('interactive') && config.OpenStdin, stdout: true, stderr: true, tty: config.Tty, detachKeys: detachKeysOf(cli, flags.string('detach-keys')),
  });
  const autoRemove = container.HostConfig.AutoRemove;
  const exit = yield* ExitWait.begin(cli, id, autoRemove ? 'removed' : 'next-exit');
  try {
    yield* cli.client.call('POST', `/containers/${id}/start`, checkpoint);
  } catch (error) {
    attachment.close();
    if (autoRemove) yield* exit.status();
    throw error;
  }
  if (config.Tty && cli.isTerminal(1)) monitorSize(cli, `/containers/${id}/resize`);
  yield* attachment.wait();
  attachment.close();
  return attachment.done === 'detached' ? 0 : yield* exit.status();
}
