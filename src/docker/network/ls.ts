/** `docker network ls` (https://docs.docker.com/reference/cli/docker/network/ls/) */
import type { NetworkInspect } from '../../api/network.ts';
import { formatTime, parseRFC3339 } from '../../formats/go-time/layout.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { formatOrDefault, makeRow, printRows, type RowType } from '../format/formatter.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { GO_TIME, labelList, naturalCompare, truncateID } from '../format/text.ts';
import { filter, filtersJSON, type Filters } from '../opts/lists.ts';

export const command: Command = {
  use: 'ls [OPTIONS]',
  short: 'List networks',
  aliases: ['list'],
  args: noArgs,
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Provide filter values (e.g. "driver=bridge")' },
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'no-trunc', value: bool(), usage: 'Do not truncate the output' },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display network IDs' },
  ],
  complete: noComplete,
  run,
};

const ROWS: RowType = {
  goName: '*network.networkContext',
  headers: { ID: 'NETWORK ID', Name: 'NAME', Driver: 'DRIVER', Scope: 'SCOPE', IPv4: 'IPV4', IPv6: 'IPV6', Internal: 'INTERNAL', Labels: 'LABELS', CreatedAt: 'CREATED AT' },
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const quiet = flags.bool('quiet');
  const networks = yield* cli.client.get<NetworkInspect[]>('/networks', { filters: filtersJSON(flags.get<Filters>('filter')) || undefined });
  networks.sort((a, b) => naturalCompare(a.Name, b.Name));
  const trunc = !flags.bool('no-trunc');
  const rows = networks.map((n) =>
    makeRow(ROWS, {
      ID: () => (trunc ? truncateID(n.Id) : n.Id),
      Name: () => n.Name,
      Driver: () => n.Driver,
      Scope: () => n.Scope,
      IPv4: () => String(n.EnableIPv4 ?? false),
      IPv6: () => String(n.EnableIPv6 ?? false),
      Internal: () => String(n.Internal ?? false),
      Labels: () => labelList(n.Labels),
      Label: (name) => n.Labels?.[name ?? ''] ?? '',
      CreatedAt: () => formatTime(parseRFC3339(n.Created ?? '') ?? -62_135_596_800_000_000_000n, GO_TIME),
    }));
  const source = formatOrDefault(flags.string('format'), cli.config.values.networksFormat, quiet);
  yield* printRows(cli, networkFormat(source, quiet), ROWS, rows);
  return 0;
}

function networkFormat(source: string, quiet: boolean): string {
  if (source === 'table') return quiet ? '{{.ID}}' : 'table {{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}';
  if (source === 'raw') return quiet ? 'network_id: {{.ID}}' : 'network_id: {{.ID}}\\nname: {{.Name}}\\ndriver: {{.Driver}}\\nscope: {{.Scope}}\\n';
  return source;
}
