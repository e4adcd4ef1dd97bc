/** What `-v`, `--mount`, `--volumes-from` and VOLUME ask for (moby volume/mounts.linuxParser), without touching anything yet. */
import type { Mount, MountType } from '../../api/container.ts';
import { DaemonError } from '../daemon.ts';

export interface MountSpec {
  readonly type: MountType;
  /** Host path or name of the volume; '' for none. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Third part of `-v`, as given. */
  readonly mode: string;
  readonly propagation: string;
  readonly noCopy: boolean;
  readonly driver: string;
  readonly driverOptions: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly subpath: string;
  readonly tmpfsOptions: string;
  /** A missing host folder is made at start. */
  readonly createSource: boolean;
}

const LABEL_MODES = ['Z', 'z'];
const COPY_MODES = ['nocopy'];
const PROPAGATION = ['private', 'rprivate', 'slave', 'rslave', 'shared', 'rshared'];
const READ_MODES = ['rw', 'ro'];
const CONSISTENCY = ['consistent', 'cached', 'delegated', 'default'];

/** Lexical path.Clean of an absolute or relative path. */
export function cleanPath(path: string): string {
  const absolute = path.startsWith('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out[out.length - 1] !== '..') out.pop();
    else if (part !== '..' || !absolute) out.push(part);
  }
  return absolute ? `/${out.join('/')}` : out.join('/') || '.';
}

function validMode(mode: string): boolean {
  if (mode === '') return true;
  const seen = { read: 0, label: 0, propagation: 0, copy: 0, consistency: 0 };
  for (const part of mode.split(',')) {
    if (READ_MODES.includes(part)) seen.read++;
    else if (LABEL_MODES.includes(part)) seen.label++;
    else if (PROPAGATION.includes(part)) seen.propagation++;
    else if (COPY_MODES.includes(part)) seen.copy++;
    else if (CONSISTENCY.includes(part)) seen.consistency++;
    else return false;
  }
  return Object.values(seen).every((count) => count <= 1);
}

function invalidConfig(type: string, message: string): DaemonError {
  return new DaemonError(400, `invalid mount config for type "${type}": ${message}`);
}

function checkTarget(type: string, target: string): void {
  if (target === '') throw invalidConfig(type, 'field Target must not be empty');
  if (cleanPath(target) === '/') throw invalidConfig(type, "invalid specification: destination can't be '/'");
  if (!target.startsWith('/')) throw invalidConfig(type, `invalid mount path: '${target}' mount path must be absolute`);
}

/** Parses `[SOURCE:]TARGET[:MODE]`. 400 as Docker words it. */
export function parseBind(raw: string, volumeDriver: string): MountSpec {
  const invalid = new DaemonError(400, `invalid volume specification: '${raw}'`);
  const parts = raw.split(':');
  if (parts.length > 3 || parts[0] === '') throw invalid;
  let source = '';
  let target = parts[0]!;
  let mode = '';
  if (parts.length === 2) {
    if (validMode(parts[1]!)) throw invalid;
    [source, target] = [parts[0]!, parts[1]!];
  } else if (parts.length === 3) [source, target, mode] = [parts[0]!, parts[1]!, parts[2]!];
  if (!validMode(mode)) throw new DaemonError(400, `invalid mode: ${mode}`);
  const type = source.startsWith('/') ? 'bind' : 'volume';
  const modes = mode.split(',');
  const spec: Mount = {
    Type: type, Source: type === 'bind' ? cleanPath(source) : source, Target: target, ReadOnly: modes.includes('ro'),
    ...(type === 'volume' && volumeDriver ? { VolumeOptions: { DriverConfig: { Name: volumeDriver } } } : {}),
  };
  const propagation = modes.find((m) => PROPAGATION.includes(m)) ?? '';
  try {
    if (type === 'volume' && propagation !== '') throw invalidConfig(type, 'field BindOptions must not be specified');
    if (type === 'bind' && modes.includes('nocopy')) throw invalidConfig(type, 'field VolumeOptions must not be specified');
    const parsed = convert(spec, undefined);
    return { ...parsed, mode, propagation: type === 'bind' ? propagation || 'rprivate' : '', noCopy: modes.includes('nocopy'), createSource: type === 'bind' };
  } catch (error) {
    if (error instanceof DaemonError) throw new DaemonError(400, `${invalid.message}: ${error.message}`);
    throw error;
  }
}

