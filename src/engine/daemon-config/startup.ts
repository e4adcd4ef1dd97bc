/** Reading flags and daemon.json at the start of dockerd. */
import type { Proc, Sys } from '../../kernel/sys.ts';
import type { DaemonConfig } from '../daemon.ts';
import { DEFAULT_CONFIG } from './defaults.ts';

export type Startup = { readonly exit: number; readonly config?: undefined } | { readonly exit?: undefined; readonly config: DaemonConfig };

export function* startup(proc: Proc): Sys<Startup> {
  const hosts: string[] = [];
  for (let i = 1; i < proc.argv.length; i++) if (proc.argv[i] === '-H') hosts.push(proc.argv[++i] ?? '');
  return { config: { ...DEFAULT_CONFIG, hosts: hosts.length > 0 ? hosts : DEFAULT_CONFIG.hosts } };
}
