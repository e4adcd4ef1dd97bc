/** Unit files as systemd.unit(5) and systemd.service(5) describe them, as far as the services here use them. */
import type { FsView } from '../../kernel/fs/types.ts';

/** Where units are looked for, most important first (systemd.unit(5), UNIT FILE LOAD PATH). */
export const UNIT_PATH = ['/etc/systemd/system', '/run/systemd/system', '/lib/systemd/system'];

export interface Unit {
  readonly name: string;
  /** The file it was read from. */
  readonly fragment: string;
  /** Drop-in files that were merged, in order. */
  readonly dropIns: readonly string[];
  /** Section → key → values in order; an empty assignment clears the list before it. */
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

/** Full unit name: `docker` means `docker.service`. */
export function unitName(name: string): string {
  return /\.(service|socket|target|timer|mount|slice)$/.test(name) ? name : `${name}.service`;
}

function merge(into: Map<string, Map<string, string[]>>, text: string): void {
  let section = new Map<string, string[]>();
  for (const line of text.replaceAll(/\\\n/g, ' ').split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) continue;
    const heading = /^\[(.+)\]$/.exec(trimmed);
    if (heading) {
      section = into.get(heading[1] ?? '') ?? new Map<string, string[]>();
      into.set(heading[1] ?? '', section);
      continue;
    }
    const equals = trimmed.indexOf('=');
    if (equals < 0) continue;
    const [key, value] = [trimmed.slice(0, equals).trim(), trimmed.slice(equals + 1).trim()];
    section.set(key, value === '' ? [] : [...(section.get(key) ?? []), value]);
  }
}

/** Reads a unit with its drop-ins; undefined when there is no such file. */
export function loadUnit(fs: FsView, name: string): Unit | undefined {
  const fragment = UNIT_PATH.map((directory) => `${directory}/${name}`).find((path) => fs.exists(path));
  if (fragment === undefined) return undefined;
  const sections = new Map<string, Map<string, string[]>>();
  merge(sections, fs.readText(fragment));
  const dropIns: string[] = [];
  for (const directory of UNIT_PATH) {
    const path = `${directory}/${name}.d`;
    if (!fs.exists(path)) continue;
    for (const entry of fs.readdir(path).map((each) => each.name).filter((each) => each.endsWith('.conf')).sort()) dropIns.push(`${path}/${entry}`);
  }
  for (const path of dropIns) merge(sections, fs.readText(path));
  return { name, fragment, dropIns, sections };
}

/** The last value of a key; undefined when it is not set. */
export function setting(unit: Unit, section: string, key: string): string | undefined {
  return unit.sections.get(section)?.get(key)?.at(-1);
}

/** The words of all values of a key. */
export function words(unit: Unit, section: string, key: string): string[] {
  return (unit.sections.get(section)?.get(key) ?? []).flatMap((value) => value.split(/\s+/)).filter((word) => word !== '');
}

/** The service that a socket unit activates. */
export function serviceOf(socket: Unit): string {
  return setting(socket, 'Socket', 'Service') ?? socket.name.replace(/\.socket$/, '.service');
}

/** The environment of a service's processes (systemd.exec(5), ENVIRONMENT). */
export function serviceEnvironment(unit: Unit): Map<string, string> {
  const env = new Map([['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], ['LANG', 'C.UTF-8']]);
  for (const line of unit.sections.get('Service')?.get('Environment') ?? []) {
    for (const match of line.matchAll(/"([^"]*)"|(\S+)/g)) {
      const word = match[1] ?? match[2] ?? '';
      const equals = word.indexOf('=');
      if (equals > 0) env.set(word.slice(0, equals), word.slice(equals + 1));
    }
  }
  return env;
}

/** Names of the units of these types that exist, each once, in order. */
export function installedUnits(fs: FsView): string[] {
  return [...new Set(UNIT_PATH.filter((path) => fs.exists(path)).flatMap((path) => fs.readdir(path).map((entry) => entry.name)))].filter((name) => /\.(service|socket)$/.test(name)).sort();
}

/** Names of the socket units that activate a service. */
export function socketsOf(fs: FsView, service: string): string[] {
  return installedUnits(fs).filter((name) => {
    const unit = name.endsWith('.socket') ? loadUnit(fs, name) : undefined;
    return unit !== undefined && serviceOf(unit) === service;
  });
}

/** Names of the units that are linked into a target, in order. */
export function wantedBy(fs: FsView, target: string): string[] {
  return [...new Set(UNIT_PATH.map((path) => `${path}/${target}.wants`).filter((path) => fs.exists(path)).flatMap((path) => fs.readdir(path).map((entry) => entry.name)))].sort();
}

/** Whether `systemctl enable` has linked it into a target. */
export function isEnabled(fs: FsView, unit: Unit): boolean {
  const wanted = setting(unit, 'Install', 'WantedBy');
  return wanted !== undefined && wanted.split(/\s+/).some((target) => fs.exists(`/etc/systemd/system/${target}.wants/${unit.name}`));
}
