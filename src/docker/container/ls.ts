/** `docker container ls` (https://docs.docker.com/reference/cli/docker/container/ls/) */
import type { ContainerSummary } from '../../api/container.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, int, string } from '../../formats/pflag/values.ts';
import { Deferred } from '../../kernel/deferred.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { printRows } from '../format/formatter.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { filter, filtersJSON, type Filters } from '../opts/lists.ts';
import { CONTAINER_ROWS, containerRow } from './rows.ts';

export const command: Command = {
  use: 'ls [OPTIONS]',
  short: 'List containers',
  aliases: ['ps', 'list'],
  aliasLine: 'docker container ls, docker container list, docker container ps, docker ps',
  top: 3,
  args: noArgs,
  flags: [
    { name: 'all', short: 'a', value: bool(), usage: 'Show all containers (default shows just running)' },
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'last', short: 'n', value: int(-1), usage: 'Show n last created containers (includes all states)' },
    { name: 'latest', short: 'l', value: bool(), usage: 'Show the latest created container (includes all states)' },
    { name: 'no-trunc', value: bool(), usage: `Don't truncate output` },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display container IDs' },
    { name: 'size', short: 's', value: bool(), usage: 'Display total file sizes' },
  ],
  complete: noComplete,
  run,
};

const sizeInFormat = new Deferred(() => import('./size-in-format.ts'));

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  let format = flags.string('format');
  const quiet = flags.bool('quiet');
  if (format === '') format = cli.config.values.psFormat ?? '';
  else if (quiet) yield* cli.err('WARNING: Ignoring custom format, because both --format and --quiet are set.\n');
  const looksAtSize = format !== '' && (yield* sizeInFormat.of(cli.proc)).usesSize(cli, format);
  const size = flags.bool('size') || (!quiet && !flags.changed('size') && looksAtSize);
  const last = flags.number('last');
  const limit = flags.bool('latest') && last === -1 ? 1 : last;
  const containers = yield* cli.client.get<ContainerSummary[]>('/containers/json', {
    all: flags.bool('all') ? '1' : undefined,
    limit: limit > 0 ? String(limit) : undefined,
    size: size ? '1' : undefined,
    filters: filtersJSON(flags.get<Filters>('filter')) || undefined,
  });
  const trunc = !flags.bool('no-trunc');
  yield* printRows(cli, containerFormat(format, quiet, size), CONTAINER_ROWS, containers.map((c) => containerRow(cli, c, trunc)));
  return 0;
}

const RAW = `container_id: {{.ID}}
image: {{.Image}}
command: {{.Command}}
created_at: {{.CreatedAt}}
state: {{- pad .State 1 0}}
status: {{- pad .Status 1 0}}
names: {{.Names}}
labels: {{- pad .Labels 1 0}}
ports: {{- pad .Ports 1 0}}
`;
const TABLE = 'table {{.ID}}\\t{{.Image}}\\t{{.Command}}\\t{{.RunningFor}}\\t{{.Status}}\\t{{.Ports}}\\t{{.Names}}';

/** The template behind `table`, `raw`, `json` or nothing. */
export function containerFormat(source: string, quiet: boolean, size: boolean): string {
  switch (source) {
    case '':
    case 'table':
      if (quiet) return '{{.ID}}';
      return size ? `${TABLE}\\t{{.Size}}` : TABLE;
    case 'raw':
      if (quiet) return 'container_id: {{.ID}}';
      return size ? `${RAW}size: {{.Size}}\n` : RAW;
    default:
      return quiet ? '{{.ID}}' : source;
  }
}
