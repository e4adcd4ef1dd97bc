/** --sysctl: settings of the namespaces of a container (runc libcontainer/configs/validate, init_linux.go). */
import type { HostConfig } from '../../api/container.ts';
import type { FsView } from '../../kernel/fs/types.ts';
import type { NetNamespace } from '../../kernel/net/types.ts';
import { DaemonError } from '../daemon.ts';

const CREATE_FAILED = 'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: ';
const FORWARDING = 'net.ipv4.ip_forward';

/** Writes them below /proc/sys of the container. Throws what a start says when one is not of the container's own namespaces or does not exist. */
export function applySysctls(hostConfig: HostConfig, view: FsView, net: NetNamespace): void {
  for (const [name, value] of Object.entries(hostConfig.Sysctls ?? {})) {
    if (name.startsWith('net.') && hostConfig.NetworkMode === 'host') throw refused(`sysctl "${name}" not allowed in host network namespace`);
    if (name.startsWith('kernel.') && hostConfig.IpcMode === 'host') throw refused(`sysctl "${name}" is not allowed in the hosts ipc namespace`);
    const path = `/proc/sys/${name.replaceAll('.', '/')}`;
    if (!view.exists(path)) throw refused(`unable to start container process: error during container init: open ${path}: no such file or directory`);
    // The file speaks of the namespace of its reader, and no process of the container is there yet.
    if (name === FORWARDING) net.forwarding = value === '1';
    else view.writeFile(path, value);
  }
}

function refused(words: string): DaemonError {
  return new DaemonError(400, `${CREATE_FAILED}${words}: unknown`);
}
