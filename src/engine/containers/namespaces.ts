/** The namespaces of a container: its own, its host's (--pid host, --ipc host, --uts host) or another container's. */
import { PidNamespace } from '../../kernel/pid-namespace.ts';
import type { KernelHost } from '../../kernel/kernel-host.ts';
import type { UtsNamespace } from '../../kernel/sys.ts';
import { DaemonError } from '../daemon.ts';
import type { Container, Task } from './container.ts';
import type { ContainerEngine } from './engine.ts';

/** Throws 409 when it should join a container that does not run. */
export function containerNamespaces(engine: ContainerEngine, container: Container): { pid: PidNamespace; uts: UtsNamespace; ipc: object } {
  const { proc, store } = engine;
  const { hostConfig, config } = container;
  const host = proc.host as KernelHost;
  const peer = (mode: string): Task | undefined => {
    if (!mode.startsWith('container:')) return undefined;
    const other = store.get(mode.slice(10));
    if (!other.task) throw new DaemonError(409, `cannot join namespace of a non running container: container ${other.id} is ${other.status}`);
    return other.task;
  };
  const pid = hostConfig.PidMode === 'host' ? host.pidNamespace : ((peer(hostConfig.PidMode)?.pidNamespace as PidNamespace | undefined) ?? new PidNamespace(host.pidNamespace));
  const ipc = hostConfig.IpcMode === 'host' ? undefined : (peer(hostConfig.IpcMode)?.ipc ?? {});
  const shared = peer(hostConfig.NetworkMode)?.uts;
  const uts = hostConfig.UTSMode === 'host' || hostConfig.NetworkMode === 'host' ? proc.uts : (shared ?? { hostname: config.Hostname, domainname: config.Domainname || '(none)' });
  return { pid, uts, ipc: ipc ?? proc.host };
}
