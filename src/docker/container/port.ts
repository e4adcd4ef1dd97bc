/** `docker container port` (https://docs.docker.com/reference/cli/docker/container/port/) */
import type { ContainerInspect } from '../../api/container.ts';
import { FlagError } from '../../formats/pflag/flag.ts';
import { parseUnsigned } from '../../formats/pflag/numbers.ts';
import type { Sys } from '../../kernel/sys.ts';
import { rangeArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { joinHostPort, naturalCompare } from '../format/text.ts';

export const command: Command = {
  use: 'port CONTAINER [PRIVATE_PORT[/PROTO]]',
  short: 'List port mappings or a specific mapping for the container',
  aliasLine: 'docker container port, docker port',
  args: rangeArgs(1, 2),
  complete: containerNames(false),
  run,
};

function* run(cli: Cli, args: readonly string[]): Sys<number> {
  const [name = '', wanted = ''] = args;
  const ports = (yield* cli.client.get<ContainerInspect>(`/containers/${name}/json`)).NetworkSettings.Ports ?? {};
  const lines: string[] = [];
  if (wanted === '') {
    for (const [port, bindings] of Object.entries(ports)) for (const b of bindings ?? []) lines.push(`${port} -> ${joinHostPort(b.HostIp, b.HostPort)}`);
  } else {
    const [port = '', protocol = ''] = wanted.split('/', 2);
    checkPort(port);
    const bindings = ports[`${port}/${protocol || 'tcp'}`] ?? [];
    if (bindings.length === 0) throw new StatusError(`Error: No public port '${wanted}' published for ${name}`);
    for (const b of bindings) lines.push(joinHostPort(b.HostIp, b.HostPort));
  }
  lines.sort(naturalCompare);
  if (lines.length > 0) yield* cli.out(`${lines.join('\n')}\n`);
  return 0;
}

function checkPort(port: string): void {
  try {
    parseUnsigned(port, 16, 10);
  } catch (error) {
    if (error instanceof FlagError) throw new StatusError(`Error: invalid port (${port}): ${error.message}`);
    throw error;
  }
}
