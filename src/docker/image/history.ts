/** `docker image history` (https://docs.docker.com/reference/cli/docker/image/history/) */
import type { HistoryItem } from '../../api/image.ts';
import { formatTime, RFC3339 } from '../../formats/go-time/layout.ts';
import { humanSizeWithPrecision } from '../../formats/go-units/size.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { imageNames, platforms } from '../completions.ts';
import { makeRow, printRows, type RowType } from '../format/formatter.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { age, ellipsis, truncateID } from '../format/text.ts';
import { platformQuery } from './platform.ts';

export const command: Command = {
  use: 'history [OPTIONS] IMAGE',
  short: 'Show the history of an image',
  aliasLine: 'docker image history, docker history',
  args: exactArgs(1),
  flags: [
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'human', short: 'H', value: bool(true), usage: 'Print sizes and dates in human readable format' },
    { name: 'no-trunc', value: bool(), usage: `Don't truncate output` },
    { name: 'platform', value: string(), usage: 'Show history for the given platform. Formatted as "os[/arch[/variant]]" (e.g., "linux/amd64")', version: '1.48', complete: platforms },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only show image IDs' },
  ],
  complete: imageNames(1),
  run,
};

const ROWS: RowType = {
  goName: '*image.historyContext',
  headers: { ID: 'IMAGE', CreatedSince: 'CREATED', CreatedAt: 'CREATED AT', CreatedBy: 'CREATED BY', Size: 'SIZE', Comment: 'COMMENT' },
};
/** 2000-01-01: anything before is no real date. */
const EPOCH = 946_684_800;

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const human = flags.bool('human');
  const trunc = !flags.bool('no-trunc');
  const items = yield* cli.client.get<HistoryItem[]>(`/images/${args[0]}/history`, { platform: platformQuery(flags.string('platform')) });
  const rows = items.map((item) => {
    const createdAt = (): string => formatTime(BigInt(item.Created) * 1_000_000_000n, RFC3339);
    return makeRow(ROWS, {
      ID: () => (trunc ? truncateID(item.Id) : item.Id),
      CreatedAt: createdAt,
      CreatedSince: () => (!human ? createdAt() : item.Created <= EPOCH ? 'N/A' : `${age(cli, item.Created)} ago`),
      CreatedBy: () => {
        const text = item.CreatedBy.replaceAll('\t', ' ');
        return trunc ? ellipsis(text, 45) : text;
      },
      Size: () => (human ? humanSizeWithPrecision(item.Size, 3) : String(item.Size)),
      Comment: () => item.Comment,
    });
  });
  const source = flags.string('format') || 'table';
  const table = `table {{.ID}}\t{{.${human ? 'CreatedSince' : 'CreatedAt'}}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}`;
  yield* printRows(cli, source === 'table' ? (flags.bool('quiet') ? '{{.ID}}' : table) : source, ROWS, rows);
  return 0;
}
