/** `docker manifest inspect` (https://docs.docker.com/reference/cli/docker/manifest/inspect/) */
import { parseNormalizedNamed, tagNameOnly } from '../../formats/image-reference/reference.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { rangeArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { StatusError } from '../errors.ts';
import { fetchManifest } from './registry.ts';

export const command: Command = {
  use: 'inspect [OPTIONS] [MANIFEST_LIST] MANIFEST',
  short: 'Display an image manifest, or manifest list',
  args: rangeArgs(1, 2),
  flags: [
    { name: 'insecure', value: bool(), usage: 'Allow communication with an insecure registry' },
    { name: 'verbose', short: 'v', value: bool(), usage: 'Output additional info including layers and platform' },
  ],
  run,
};

interface Platform { readonly architecture: string; readonly os: string; readonly variant?: string }
interface Entry { readonly mediaType: string; readonly size: number; readonly digest: string; readonly platform?: Platform }
interface List { readonly mediaType?: string; readonly manifests?: readonly Entry[] }

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  if (args.length > 1) throw new StatusError("docker: local manifest lists ('docker manifest create') are not simulated here");
  if (flags.bool('verbose')) throw new StatusError("docker: 'manifest inspect --verbose' is not simulated here");
  let reference;
  try {
    reference = tagNameOnly(parseNormalizedNamed(args[0] ?? ''));
  } catch (error) {
    throw new StatusError((error as Error).message);
  }
  const value = JSON.parse(yield* fetchManifest(cli, reference, flags.bool('insecure')), withoutNotes) as List;
  yield* cli.out(`${value.manifests ? JSON.stringify(listOf(value, value.manifests), undefined, 3) : JSON.stringify(value, undefined, '\t')}\n`);
  return 0;
}

/** Leaves out what registries here note in annotations: sizes and digests of content that is not all there. */
function withoutNotes(key: string, value: unknown): unknown {
  if (key !== 'annotations' || typeof value !== 'object' || value === null) return value;
  const own = Object.entries(value).filter(([name]) => !name.startsWith('io.github.drydock.'));
  return own.length > 0 ? Object.fromEntries(own) : undefined;
}

/** A manifest list as the client writes it again: what identifies each image, and its platform. */
function listOf(value: List, manifests: readonly Entry[]): object {
  return {
    schemaVersion: 2,
    mediaType: value.mediaType,
    manifests: manifests.map(({ mediaType, size, digest, platform }) => ({
      mediaType, size, digest, platform: { architecture: platform?.architecture ?? '', os: platform?.os ?? '', ...(platform?.variant ? { variant: platform.variant } : {}) },
    })),
  };
}
