/** `docker context update` (https://docs.docker.com/reference/cli/docker/context/update/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { quote } from '../../formats/pflag/quote.ts';
import { string, stringToString } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { contextNames } from '../completions.ts';
import { checkContextName, dockerEndpoint } from './endpoint.ts';

export const command: Command = {
  use: 'update [OPTIONS] CONTEXT',
  short: 'Update a context',
  long: `Update a context\n\nDocker endpoint config:\n\nNAME                DESCRIPTION\nfrom                Copy named context's Docker endpoint configuration\nhost                Docker endpoint on which to connect\nca                  Trust certs signed only by this CA\ncert                Path to TLS certificate file\nkey                 Path to TLS key file\nskip-tls-verify     Skip TLS certificate validation\n\nExample:\n\n$ docker context update my-context --description "some description" --docker "host=tcp://myserver:2376,ca=~/ca-file,cert=~/cert-file,key=~/key-file"\n`,
  args: exactArgs(1),
  flags: [
    { name: 'description', value: string(), usage: 'Description of the context' },
    { name: 'docker', value: stringToString(), usage: 'set the docker endpoint' },
  ],
  complete: contextNames(1),
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const name = args[0] ?? '';
  checkContextName(name);
  const meta = cli.contexts.get(name);
  const description = flags.string('description');
  if (description !== '') meta.Metadata.Description = description;
  if (flags.changed('docker')) meta.Endpoints.docker = dockerEndpoint(cli, flags.get<ReadonlyMap<string, string>>('docker'));
  cli.contexts.put(meta);
  yield* cli.out(`${name}\n`);
  yield* cli.err(`Successfully updated context ${quote(name)}\n`);
  return 0;
}