/** Checks a `--mount`. `exists` tells whether a host path is there. */
export function parseMount(mount: Mount, exists: (path: string) => boolean): MountSpec {
  return convert(mount, exists);
}

function convert(mount: Mount, exists: ((path: string) => boolean) | undefined): MountSpec {
  const type = mount.Type ?? ('' as MountType);
  const target = mount.Target ?? '';
  const source = mount.Source ?? '';
  checkTarget(type, target);
  const only = (field: 'BindOptions' | 'VolumeOptions' | 'TmpfsOptions' | 'ImageOptions'): void => {
    if (mount[field] !== undefined && mount[field] !== null) throw invalidConfig(type, `field ${field} must not be specified`);
  };
  if (type === 'bind') {
    if (source === '') throw invalidConfig(type, 'field Source must not be empty');
    only('VolumeOptions');
    only('ImageOptions');
    const propagation = mount.BindOptions?.Propagation ?? '';
    if (propagation !== '' && !PROPAGATION.includes(propagation)) throw invalidConfig(type, `invalid propagation mode: ${propagation}`);
    if (!source.startsWith('/')) throw invalidConfig(type, `invalid mount path: '${source}' mount path must be absolute`);
    if (exists && !mount.BindOptions?.CreateMountpoint && !exists(source)) throw invalidConfig(type, `bind source path does not exist: ${source}`);
  } else if (type === 'volume') {
    only('BindOptions');
    only('ImageOptions');
    if (source === '' && mount.ReadOnly) throw invalidConfig(type, 'must not set ReadOnly mode when using anonymous volumes');
    if (source === '' && mount.VolumeOptions?.Subpath) throw invalidConfig(type, 'must not set Subpath when using anonymous volumes');
    const subpath = mount.VolumeOptions?.Subpath ?? '';
    if (subpath !== '' && (subpath.startsWith('/') || cleanPath(subpath).startsWith('..'))) throw invalidConfig(type, 'subpath must be a relative path within the volume');
  } else if (type === 'tmpfs') {
    only('BindOptions');
    only('VolumeOptions');
    only('ImageOptions');
    if (source !== '') throw invalidConfig(type, 'field Source must not be specified');
  } else if (type === 'image') throw new DaemonError(501, 'mounts of images are not simulated here');
  else throw invalidConfig(type, 'mount type unknown');
  return {
    type, source: type === 'bind' ? cleanPath(source) : source, target: cleanPath(target), readOnly: mount.ReadOnly ?? false, mode: '',
    propagation: type === 'bind' ? mount.BindOptions?.Propagation || 'rprivate' : '', noCopy: mount.VolumeOptions?.NoCopy ?? false,
    driver: mount.VolumeOptions?.DriverConfig?.Name ?? '', driverOptions: mount.VolumeOptions?.DriverConfig?.Options ?? {},
    labels: mount.VolumeOptions?.Labels ?? {}, subpath: mount.VolumeOptions?.Subpath ?? '', tmpfsOptions: tmpfsOptions(mount),
    createSource: mount.BindOptions?.CreateMountpoint ?? false,
  };
}

function tmpfsOptions(mount: Mount): string {
  const options: string[] = [];
  if (mount.TmpfsOptions?.Mode) options.push(`mode=${mount.TmpfsOptions.Mode.toString(8)}`);
  if (mount.TmpfsOptions?.SizeBytes) options.push(`size=${mount.TmpfsOptions.SizeBytes}`);
  return options.join(',');
}

/** `CONTAINER[:ro|rw]` of --volumes-from. */
export function parseVolumesFrom(spec: string): { container: string; mode: string } {
  if (spec === '') throw new DaemonError(400, 'volumes-from specification cannot be an empty string');
  const at = spec.indexOf(':');
  const mode = at < 0 ? 'rw' : spec.slice(at + 1);
  if (!validMode(mode) || mode.split(',').some((m) => COPY_MODES.includes(m) || PROPAGATION.includes(m))) throw new DaemonError(400, `invalid mode: ${mode}`);
  return { container: at < 0 ? spec : spec.slice(0, at), mode };
}
