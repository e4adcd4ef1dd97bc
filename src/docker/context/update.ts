/** `docker context update` (https://docs.docker.com/reference/cli/docker/context/update/) */
import { string, stringToString } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { contextNames } from '../completions.ts';
import { notSimulated } from '../not-simulated.ts';

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
  run: notSimulated('context update'),
};
