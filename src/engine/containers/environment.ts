/** The environment of a container's process (moby container.CreateDaemonEnvironment and runc's HOME). */
import type { Container } from './container.ts';

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Puts entries over a base; `NAME` without `=` removes it (moby ReplaceOrAppendEnvValues). */
export function overrideEnvironment(base: Map<string, string>, entries: readonly string[]): Map<string, string> {
  for (const entry of entries) {
    const at = entry.indexOf('=');
    if (at < 0) base.delete(entry);
    else base.set(entry.slice(0, at), entry.slice(at + 1));
  }
  return base;
}

/** PATH, HOSTNAME, TERM with a terminal, links, then what image and client say. */
export function containerEnvironment(container: Container, linkEnvironment: readonly string[], tty: boolean): Map<string, string> {
  const env = new Map([['PATH', DEFAULT_PATH], ['HOSTNAME', container.config.Hostname]]);
  if (tty) env.set('TERM', 'xterm');
  overrideEnvironment(env, linkEnvironment);
  return overrideEnvironment(env, container.config.Env ?? []);
}

/** runc sets HOME from the container's passwd when nothing else did. */
export function withHome(env: Map<string, string>, home: string): Map<string, string> {
  if (!env.get('HOME')) env.set('HOME', home);
  return env;
}
