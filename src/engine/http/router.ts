/** Finds the route of a request: `/v1.NN` is taken off, `{name}` matches any text, slashes too (moby registers `{name:.*}`). */
import type { Route } from '../daemon.ts';

interface Compiled { readonly route: Route; readonly pattern: RegExp; readonly names: readonly string[]; /** What the path begins with. */ readonly start: string }

/** By pattern: each daemon that starts has the same routes. */
const compiled = new Map<string, Omit<Compiled, 'route'>>();

function compile(text: string): Omit<Compiled, 'route'> {
  const names: string[] = [];
  const source = text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return '(.*)';
  });
  return { pattern: new RegExp(`^${source}$`), names, start: /^[^{]*/.exec(text)?.[0] ?? '' };
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  /** `1.50` of the prefix; undefined without one. */
  readonly version: string | undefined;
  readonly path: string;
}

export class Router {
  readonly #routes = new Map<string, Compiled[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const parts = compiled.get(route.pattern) ?? compile(route.pattern);
      compiled.set(route.pattern, parts);
      const list = this.#routes.get(route.method) ?? [];
      list.push({ route, ...parts });
      this.#routes.set(route.method, list);
    }
  }

  /** `path` is percent-decoded. Undefined: `page not found`, for a wrong method too. */
  find(method: string, path: string): RouteMatch | undefined {
    const m = /^\/v([0-9.]+)(\/.*)$/.exec(path);
    const version = m?.[1];
    const rest = m?.[2] ?? path;
    for (const { route, pattern, names, start } of this.#routes.get(method) ?? []) {
      if (!rest.startsWith(start)) continue;
      const found = pattern.exec(rest);
      if (!found) continue;
      const params: Record<string, string> = {};
      names.forEach((name, i) => {
        params[name] = found[i + 1] ?? '';
      });
      return { route, params, version, path: rest };
    }
    return undefined;
  }
}

/** -1, 0 or 1 as API versions order (`1.9` before `1.24`). */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return 0;
}
