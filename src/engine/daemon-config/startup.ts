/** The command line of dockerd and daemon.json, read at the start. */
import type { Proc, Sys } from '../../kernel/sys.ts';
import { isSysError } from '../../kernel/errno.ts';
import { FlagError } from '../../formats/pflag/flag.ts';
import { ENGINE_VERSION } from '../../api/version.ts';
import type { DaemonConfig } from '../daemon.ts';
import { log } from '../log.ts';
import { GIT_COMMIT } from '../system/version.ts';
import { daemonFlags, usage } from './flags.ts';
import { ConfigError, mergeConfig, parseDaemonJson } from './load.ts';
import { startError } from './start-errors.ts';

export type Startup = { readonly exit: number; readonly config?: undefined } | { readonly exit?: undefined; readonly config: DaemonConfig };

/** The configuration, or the exit code after something was printed. */
export function* startup(proc: Proc): Sys<Startup> {
  const flags = daemonFlags();
  const end = function* (code: number, fd: number, text: string): Sys<Startup> {
    yield* proc.write(fd, text);
    return { exit: code };
  };
  try {
    flags.parse(proc.argv.slice(1));
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    return yield* end(125, 2, `${error.message}\n\nUsage:  dockerd [OPTIONS]\n\nRun 'dockerd --help' for more information\n`);
  }
  if (flags.bool('help')) return yield* end(0, 1, usage());
  if (flags.bool('version')) return yield* end(0, 1, `Docker version ${ENGINE_VERSION}, build ${GIT_COMMIT}\n`);
  if (flags.args.length > 0) return yield* end(1, 2, usage());
  const path = flags.string('config-file');
  let config: DaemonConfig;
  try {
    config = mergeConfig(readFile(proc, path, flags), flags);
    const missing = tlsError(proc, config);
    if (missing) return yield* end(1, 2, `${missing}\n`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return yield* end(1, 2, `${error.message}\n`);
  }
  if (flags.bool('validate')) {
    const remap = config.raw['userns-remap'];
    if (remap === 'default') yield* log(proc, 'info', 'User namespaces: ID ranges will be mapped to subuid/subgid ranges of: dockremap');
    return yield* end(0, 2, 'configuration OK\n');
  }
  const wrong = startError(config);
  if (wrong) return yield* end(1, 2, `failed to start daemon: ${wrong}\n`);
  return { config };
}

function readFile(proc: Proc, path: string, flags: ReturnType<typeof daemonFlags>): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = proc.readText(path);
  } catch (error) {
    if (!isSysError(error)) throw error;
    if (error.code === 'ENOENT' && !flags.changed('config-file')) return {};
    throw new ConfigError(`unable to configure the Docker daemon with file ${path}: open ${path}: ${error.message.toLowerCase()}`);
  }
  try {
    return parseDaemonJson(text, flags);
  } catch (error) {
    if (error instanceof ConfigError) throw new ConfigError(`unable to configure the Docker daemon with file ${path}: ${error.message}`);
    throw error;
  }
}

function tlsError(proc: Proc, config: DaemonConfig): string | undefined {
  const { raw } = config;
  if (!raw['tls'] && !raw['tlsverify']) return undefined;
  const cert = String(raw['tlscert'] ?? '/root/.docker/cert.pem');
  const key = String(raw['tlskey'] ?? '/root/.docker/key.pem');
  const absent = [cert, key].find((file) => !proc.fs.exists(file));
  return absent === undefined ? undefined : `invalid TLS configuration: could not load X509 key pair (cert: "${cert}", key: "${key}"): open ${absent}: no such file or directory`;
}
