/** `docker container attach` (https://docs.docker.com/reference/cli/docker/container/attach/) */
import type { ContainerInspect } from '../../api/container.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { checkTty } from '../format/prompt.ts';
import { forwardSignals, monitorSize } from '../streams/signals.ts';
import { attachTo, detachKeysOf, ExitWait } from './attach-stream.ts';

export const command: Command = {
  use: 'attach [OPTIONS] CONTAINER',
  short: 'Attach local standard input, output, and error streams to a running container',
  aliasLine: 'docker container attach, docker attach',
  args: exactArgs(1),
  flags: [
    { name: 'detach-keys', value: string(), usage: 'Override the key sequence for detaching a container' },
    { name: 'no-stdin', value: bool(), usage: 'Do not attach STDIN' },
    { name: 'sig-proxy', value: bool(true), usage: 'Proxy all received signals to the process' },
  ],
  complete: containerNames(false, (c) => c.State !== 'paused'),
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const name = args[0] ?? '';
  const exit = yield* ExitWait.begin(cli, name, undefined);
  const { Config: config } = yield* inspectRunning(cli, name);
  const stdin = !flags.bool('no-stdin');
  checkTty(cli, stdin, config.Tty);
  if (flags.bool('sig-proxy') && !config.Tty) forwardSignals(cli, name);
  const attachment = yield* attachTo(cli, name, {
    stdin: stdin && config.OpenStdin, stdout: true, stderr: true, tty: config.Tty, detachKeys: detachKeysOf(cli, flags.string('detach-keys')),
  });
  try {
    // It may have stopped in the meantime.
    yield* inspectRunning(cli, name);
    if (config.Tty && cli.isTerminal(1)) {
      // Another size first makes programs in the container draw themselves anew.
      const { rows, cols } = cli.proc.windowSize(1);
      yield* cli.client.call('POST', `/containers/${name}/resize`, { h: String(rows + 1), w: String(cols + 1) });
      monitorSize(cli, `/containers/${name}/resize`);
    }
    yield* attachment.wait();
  } finally {
    attachment.close();
  }
  if (attachment.done === 'detached') {
    yield* cli.err('read escape sequence\n');
    return 1;
  }
  return yield* exit.result();
}

function* inspectRunning(cli: Cli, name: string): Sys<ContainerInspect> {
  const container = yield* cli.client.get<ContainerInspect>(`/containers/${name}/json`);
  const { State: state } = container;
  if (!state.Running) throw new StatusError('You cannot attach to a stopped container, start it first');
  if (state.Paused) throw new StatusError('You cannot attach to a paused container, unpause it first');
  if (state.Restarting) throw new StatusError('You cannot attach to a restarting container, wait until it is running');
  return container;
}
