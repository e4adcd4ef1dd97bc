/** SIGHUP: daemon.json is read again and the options that may change while the daemon runs do (docs.docker.com/reference/cli/dockerd, "Configuration reload behavior"). */
import type { Sys } from '../../kernel/sys.ts';
import type { Daemon, DaemonConfig } from '../daemon.ts';
import { log } from '../log.ts';
import { engineId } from '../system/engine-id.ts';
import { daemonFlags } from './flags.ts';
import { ConfigError, mergeConfig, parseDaemonJson } from './load.ts';

/** What of a new configuration takes effect without a restart. */
function reloadable(old: DaemonConfig, next: DaemonConfig): DaemonConfig {
  const raw: Record<string, unknown> = { ...old.raw };
  for (const name of ['debug', 'features', 'max-concurrent-downloads', 'max-concurrent-uploads', 'max-download-attempts']) {
    if (name in next.raw) raw[name] = next.raw[name];
    else delete raw[name];
  }
  return {
    ...old, labels: next.labels, liveRestore: next.liveRestore, registryMirrors: next.registryMirrors, insecureRegistries: next.insecureRegistries,
    shutdownTimeout: next.shutdownTimeout, raw,
  };
}

/** Reads and applies it; a file that is wrong is reported in the log and changes nothing. */
export function* reloadConfig(daemon: { config: DaemonConfig } & Omit<Daemon, 'config'>): Sys<void> {
  const { proc } = daemon;
  const flags = daemonFlags();
  flags.parse(proc.argv.slice(1));
  const path = flags.string('config-file');
  yield* log(proc, 'info', `Got signal to reload configuration, reloading from: ${path}`);
  try {
    const text = proc.fs.exists(path) ? proc.readText(path) : '';
    daemon.config = reloadable(daemon.config, mergeConfig(parseDaemonJson(text, flags), flags));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    yield* log(proc, 'error', `${path}: ${error.message}`);
    return;
  }
  const { config } = daemon;
  daemon.events.publish('daemon', 'reload', engineId(daemon as Daemon), {
    name: proc.uts.hostname, debug: String(config.raw['debug'] === true), labels: JSON.stringify(config.labels), 'live-restore': String(config.liveRestore),
    'registry-mirrors': JSON.stringify(config.registryMirrors), 'insecure-registries': JSON.stringify(config.insecureRegistries),
    'shutdown-timeout': String(config.shutdownTimeout),
  });
}
