/** `docker volume ls` (https://docs.docker.com/reference/cli/docker/volume/ls/) */
import type { Volume, VolumeListResponse } from '../../api/volume.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { formatOrDefault, printRows } from '../format/formatter.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { naturalCompare } from '../format/text.ts';
import { filter, filtersJSON, type Filters } from '../opts/lists.ts';
import { VOLUME_ROWS, volumeRow } from './rows.ts';

export const command: Command = {
  use: 'ls [OPTIONS]',
  short: 'List volumes',
  aliases: ['list'],
  args: noArgs,
  flags: [
    { name: 'cluster', value: bool(), usage: 'Display only cluster volumes, and use cluster volume list formatting', version: '1.42', swarm: 'manager' },
    { name: 'filter', short: 'f', value: filter(), usage: 'Provide filter values (e.g. "dangling=true")' },
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display volume names' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const quiet = flags.bool('quiet');
  const cluster = flags.bool('cluster');
  const response = yield* cli.client.get<VolumeListResponse>('/volumes', { filters: filtersJSON(flags.get<Filters>('filter')) || undefined });
  let volumes: Volume[] = response.Volumes ?? [];
  // No volume of a simulated host belongs to a cluster.
  if (cluster) volumes = [];
  volumes.sort((a, b) => naturalCompare(a.Name, b.Name));
  const source = formatOrDefault(flags.string('format'), cli.config.values.volumesFormat, quiet);
  yield* printRows(cli, cluster && !quiet ? CLUSTER_TABLE : volumeFormat(source, quiet), VOLUME_ROWS, volumes.map(volumeRow));
  return 0;
}

const CLUSTER_TABLE = 'table {{.Name}}\t{{.Group}}\t{{.Driver}}\t{{.Availability}}\t{{.Status}}';

export function volumeFormat(source: string, quiet: boolean): string {
  if (source === 'table') return quiet ? '{{.Name}}' : 'table {{.Driver}}\t{{.Name}}';
  if (source === 'raw') return quiet ? 'name: {{.Name}}' : 'name: {{.Name}}\\ndriver: {{.Driver}}\\n';
  return source;
}
