/** The canonical state of a host: what its commands led to, without what differs from run to run. */
import { createView } from '../kernel/fs/view.ts';
import type { FsView } from '../kernel/fs/types.ts';
import type { Machine } from '../machine/machine.ts';

/** Objects by a name that does not depend on ids: `container web`, `volume data`, `file notes/a.txt` …, each as canonical text. */
export type HostState = ReadonlyMap<string, string>;

const KINDS = [
  ['container', 'docker ps -aq --no-trunc', 'docker container inspect'],
  ['image', 'docker image ls -q --no-trunc', 'docker image inspect'],
  ['network', 'docker network ls -q --no-trunc', 'docker network inspect'],
  ['volume', 'docker volume ls -q', 'docker volume inspect'],
] as const;

/** Fields that tell of the run and not of what was asked for. */
const DROPPED = new Set([
  'Created', 'CreatedAt', 'StartedAt', 'FinishedAt', 'Start', 'End', 'LastTagTime', 'Pid', 'ResolvConfPath', 'HostnamePath', 'HostsPath', 'LogPath', 'SandboxID',
  'SandboxKey', 'EndpointID', 'MacAddress', 'GraphDriver', 'DNSNames', 'Log', 'Hostname', 'LowerDir', 'ExecIDs', 'Containers', 'IPAddress', 'Gateway', 'NetworkID',
]);
const RANDOM_NAME = /^\/?[a-z]+_[a-z]+\d?$/;
const FILE_LIMIT = 64 * 1024;

/** Asks the engine for everything there is and reads the volumes and the user's files. It runs commands: use a replica. */
export async function hostState(machine: Machine): Promise<HostState> {
  const objects: { kind: string; value: Record<string, unknown> }[] = [];
  for (const [kind, list, inspect] of KINDS) {
    const { stdout } = await machine.execute(`ids=$(${list} | sort -u); [ -z "$ids" ] || ${inspect} $ids`);
    for (const value of parseList(stdout)) objects.push({ kind, value });
  }
  const ids = new Map<string, string>();
  for (const { kind, value } of objects) {
    const id = String(value['Id'] ?? '').replace('sha256:', '');
    if (kind !== 'image' && id.length === 64) ids.set(id, `<${kind}>`);
  }
  const state = new Map<string, string>();
  const add = (key: string, text: string): void => {
    // What has no name of its own is counted: two runs of one image are two objects.
    let unique = key;
    for (let n = 2; state.has(unique); n++) unique = `${key} #${n}`;
    state.set(unique, text);
  };
  const named = objects.map(({ kind, value }) => ({ key: `${kind} ${nameOf(kind, value)}`, text: renumbered(JSON.stringify(canonical(value)), ids) }));
  for (const { key, text } of named.sort((a, b) => (a.key + a.text < b.key + b.text ? -1 : 1))) add(key, text);
  const root = createView(machine.host.mounts, { uid: 0, gid: 0, groups: [] });
  for (const { kind, value } of objects) if (kind === 'volume') files(root, String(value['Mountpoint']), `volume ${nameOf(kind, value)}:`, add);
  files(root, machine.world.home, 'file ', add);
  return state;
}

/** Whether two states are the same. */
export function sameState(a: HostState, b: HostState): boolean {
  return a.size === b.size && [...a].every(([key, text]) => b.get(key) === text);
}

/** What came or changed, and the keys that went, between two states. */
export function difference(before: HostState, after: HostState): { changed: ReadonlyMap<string, string>; gone: readonly string[] } {
  return {
    changed: new Map([...after].filter(([key, text]) => before.get(key) !== text)),
    gone: [...before.keys()].filter((key) => !after.has(key)),
  };
}

function parseList(text: string): Record<string, unknown>[] {
  try {
    return JSON.parse(text) as Record<string, unknown>[];
  } catch {
    return [];
  }
}

function nameOf(kind: string, value: Record<string, unknown>): string {
  if (kind === 'image') return String((value['RepoTags'] as string[] | undefined)?.[0] ?? value['Id']);
  const name = String(value['Name'] ?? '').replace(/^\//, '');
  if (kind === 'container' && RANDOM_NAME.test(name)) return `of ${String((value['Config'] as Record<string, unknown> | undefined)?.['Image'])}`;
  return kind === 'volume' && /^[0-9a-f]{64}$/.test(name) ? '<anonymous>' : name;
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value === 'string') return RANDOM_NAME.test(value) ? '<random name>' : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !DROPPED.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, each]) => [name, canonical(each)]));
}

function renumbered(text: string, ids: ReadonlyMap<string, string>): string {
  return text.replace(/[0-9a-f]{64}/g, (id) => ids.get(id) ?? id).replace(/"HostPort":"(?:3[2-9]|[45]\d|60)\d{3}"/g, '"HostPort":"<any>"');
}

function files(view: FsView, folder: string, prefix: string, add: (key: string, text: string) => void): void {
  const walk = (path: string, name: string): void => {
    for (const entry of view.readdir(path)) {
      if (name === '' && (entry.name === '.bash_history' || entry.name === '.docker')) continue;
      const at = `${path}/${entry.name}`;
      const stat = view.lstat(at);
      const key = `${prefix}${name}${entry.name}`;
      const owner = `${(stat.mode & 0o7777).toString(8)} ${stat.uid}:${stat.gid}`;
      if (stat.kind === 'directory') {
        add(key, `directory ${owner}`);
        walk(at, `${name}${entry.name}/`);
      } else if (stat.kind === 'symlink') add(key, `-> ${view.readlink(at)}`);
      else if (stat.kind === 'file') add(key, `${owner} ${stat.size} ${stat.size <= FILE_LIMIT ? view.readText(at) : ''}`);
      else add(key, stat.kind);
    }
  };
  if (view.exists(folder)) walk(folder, '');
}
