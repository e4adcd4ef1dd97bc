/** `docker swarm ca` (https://docs.docker.com/reference/cli/docker/swarm/ca/) */
import { bool, duration } from '../../formats/pflag/values.ts';
import { noArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { list } from '../opts/lists.ts';
import { get, viaDaemon } from '../via-daemon.ts';

export const command: Command = {
  use: 'ca [OPTIONS]',
  short: 'Display and rotate the root CA',
  version: '1.30',
  swarm: 'manager',
  args: noArgs,
  flags: [
    { name: 'ca-cert', value: list(undefined, 'pem-file'), usage: 'Path to the PEM-formatted root CA certificate to use for the new cluster' },
    { name: 'ca-key', value: list(undefined, 'pem-file'), usage: 'Path to the PEM-formatted root CA key to use for the new cluster' },
    { name: 'cert-expiry', value: duration(7776000e9), usage: 'Validity period for node certificates (ns|us|ms|s|m|h)' },
    { name: 'detach', short: 'd', value: bool(), usage: 'Exit immediately instead of waiting for the root rotation to converge' },
    { name: 'external-ca', value: list(undefined, 'external-ca'), usage: 'Specifications of one or more certificate signing endpoints' },
    { name: 'quiet', short: 'q', value: bool(), usage: 'Suppress progress output' },
    { name: 'rotate', value: bool(), usage: 'Rotate the swarm CA - if no certificate or key are provided, new ones will be generated' },
  ],
  complete: noComplete,
  run: viaDaemon('swarm ca', () => get('/swarm')),
};
