/** `docker plugin ls` (https://docs.docker.com/reference/cli/docker/plugin/ls/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { formatOrDefault, makeRow, printRows, type RowType } from '../format/formatter.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { ellipsis, naturalCompare, truncateID } from '../format/text.ts';
import { filter, filtersJSON, type Filters } from '../opts/lists.ts';

export const command: Command = {
  use: 'ls [OPTIONS]',
  short: 'List plugins',
  aliases: ['list'],
  args: noArgs,
  flags: [
    { name: 'filter', short: 'f', value: filter(), usage: 'Provide filter values (e.g. "enabled=true")' },
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'no-trunc', value: bool(), usage: `Don't truncate output` },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only display plugin IDs' },
  ],
  complete: noComplete,
  run,
};

const ROWS: RowType = {
  goName: '*plugin.pluginContext', headers: { ID: 'ID', Name: 'NAME', Description: 'DESCRIPTION', Enabled: 'ENABLED', PluginReference: 'PLUGIN REFERENCE' },
};

interface Plugin { readonly Id: string; readonly Name: string; readonly Enabled: boolean; readonly PluginReference?: string; readonly Config?: { readonly Description?: string } }

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const plugins = yield* cli.client.get<Plugin[]>('/plugins', { filters: filtersJSON(flags.get<Filters>('filter')) || undefined });
  const quiet = flags.bool('quiet');
  const trunc = !flags.bool('no-trunc');
  plugins.sort((a, b) => naturalCompare(a.Name, b.Name));
  const rows = plugins.map((plugin) =>
    makeRow(ROWS, {
      ID: () => (trunc ? truncateID(plugin.Id) : plugin.Id),
      Name: () => plugin.Name,
      Description: () => {
        const text = (plugin.Config?.Description ?? '').replaceAll(/[\n\r]/g, ' ');
        return trunc ? ellipsis(text, 45) : text;
      },
      Enabled: () => plugin.Enabled,
      PluginReference: () => plugin.PluginReference ?? '',
    }));
  const source = formatOrDefault(flags.string('format'), cli.config.values.pluginsFormat, quiet);
  const table = quiet ? '{{.ID}}' : 'table {{.ID}}\t{{.Name}}\t{{.Description}}\t{{.Enabled}}';
  yield* printRows(cli, source === 'table' ? table : source, ROWS, rows);
  return 0;
}
