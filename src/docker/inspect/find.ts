/** Looks up one object of each kind. */
import type { Info } from '../../api/system.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import { ApiError, StatusError } from '../errors.ts';
import { lookUp, type Found } from './inspect.ts';

export function* findContainer(cli: Cli, name: string, size: boolean): Sys<Found> {
  return yield* lookUp(cli, `/containers/${name}/json`, 'container.InspectResponse', { size: size ? '1' : undefined });
}
export function* findImage(cli: Cli, name: string, platform?: string): Sys<Found> {
  if (name === '') throw new ApiError('Error: No such image: ', 404);
  return yield* lookUp(cli, `/images/${name}/json`, 'image.InspectResponse', { platform });
}
export function* findNetwork(cli: Cli, name: string, query: Readonly<Record<string, string | undefined>> = {}): Sys<Found> {
  return yield* lookUp(cli, `/networks/${name}`, 'network.Inspect', query);
}
export function* findVolume(cli: Cli, name: string): Sys<Found> {
  return yield* lookUp(cli, `/volumes/${name}`, 'volume.Volume');
}

interface Kind { readonly type: string; readonly swarm?: true; readonly sized?: true; find(cli: Cli, name: string, size: boolean): Sys<Found> }
const plain = (path: string) => (cli: Cli, name: string): Sys<Found> => lookUp(cli, `/${path}/${name}`, 'any');

/** In the order in which `docker inspect` tries them. */
const KINDS: readonly Kind[] = [
  { type: 'container', sized: true, find: findContainer },
  { type: 'image', find: (cli, name) => findImage(cli, name) },
  { type: 'network', find: (cli, name) => findNetwork(cli, name) },
  { type: 'volume', find: findVolume },
  { type: 'service', swarm: true, find: (cli, name) => lookUp(cli, `/services/${name}`, 'any', { insertDefaults: 'true' }) },
  { type: 'task', swarm: true, find: plain('tasks') },
  { type: 'node', swarm: true, find: plain('nodes') },
  { type: 'plugin', find: (cli, name) => lookUp(cli, `/plugins/${name}/json`, 'any') },
  { type: 'secret', swarm: true, find: plain('secrets') },
  { type: 'config', swarm: true, find: plain('configs') },
];
/** For error texts. */
export const OBJECT_TYPES: readonly string[] = KINDS.map((kind) => kind.type).sort();

/** The first object of any kind that has this name or id. */
export function* findAny(cli: Cli, name: string, type: string, size: boolean): Sys<Found> {
  let manager: boolean | undefined;
  for (const kind of KINDS) {
    if (type !== '' && kind.type !== type) continue;
    if (type === '' && kind.swarm) {
      manager ??= yield* isSwarmManager(cli);
      if (!manager) continue;
    }
    try {
      const found = yield* kind.find(cli, name, size);
      if (size && !kind.sized) yield* cli.err(`WARNING: --size ignored for ${kind.type}\n`);
      return found;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const skip = (error instanceof ApiError && error.status === 404) || /not supported|invalid reference format/.test(error.message);
      if (type !== '' || !skip) throw error;
    }
  }
  throw new StatusError(`Error: No such object: ${name}`);
}

function* isSwarmManager(cli: Cli): Sys<boolean> {
  try {
    return (yield* cli.client.get<Info>('/info')).Swarm.ControlAvailable;
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    yield* cli.err(`${error.message}\n`);
    return false;
  }
}
