// What a prompt needs is in the worker's own file; this keeps out of it what a prompt does not need.
import { relative, sep } from 'node:path';

/** Clients and daemons, but for the lists that a host's files are made of. */
const late = /^src\/(?:buildx|compose|docker|engine)\//;
const early = /^src\/engine\/images\/(?:rootfs\/|hub-host\.ts$)/;

/** The modules among these (paths relative to the root) that must be fetched after the prompt. */
export function tooEarly(modules) {
  return modules.filter((path) => late.test(path) && !early.test(path));
}

/** The bundler's plugin: fails the build when the worker begins with such modules. */
export function firstChunk(root) {
  return {
    name: 'drydock-first-chunk',
    generateBundle(_options, bundle) {
      const entries = Object.values(bundle).filter((chunk) => chunk.type === 'chunk' && chunk.isEntry).map(({ fileName }) => fileName);
      // A set that grows while it is walked: the files that the browser fetches before it runs the first line.
      const first = new Set(entries);
      for (const name of first) for (const imported of bundle[name]?.imports ?? []) first.add(imported);
      const modules = [...first].flatMap((name) => Object.keys(bundle[name]?.modules ?? {}));
      const found = tooEarly(modules.map((path) => relative(root, path).split(sep).join('/')));
      if (found.length > 0) this.error(`the worker begins with ${entries.join(', ')}, which must not need ${found.join(', ')}`);
    },
  };
}
