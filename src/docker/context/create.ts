/** `docker context create` (https://docs.docker.com/reference/cli/docker/context/create/) */
import { string, stringToString } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

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
  run: notSimulated('context create'),
};
