/** Names and ids that the client sends: an empty one is refused before a request is made (moby/moby client/utils.go, trimID). */
import { StatusError } from '../errors.ts';

const NOUNS = ['container', 'exec', 'network', 'volume', 'plugin', 'secret', 'config', 'service', 'node', 'task'];

/** The name of a container, network, …; throws for an empty one. */
export function checkName(noun: string, name: string): string {
  if (name.trim() === '') throw new StatusError(`invalid ${noun} name or ID: value is empty`);
  return name;
}

/** Throws for `/containers//start`, `/networks/` and the like. */
export function refuseEmptyName(path: string): void {
  const [, folder, name] = /^\/([a-z]+)\/([^/]*)/.exec(path) ?? [];
  if (name !== '') return;
  const noun = NOUNS.find((one) => folder === one || folder === `${one}s`);
  if (noun) checkName(noun, '');
}
