/** CLI plug-ins: executables `docker-NAME` in well-known folders (docker/cli cli-plugins/manager). */
import { isSysError } from '../kernel/errno.ts';
import type { Proc, Sys } from '../kernel/sys.ts';
import type { Cli } from './cli.ts';
import type { Command } from './command.ts';

const SYSTEM_FOLDERS = ['/usr/local/lib/docker/cli-plugins', '/usr/local/libexec/docker/cli-plugins', '/usr/lib/docker/cli-plugins', '/usr/libexec/docker/cli-plugins'];

const folders = (cli: Cli): string[] => [`${cli.config.directory}/cli-plugins`, ...SYSTEM_FOLDERS];

/** The path of a plug-in; undefined when it is not installed. */
export function findPlugin(cli: Cli, name: string): string | undefined {
  if (!/^[a-z][a-z0-9]*$/.test(name)) return undefined;
  return folders(cli).map((folder) => `${folder}/docker-${name}`).find((path) => cli.proc.access(path, 1));
}

/** Becomes the plug-in, which gets all arguments of `docker`. */
export function* runPlugin(cli: Cli, path: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Sys<never> {
  const env = new Map([...cli.proc.env, ['DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND', cli.proc.argv[0] ?? 'docker'], ...Object.entries(environment)]);
  return yield* cli.proc.exec(path, [path, ...args], env);
}

export interface Plugin { readonly name: string; readonly path: string; readonly short: string; readonly vendor: string; readonly version: string }

/** The installed plug-ins, sorted by name: each is asked for its metadata. */
export function* listPlugins(cli: Cli): Sys<Plugin[]> {
  const found = new Map<string, string>();
  for (const folder of folders(cli)) {
    for (const file of listFolder(cli.proc, folder)) {
      const name = /^docker-([a-z][a-z0-9]*)$/.exec(file)?.[1];
      if (name !== undefined && !found.has(name)) found.set(name, `${folder}/${file}`);
    }
  }
  const plugins: Plugin[] = [];
  for (const [name, path] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const metadata = yield* readMetadata(cli.proc, path);
    if (metadata !== undefined) plugins.push({ name, path, short: metadata.ShortDescription ?? '', vendor: metadata.Vendor ?? '', version: metadata.Version ?? '' });
  }
  return plugins;
}

/** Commands that stand for the plug-ins in help and completion. */
export function* pluginCommands(cli: Cli): Sys<Command[]> {
  return (yield* listPlugins(cli)).map((plugin) => ({ use: plugin.name, short: plugin.short }));
}

interface Metadata { readonly ShortDescription?: string; readonly Vendor?: string; readonly Version?: string }

function listFolder(proc: Proc, folder: string): string[] {
  try {
    return proc.readdir(folder).map((entry) => entry.name);
  } catch (error) {
    if (isSysError(error)) return [];
    throw error;
  }
}

function* readMetadata(proc: Proc, path: string): Sys<Metadata | undefined> {
  const [read, write] = proc.pipe();
  let text = '';
  try {
    const pid = yield* proc.spawn({ path, argv: [path, 'docker-cli-plugin-metadata'], fds: new Map([[0, 0], [1, write], [2, 2]]) });
    proc.close(write);
    const decoder = new TextDecoder();
    for (let piece = yield* proc.read(read); piece.length > 0; piece = yield* proc.read(read)) text += decoder.decode(piece, { stream: true });
    yield* proc.wait(pid);
    return JSON.parse(text) as Metadata;
  } catch (error) {
    if (isSysError(error) || error instanceof SyntaxError) return undefined;
    throw error;
  } finally {
    proc.close(read);
  }
}
