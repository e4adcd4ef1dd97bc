/** `docker container wait` (https://docs.docker.com/reference/cli/docker/container/wait/) */
import type { WaitResponse } from '../../api/container.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { inTurn } from '../parallel.ts';

export const command: Command = {
  use: 'wait CONTAINER [CONTAINER...]',
  short: 'Block until one or more containers stop, then print their exit codes',
  aliasLine: 'docker container wait, docker wait',
  args: minArgs(1),
  complete: containerNames(false),
  run,
};

function* run(cli: Cli, names: readonly string[]): Sys<number> {
  return yield* inTurn(cli, names, function* wait(name) {
    return String((yield* cli.client.post<WaitResponse>(`/containers/${name}/wait`)).StatusCode);
  });
}
