/** `docker context create` (https://docs.docker.com/reference/cli/docker/context/create/) */
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { quote } from '../../formats/pflag/quote.ts';
import { string, stringToString } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { exactArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { checkContextName, contextOf, dockerEndpoint } from './endpoint.ts';

export const command: Command = {
  use: 'create [OPTIONS] CONTEXT',
  short: 'Create a context',
  long: `Create a context\n\nDocker endpoint config:\n\nNAME                DESCRIPTION\nfrom                Copy named context's Docker endpoint configuration\nhost                Docker endpoint on which to connect\nca                  Trust certs signed only by this CA\ncert                Path to TLS certificate file\nkey                 Path to TLS key file\nskip-tls-verify     Skip TLS certificate validation\n\nExample:\n\n$ docker context create my-context --description "some description" --docker "host=tcp://myserver:2376,ca=~/ca-file,cert=~/cert-file,key=~/key-file"\n`,
  args: exactArgs(1),
  flags: [
    { name: 'description', value: string(), usage: 'Description of the context' },
    { name: 'docker', value: stringToString(), usage: 'set the docker endpoint' },
    { name: 'from', value: string(), usage: 'create context from a named context' },
  ],
  complete: noComplete,
  run,
};

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  const name = args[0] ?? '';
  checkContextName(name);
  if (cli.contexts.exists(name)) throw new StatusError(`context ${quote(name)} already exists`);
  const settings = flags.get<ReadonlyMap<string, string>>('docker');
  const from = flags.string('from');
  const description = flags.string('description');
  if (from !== '' && settings.size > 0) throw new StatusError('cannot use --docker flag when --from is set');
  const given = flags.changed('docker');
  const base = given ? undefined : contextOf(cli, from || cli.contextName);
  cli.contexts.put({
    Name: name,
    Metadata: { ...(base?.Name === 'default' ? {} : base?.Metadata), ...(description === '' ? {} : { Description: description }) },
    Endpoints: given ? { docker: dockerEndpoint(cli, settings) } : base?.Endpoints ?? {},
  });
  yield* cli.out(`${name}\n`);
  yield* cli.err(`Successfully created context ${quote(name)}\n`);
  return 0;
}
