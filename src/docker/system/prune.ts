/** `docker system prune` (https://docs.docker.com/reference/cli/docker/system/prune/) */
import { humanSize } from '../../formats/go-units/size.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { noArgs } from '../args.ts';
import { pruneCache } from '../builder/prune.ts';
import type { Cli } from '../cli.ts';
import { lessThan } from '../client/versions.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { pruneContainers } from '../container/prune.ts';
import { StatusError } from '../errors.ts';
import { confirmPrune } from '../format/prompt.ts';
import { naturalCompare } from '../format/text.ts';
import { pruneImages } from '../image/prune.ts';
import { pruneNetworks } from '../network/prune.ts';
import type { Filters } from '../opts/lists.ts';
import { filter } from '../opts/lists.ts';
import { pruneVolumes } from '../volume/prune.ts';

export const command: Command = {
  use: 'prune [OPTIONS]',
  short: 'Remove unused data',
  version: '1.25',
  args: noArgs,
  flags: [
    { name: 'all', short: 'a', value: bool(), usage: 'Remove all unused images not just dangling ones' },
    { name: 'filter', value: filter(), usage: 'Provide filter values (e.g. "label=<key>=<value>")', version: '1.28' },
    { name: 'force', short: 'f', value: bool(), usage: 'Do not prompt for confirmation' },
    { name: 'volumes', value: bool(), usage: 'Prune anonymous volumes' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, _args: readonly string[], flags: FlagSet): Sys<number> {
  const all = flags.bool('all');
  const volumes = flags.bool('volumes');
  const filters = flags.get<Filters>('filter');
  yield* cli.ping();
  const cache = !lessThan(cli.client.version, '1.31');
  if (volumes && filters.has('until')) throw new StatusError('ERROR: The "until" filter is not supported with "--volumes"');
  const warnings = [
    'all stopped containers',
    'all networks not used by at least one container',
    ...(volumes ? ['all anonymous volumes not used by at least one container'] : []),
    all ? 'all images without at least one container associated to them' : 'all dangling images',
    ...(cache ? [all ? 'all build cache' : 'unused build cache'] : []),
  ];
  if (!(yield* confirmPrune(cli, flags.bool('force'), question(warnings, filters)))) return 0;
  let space = 0;
  const steps: (() => Sys<{ output: string; space: number }>)[] = [
    () => pruneContainers(cli, filters),
    function* networks() {
      return { output: yield* pruneNetworks(cli, filters), space: 0 };
    },
    ...(volumes ? [() => pruneVolumes(cli, filters)] : []),
    () => pruneImages(cli, filters, all),
    ...(cache ? [() => pruneCache(cli, filters, all)] : []),
  ];
  for (const step of steps) {
    const report = yield* step();
    space += report.space;
    if (report.output !== '') yield* cli.out(`${report.output}\n`);
  }
  yield* cli.out(`Total reclaimed space: ${humanSize(space)}\n`);
  return 0;
}

function question(warnings: readonly string[], filters: Filters): string {
  const shown = ['label', 'label!', 'until'].flatMap((name) => (filters.get(name) ?? []).map((value) => `${name}=${value}`)).sort(naturalCompare);
  const filtered = shown.length === 0 ? '' : `\n  Items to be pruned will be filtered with:${shown.map((text) => `\n  - ${text}`).join('')}\n`;
  return `WARNING! This will remove:${warnings.map((text) => `\n  - ${text}`).join('')}\n${filtered}\nAre you sure you want to continue?`;
}
