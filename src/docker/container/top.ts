/** `docker container top` (https://docs.docker.com/reference/cli/docker/container/top/) */
import type { TopResponse } from '../../api/container.ts';
import { tabulate } from '../../formats/tabwriter/tabwriter.ts';
import type { Sys } from '../../kernel/sys.ts';
import { minArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';

export const command: Command = {
  use: 'top CONTAINER [ps OPTIONS]',
  short: 'Display the running processes of a container',
  aliasLine: 'docker container top, docker top',
  args: minArgs(1),
  interspersed: false,
  complete: containerNames(false),
  run,
};

function* run(cli: Cli, args: readonly string[]): Sys<number> {
  const psArgs = args.slice(1);
  const { Titles: titles, Processes: processes } = yield* cli.client.get<TopResponse>(`/containers/${args[0]}/top`, { ps_args: psArgs.length > 0 ? psArgs.join(' ') : undefined });
  const lines = [titles, ...(processes ?? [])].map((cells) => `${cells.join('\t')}\n`);
  yield* cli.out(tabulate(lines.join(''), { minWidth: 20, tabWidth: 1, padding: 3, padChar: ' ' }));
  return 0;
}
