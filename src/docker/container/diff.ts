/** `docker container diff` (https://docs.docker.com/reference/cli/docker/container/diff/) */
import type { FilesystemChange } from '../../api/container.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { StatusError } from '../errors.ts';

export const command: Command = {
  use: 'diff CONTAINER',
  short: `Inspect changes to files or directories on a container's filesystem`,
  aliasLine: 'docker container diff, docker diff',
  args: exactArgs(1),
  complete: containerNames(false),
  run,
};

const KINDS = ['C', 'A', 'D'] as const;

function* run(cli: Cli, args: readonly string[]): Sys<number> {
  if (args[0] === '') throw new StatusError('Container name cannot be empty');
  const changes = (yield* cli.client.get<FilesystemChange[] | null>(`/containers/${args[0]}/changes`)) ?? [];
  for (const change of changes) yield* cli.out(`${KINDS[change.Kind] ?? ''} ${change.Path}\n`);
  return 0;
}
