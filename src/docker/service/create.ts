/** `docker service create` (https://docs.docker.com/reference/cli/docker/service/create/) */
import { duration, string, uint64 } from '../../formats/pflag/values.ts';
import { minArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { envNames, fileNames, networkNames, noComplete, oneOf } from '../completions.ts';
import { ulimit } from '../opts/devices.ts';
import { list } from '../opts/lists.ts';
import { mount } from '../opts/mount.ts';
import { network } from '../opts/network.ts';
import { optionalDuration, ratio } from '../opts/sizes.ts';
import { dnsSearch, env, extraHost, ipAddress, label } from '../opts/validators.ts';
import { viaDaemon } from '../via-daemon.ts';
import { SERVICE_FLAGS } from './flags.ts';

export const command: Command = {
  use: 'create [OPTIONS] IMAGE [COMMAND] [ARG...]',
  short: 'Create a new service',
  args: minArgs(1),
  flags: [
    { name: 'config', value: list(undefined, 'config'), usage: 'Specify configurations to expose to the service', version: '1.30' },
    { name: 'constraint', value: list(), usage: 'Placement constraints' },
    { name: 'container-label', value: list(label), usage: 'Container labels' },
    { name: 'dns', value: list(ipAddress), usage: 'Set custom DNS servers', version: '1.25' },
    { name: 'dns-option', value: list(), usage: 'Set DNS options', version: '1.25' },
    { name: 'dns-search', value: list(dnsSearch), usage: 'Set custom DNS search domains', version: '1.25' },
    { name: 'endpoint-mode', value: string('vip'), usage: 'Endpoint mode (vip or dnsrr)' },
    { name: 'env', short: 'e', value: list(env), usage: 'Set environment variables', complete: envNames },
    { name: 'env-file', value: list(), usage: 'Read in a file of environment variables', complete: fileNames },
    { name: 'generic-resource', value: list(), usage: 'User defined resources' },
    { name: 'group', value: list(), usage: 'Set one or more supplementary user groups for the container', version: '1.25' },
    { name: 'host', value: list(extraHost), usage: 'Set one or more custom host-to-IP mappings (host:ip)', version: '1.25' },
    { name: 'label', short: 'l', value: list(label), usage: 'Service labels' },
    { name: 'mode', value: string('replicated'), usage: 'Service mode ("replicated", "global", "replicated-job", "global-job")', complete: oneOf('replicated', 'global', 'replicated-job', 'global-job') },
    { name: 'mount', value: mount(), usage: 'Attach a filesystem mount to the service' },
    { name: 'name', value: string(), usage: 'Service name' },
    { name: 'network', value: network(), usage: 'Network attachments', complete: networkNames },
    { name: 'placement-pref', value: list(undefined, 'pref'), usage: 'Add a placement preference', version: '1.28' },
    { name: 'publish', short: 'p', value: list(undefined, 'port'), usage: 'Publish a port as a node port' },
    { name: 'restart-condition', value: string(), usage: 'Restart when condition is met ("none", "on-failure", "any") (default "any")', complete: oneOf('none', 'on-failure', 'any') },
    { name: 'restart-delay', value: optionalDuration(), usage: 'Delay between restart attempts (ns|us|ms|s|m|h) (default 5s)' },
    { name: 'rollback-delay', value: duration(), usage: 'Delay between task rollbacks (ns|us|ms|s|m|h) (default 0s)', version: '1.28' },
    { name: 'rollback-failure-action', value: string(), usage: 'Action on rollback failure ("pause", "continue") (default "pause")', version: '1.28', complete: oneOf('pause', 'continue') },
    { name: 'rollback-max-failure-ratio', value: ratio(), usage: 'Failure rate to tolerate during a rollback (default 0)', version: '1.28' },
    { name: 'rollback-monitor', value: duration(), usage: 'Duration after each task rollback to monitor for failure (ns|us|ms|s|m|h) (default 5s)', version: '1.28' },
    { name: 'rollback-order', value: string(), usage: 'Rollback order ("start-first", "stop-first") (default "stop-first")', version: '1.29', complete: oneOf('start-first', 'stop-first') },
    { name: 'rollback-parallelism', value: uint64(1), usage: 'Maximum number of tasks rolled back simultaneously (0 to roll back all at once)', version: '1.28' },
    { name: 'secret', value: list(undefined, 'secret'), usage: 'Specify secrets to expose to the service', version: '1.25' },
    { name: 'stop-grace-period', value: optionalDuration(), usage: 'Time to wait before force killing a container (ns|us|ms|s|m|h) (default 10s)' },
    { name: 'sysctl', value: list(), usage: 'Sysctl options', version: '1.40' },
    { name: 'ulimit', value: ulimit(), usage: 'Ulimit options', version: '1.41' },
    { name: 'update-delay', value: duration(), usage: 'Delay between updates (ns|us|ms|s|m|h) (default 0s)' },
    { name: 'update-failure-action', value: string(), usage: 'Action on update failure ("pause", "continue", "rollback") (default "pause")', complete: oneOf('pause', 'continue', 'rollback') },
    { name: 'update-max-failure-ratio', value: ratio(), usage: 'Failure rate to tolerate during an update (default 0)', version: '1.25' },
    { name: 'update-monitor', value: duration(), usage: 'Duration after each task update to monitor for failure (ns|us|ms|s|m|h) (default 5s)', version: '1.25' },
    { name: 'update-order', value: string(), usage: 'Update order ("start-first", "stop-first") (default "stop-first")', version: '1.29', complete: oneOf('start-first', 'stop-first') },
    { name: 'update-parallelism', value: uint64(1), usage: 'Maximum number of tasks updated simultaneously (0 to update all at once)' },
    ...SERVICE_FLAGS,
  ],
  interspersed: false,
  complete: noComplete,
  run: viaDaemon('service create', (args, flags) => ({ method: 'POST', path: '/services/create', json: { Name: flags.string('name'), TaskTemplate: { ContainerSpec: { Image: args[0], Args: args.slice(1) } } } })),
};
