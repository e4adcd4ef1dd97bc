/** `docker service update` (https://docs.docker.com/reference/cli/docker/service/update/) */
import { bool, duration, string, uint64 } from '../../formats/pflag/values.ts';
import { exactArgs } from '../args.ts';
import type { Command } from '../command.ts';
import { envNames, networkNames, oneOf } from '../completions.ts';
import { ulimit } from '../opts/devices.ts';
import { list } from '../opts/lists.ts';
import { mount } from '../opts/mount.ts';
import { network } from '../opts/network.ts';
import { optionalDuration, ratio } from '../opts/sizes.ts';
import { dnsSearch, env, extraHost, ipAddress, label } from '../opts/validators.ts';
import { get, viaDaemon } from '../via-daemon.ts';
import { SERVICE_FLAGS } from './flags.ts';

export const command: Command = {
  use: 'update [OPTIONS] SERVICE',
  short: 'Update a service',
  args: exactArgs(1),
  flags: [
    { name: 'args', value: list(undefined, 'command'), usage: 'Service command args' },
    { name: 'config-add', value: list(undefined, 'config'), usage: 'Add or update a config file on a service', version: '1.30' },
    { name: 'config-rm', value: list(), usage: 'Remove a configuration file', version: '1.30' },
    { name: 'constraint-add', value: list(), usage: 'Add or update a placement constraint' },
    { name: 'constraint-rm', value: list(), usage: 'Remove a constraint' },
    { name: 'container-label-add', value: list(label), usage: 'Add or update a container label' },
    { name: 'container-label-rm', value: list(), usage: 'Remove a container label by its key' },
    { name: 'dns-add', value: list(ipAddress), usage: 'Add or update a custom DNS server', version: '1.25' },
    { name: 'dns-option-add', value: list(), usage: 'Add or update a DNS option', version: '1.25' },
    { name: 'dns-option-rm', value: list(), usage: 'Remove a DNS option', version: '1.25' },
    { name: 'dns-rm', value: list(), usage: 'Remove a custom DNS server', version: '1.25' },
    { name: 'dns-search-add', value: list(dnsSearch), usage: 'Add or update a custom DNS search domain', version: '1.25' },
    { name: 'dns-search-rm', value: list(), usage: 'Remove a DNS search domain', version: '1.25' },
    { name: 'endpoint-mode', value: string(), usage: 'Endpoint mode (vip or dnsrr)' },
    { name: 'env-add', value: list(env), usage: 'Add or update an environment variable', complete: envNames },
    { name: 'env-rm', value: list(), usage: 'Remove an environment variable' },
    { name: 'force', value: bool(), usage: 'Force update even if no changes require it', version: '1.25' },
    { name: 'generic-resource-add', value: list(), usage: 'Add a Generic resource' },
    { name: 'generic-resource-rm', value: list(), usage: 'Remove a Generic resource' },
    { name: 'group-add', value: list(), usage: 'Add an additional supplementary user group to the container', version: '1.25' },
    { name: 'group-rm', value: list(), usage: 'Remove a previously added supplementary user group from the container', version: '1.25' },
    { name: 'host-add', value: list(extraHost), usage: 'Add a custom host-to-IP mapping ("host:ip")', version: '1.32' },
    { name: 'host-rm', value: list(), usage: 'Remove a custom host-to-IP mapping ("host:ip")', version: '1.25' },
    { name: 'image', value: string(), usage: 'Service image tag' },
    { name: 'label-add', value: list(label), usage: 'Add or update a service label' },
    { name: 'label-rm', value: list(), usage: 'Remove a label by its key' },
    { name: 'mount-add', value: mount(), usage: 'Add or update a mount on a service' },
    { name: 'mount-rm', value: list(), usage: 'Remove a mount by its target path' },
    { name: 'network-add', value: network(), usage: 'Add a network', version: '1.29', complete: networkNames },
    { name: 'network-rm', value: list(), usage: 'Remove a network', version: '1.29' },
    { name: 'placement-pref-add', value: list(undefined, 'pref'), usage: 'Add a placement preference', version: '1.28' },
    { name: 'placement-pref-rm', value: list(undefined, 'pref'), usage: 'Remove a placement preference', version: '1.28' },
    { name: 'publish-add', value: list(undefined, 'port'), usage: 'Add or update a published port' },
    { name: 'publish-rm', value: list(undefined, 'port'), usage: 'Remove a published port by its target port' },
    { name: 'restart-condition', value: string(), usage: 'Restart when condition is met ("none", "on-failure", "any")', complete: oneOf('none', 'on-failure', 'any') },
    { name: 'restart-delay', value: optionalDuration(), usage: 'Delay between restart attempts (ns|us|ms|s|m|h)' },
    { name: 'rollback', value: bool(), usage: 'Rollback to previous specification', version: '1.25' },
    { name: 'rollback-delay', value: duration(), usage: 'Delay between task rollbacks (ns|us|ms|s|m|h)', version: '1.28' },
    { name: 'rollback-failure-action', value: string(), usage: 'Action on rollback failure ("pause", "continue")', version: '1.28', complete: oneOf('pause', 'continue') },
    { name: 'rollback-max-failure-ratio', value: ratio(), usage: 'Failure rate to tolerate during a rollback', version: '1.28' },
    { name: 'rollback-monitor', value: duration(), usage: 'Duration after each task rollback to monitor for failure (ns|us|ms|s|m|h)', version: '1.28' },
    { name: 'rollback-order', value: string(), usage: 'Rollback order ("start-first", "stop-first")', version: '1.29', complete: oneOf('start-first', 'stop-first') },
    { name: 'rollback-parallelism', value: uint64(), usage: 'Maximum number of tasks rolled back simultaneously (0 to roll back all at once)', version: '1.28' },
    { name: 'secret-add', value: list(undefined, 'secret'), usage: 'Add or update a secret on a service', version: '1.25' },
    { name: 'secret-rm', value: list(), usage: 'Remove a secret', version: '1.25' },
    { name: 'stop-grace-period', value: optionalDuration(), usage: 'Time to wait before force killing a container (ns|us|ms|s|m|h)' },
    { name: 'sysctl-add', value: list(), usage: 'Add or update a Sysctl option', version: '1.40' },
    { name: 'sysctl-rm', value: list(), usage: 'Remove a Sysctl option', version: '1.40' },
    { name: 'ulimit-add', value: ulimit(), usage: 'Add or update a ulimit option', version: '1.41' },
    { name: 'ulimit-rm', value: list(), usage: 'Remove a ulimit option', version: '1.41' },
    { name: 'update-delay', value: duration(), usage: 'Delay between updates (ns|us|ms|s|m|h)' },
    { name: 'update-failure-action', value: string(), usage: 'Action on update failure ("pause", "continue", "rollback")', complete: oneOf('pause', 'continue', 'rollback') },
    { name: 'update-max-failure-ratio', value: ratio(), usage: 'Failure rate to tolerate during an update', version: '1.25' },
    { name: 'update-monitor', value: duration(), usage: 'Duration after each task update to monitor for failure (ns|us|ms|s|m|h)', version: '1.25' },
    { name: 'update-order', value: string(), usage: 'Update order ("start-first", "stop-first")', version: '1.29', complete: oneOf('start-first', 'stop-first') },
    { name: 'update-parallelism', value: uint64(), usage: 'Maximum number of tasks updated simultaneously (0 to update all at once)' },
    ...SERVICE_FLAGS,
  ],
  run: viaDaemon('service update', (args) => get(`/services/${args[0]}`)),
};
