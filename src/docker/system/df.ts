/** `docker system df` (https://docs.docker.com/reference/cli/docker/system/df/) */
import type { DiskUsage } from '../../api/system.ts';
import { DOCKER_FUNCS } from '../../formats/go-template/docker-funcs.ts';
import { TemplateError } from '../../formats/go-template/parse.ts';
import { parseTemplate } from '../../formats/go-template/template.ts';
import { humanSize } from '../../formats/go-units/size.ts';
import { withGoType } from '../../formats/go-values/values.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import { CACHE_ROWS, cacheRow, sortCache } from '../builder/cache-rows.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { containerFormat } from '../container/ls.ts';
import { CONTAINER_ROWS, containerRow } from '../container/rows.ts';
import { StatusError } from '../errors.ts';
import { printRows } from '../format/formatter.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { renderTemplate } from '../format/template-rows.ts';
import { imageFormat } from '../image/ls.ts';
import { IMAGE_ROWS, imageNames, imageRow } from '../image/rows.ts';
import { volumeFormat } from '../volume/ls.ts';
import { VOLUME_ROWS, volumeRow } from '../volume/rows.ts';
import { cacheTotal, USAGE_ROWS, usageRows } from './disk-usage.ts';

export const command: Command = {
  use: 'df [OPTIONS]',
  short: 'Show docker disk usage',
  version: '1.25',
  args: noArgs,
  flags: [
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'verbose', short: 'v', value: bool(), usage: 'Show detailed information on space usage' },
  ],
  complete: noComplete,
  run,
};

const TABLE = 'table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}';
const RAW = 'type: {{.Type}}\ntotal: {{.TotalCount}}\nactive: {{.Active}}\nsize: {{.Size}}\nreclaimable: {{.Reclaimable}}\n';
const RAW_CACHE = 'build_cache_id: {{.ID}}\n{{- if .Parent}}parent_id: {{.Parent}}{{end}}build_cache_type: {{.CacheType}}\nsize: {{.Size}}\n';

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const usage = yield* cli.client.get<DiskUsage>('/system/df');
  const format = flags.string('format') || 'table';
  if (!flags.bool('verbose')) {
    yield* printRows(cli, format === 'table' ? TABLE : format === 'raw' ? RAW : format, USAGE_ROWS, usageRows(usage));
    return 0;
  }
  const trunc = format.startsWith('table');
  const parts = {
    Images: (usage.Images ?? []).map((image) => imageRow(cli, image, { ...(imageNames(image, false, false)[0] ?? { repo: '<none>', tag: '<none>' }), digest: '' }, trunc)),
    Containers: (usage.Containers ?? []).map((c) => containerRow(cli, { ...c, SizeRootFs: 0 }, trunc)),
    Volumes: (usage.Volumes ?? []).map(volumeRow),
    BuildCache: sortCache(usage.BuildCache ?? []).map((record) => cacheRow(cli, record, trunc)),
  };
  yield* cli.out(format === 'table' ? tables(parts, cacheTotal(usage)) : templated(format, parts));
  return 0;
}

type Parts = Readonly<Record<'Images' | 'Containers' | 'Volumes' | 'BuildCache', readonly object[]>>;

function tables(parts: Parts, cacheSize: number): string {
  return [
    'Images space usage:\n\n',
    renderTemplate('table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}\t{{.SharedSize}}\t{{.UniqueSize}}\t{{.Containers}}', IMAGE_ROWS, parts.Images),
    '\nContainers space usage:\n\n',
    renderTemplate('table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}\t{{.Status}}\t{{.Names}}', CONTAINER_ROWS, parts.Containers),
    '\nLocal Volumes space usage:\n\n',
    renderTemplate('table {{.Name}}\t{{.Links}}\t{{.Size}}', VOLUME_ROWS, parts.Volumes),
    `\nBuild cache usage: ${humanSize(cacheSize)}\n\n`,
    renderTemplate('table {{.ID}}\t{{.CacheType}}\t{{.Size}}\t{{.CreatedSince}}\t{{.LastUsedSince}}\t{{.UsageCount}}\t{{.Shared}}', CACHE_ROWS, parts.BuildCache),
  ].join('');
}

/** All parts at once in one template. */
function templated(format: string, parts: Parts): string {
  const raw = [
    `{{range .Images}}type: Image\n${imageFormat('raw', false, true)}\n{{end -}}`,
    `{{range .Containers}}type: Container\n${containerFormat('raw', false, true)}\n{{end -}}`,
    `{{range .Volumes}}type: Volume\n${volumeFormat('raw', false)}\n{{end -}}`,
    `{{range .BuildCache}}type: Build Cache\n${RAW_CACHE}\n{{end -}}`,
  ].join('\n');
  const source = (format === 'json' ? '{{json .}}' : format === 'raw' ? raw : format).trim().replaceAll('\\t', '\t').replaceAll('\\n', '\n');
  try {
    return parseTemplate(source, { funcs: DOCKER_FUNCS }).execute(withGoType({ ...parts }, { name: '*formatter.diskUsageContext' }));
  } catch (error) {
    if (error instanceof TemplateError) throw new StatusError(error.message);
    throw error;
  }
}
