/** What a machine starts with: the host, its user, the clock, and what the registries have. */

export interface World {
  readonly hostname: string;
  readonly user: string;
  readonly home: string;
  readonly cwd: string;
  /** Added to the environment of login shells. */
  readonly env: Readonly<Record<string, string>>;
  /** RFC 3339. */
  readonly epoch: string;
  readonly kernel: string;
  readonly os: string;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
  readonly cgroupVersion: 1 | 2;
  /** Images present on the host at the start, by reference; 'hub' for all that the registry has. */
  readonly pulled: readonly string[] | 'hub';
  /** Registry content: the course's catalogue, or images recorded elsewhere (the text of images.json). */
  readonly hub: 'catalogue' | { readonly recorded: string };
}

/** The learner's machine of the course. */
export const COURSE_WORLD: World = {
  hostname: 'drydock',
  user: 'learner',
  home: '/home/learner',
  cwd: '/home/learner',
  env: {},
  epoch: '2026-09-01T08:00:00Z',
  kernel: '6.1.0-37-amd64',
  os: 'Debian GNU/Linux 12 (bookworm)',
  cpus: 2,
  memory: 4 * 1024 ** 3,
  cgroupVersion: 2,
  pulled: [],
  hub: 'catalogue',
};

export class WorldError extends Error {}

/**
 * Reads a world file (JSON). `readBeside` gives the text of a file named in it (its list of images).
 * Throws WorldError with the field that is missing or wrong.
 */
export function parseWorld(text: string, readBeside: (name: string) => string): World {
  let json: Record<string, unknown>;
  try {
    json = JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new WorldError(`not JSON: ${(error as Error).message}`);
  }
  const string = (name: string): string => {
    const value = json[name];
    if (typeof value !== 'string') throw new WorldError(`"${name}" must be a string`);
    return value;
  };
  const number = (name: string): number => {
    const value = json[name];
    if (typeof value !== 'number') throw new WorldError(`"${name}" must be a number`);
    return value;
  };
  return {
    hostname: string('hostname'),
    user: string('user'),
    home: string('home'),
    cwd: string('cwd'),
    env: (json['env'] ?? {}) as Record<string, string>,
    epoch: string('epoch'),
    kernel: string('kernel'),
    os: string('os'),
    cpus: number('cpus'),
    memory: number('memory'),
    cgroupVersion: number('cgroupVersion') === 1 ? 1 : 2,
    pulled: 'hub',
    hub: { recorded: readBeside(string('images')) },
  };
}
