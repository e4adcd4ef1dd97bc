/** `docker image ls` (https://docs.docker.com/reference/cli/docker/image/ls/) */
import type { ImageSummary } from '../../api/image.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { quote } from '../../formats/pflag/quote.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { maxArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { StatusError } from '../errors.ts';
import { formatOrDefault, printRows } from '../format/formatter.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { addFilter, filter, filtersJSON, type Filters } from '../opts/lists.ts';
import { IMAGE_ROWS, imageNames, imageRow } from './rows.ts';
import { imageTree } from './tree.ts';

export const command: Command = {
  use: 'ls [OPTIONS] [REPOSITORY[:TAG]]',
  short: 'List images',
  aliases: ['list'],
  aliasLine: 'docker image ls, docker image list, docker images',
  top: 7,
  args: maxArgs(1),
  flags: [
    { name: 'all', short: 'a', value: bool(), usage: 'Show all images (default hides intermediate images)' },
    { name: 'digests', value: bool(), usage: 'Show digests' },
    { name: 'filter', short: 'f', value: filter(), usage: 'Filter output based on conditions provided' },
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'no-trunc', value: bool(), usage: `Don't truncate output` },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Only show image IDs' },
    { name: 'tree', value: bool(), usage: 'List multi-platform images as a tree (EXPERIMENTAL)', version: '1.47' },
  ],
  run,
};

const TABLE = 'table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}\t{{.Size}}';
const TABLE_DIGEST = 'table {{.Repository}}\t{{.Tag}}\t{{.Digest}}\t{{.ID}}\t{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}\t{{.Size}}';
/** Names of subcommands that people type after `docker images`. */
const SUBCOMMANDS = ['build', 'history', 'import', 'inspect', 'list', 'load', 'ls', 'prune', 'pull', 'push', 'rm', 'save', 'tag'];

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const pattern = args[0] ?? '';
  const quiet = flags.bool('quiet');
  const digests = flags.bool('digests');
  let filters = flags.get<Filters>('filter');
  if (pattern !== '') filters = addFilter(filters, 'reference', pattern);
  const tree = flags.bool('tree');
  const conflict = tree ? treeConflict(flags) : undefined;
  if (conflict !== undefined) throw new StatusError(conflict);
  const all = flags.bool('all');
  const images = yield* cli.client.get<ImageSummary[]>('/images/json', { all: all ? '1' : undefined, filters: filtersJSON(filters) || undefined, manifests: tree ? '1' : undefined });
  if (tree) {
    yield* cli.out(imageTree(cli, images, all));
    return 0;
  }
  const format = imageFormat(formatOrDefault(flags.string('format'), cli.config.values.imagesFormat, quiet), quiet, digests);
  const withDigest = digests || format.includes('{{.Digest}}');
  const trunc = !flags.bool('no-trunc');
  const rows = images.flatMap((image) => imageNames(image, withDigest, digests).map((name) => imageRow(cli, image, name, trunc)));
  yield* printRows(cli, format, IMAGE_ROWS, rows);
  if (images.length === 0 && SUBCOMMANDS.includes(pattern) && cli.calledAs === 'images') {
    yield* cli.err(`\nNo images found matching ${quote(pattern)}: did you mean "docker image ${pattern}"?\n`);
  }
  return 0;
}

function treeConflict(flags: FlagSet): string | undefined {
  const given: readonly (readonly [boolean, string])[] = [
    [flags.bool('quiet'), '--quiet'], [flags.bool('no-trunc'), '--no-trunc'], [flags.bool('digests'), '--show-digest'], [flags.string('format') !== '', '--format'],
  ];
  const first = given.find(([on]) => on);
  return first && `${first[1]} is not yet supported with --tree`;
}

/** The template behind `table`, `raw` or nothing. */
export function imageFormat(source: string, quiet: boolean, digests: boolean): string {
  if (source === 'table') return quiet ? '{{.ID}}' : digests ? TABLE_DIGEST : TABLE;
  if (source === 'raw') {
    if (quiet) return 'image_id: {{.ID}}';
    const digest = digests ? 'digest: {{.Digest}}\n' : '';
    return `repository: {{ .Repository }}\ntag: {{.Tag}}\n${digest}image_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\nvirtual_size: {{.Size}}\n`;
  }
  return source.startsWith('table') && digests && !source.includes('{{.Digest}}') ? `${source}\t{{.Digest}}` : source;
}
