/** `docker build` and its kin go to the buildx plug-in (docker/cli cmd/docker/builder.go). */
import { FlagError } from '../formats/pflag/flag.ts';
import { parseBool } from '../formats/pflag/numbers.ts';
import type { Sys } from '../kernel/sys.ts';
import type { Cli } from './cli.ts';
import { StatusError } from './errors.ts';
import { findPlugin } from './plugins.ts';

const INSTALL = 'Install the buildx component to build images with BuildKit:';
const MISSING = `DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            ${INSTALL}
            https://docs.docker.com/go/buildx/`;
const DISABLED = `DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            BuildKit is currently disabled; enable it by removing the DOCKER_BUILDKIT=0
            environment-variable.`;
const REQUIRED = `ERROR: BuildKit is enabled but the buildx component is missing or broken.
       ${INSTALL}
       https://docs.docker.com/go/buildx/`;
const BAKE = `ERROR: docker bake requires the buildx component but it is missing or broken.
       Install the buildx component to use bake:
       https://docs.docker.com/go/buildx/`;

const FORWARDS: readonly (readonly [from: readonly string[], to: readonly string[]])[] = [
  [['builder'], ['buildx']],
  [['build'], ['buildx', 'build']],
  [['image', 'build'], ['buildx', 'build']],
  [['bake'], ['buildx', 'bake']],
];

export interface Forward { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> }

/** The arguments for buildx; undefined when the command is no build, or goes to the legacy builder after a notice. */
export function* forwardToBuilder(cli: Cli, args: readonly string[]): Sys<Forward | undefined> {
  const setting = cli.proc.env.get('DOCKER_BUILDKIT') ?? '';
  let wanted = false;
  let disabled = false;
  if (setting !== '') {
    try {
      wanted = parseBool(setting);
      disabled = !wanted && args[0] !== 'bake';
    } catch (error) {
      if (error instanceof FlagError) throw new StatusError(`DOCKER_BUILDKIT environment variable expects boolean value: ${error.message}`);
      throw error;
    }
  }
  const rule = FORWARDS.find(([from]) => from.every((word, i) => args[i] === word));
  if (rule === undefined) return undefined;
  // Old daemons without BuildKit would be told by their answer.
  if (!wanted) yield* cli.ping();
  if (disabled) {
    yield* cli.err(`${DISABLED}\n\n`);
    return undefined;
  }
  if (findPlugin(cli, 'buildx') === undefined) {
    if (args[0] === 'bake') throw new StatusError(BAKE);
    if (wanted) throw new StatusError(REQUIRED);
    yield* cli.err(`${MISSING}\n\n`);
    return undefined;
  }
  const rest = args.slice(rule[0].length);
  const named = rest.some((word) => word === '--builder' || word.startsWith('--builder=')) || (cli.proc.env.get('BUILDX_BUILDER') ?? '') !== '';
  return { args: [...rule[1], ...rest], env: named ? {} : { BUILDX_BUILDER: cli.contextName } };
}
