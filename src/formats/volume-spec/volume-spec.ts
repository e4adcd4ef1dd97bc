// The daemon's reading of mounts: `-v source:target:mode` and the structured form of `--mount`
// (moby, volume/mounts/linux_parser.go).

import { cleanPath, isAbsolutePath, isLocalPath } from '../go-filepath/path.ts';
import { tmpfsOptions, type TmpfsOptions } from './tmpfs.ts';

/** A mount as asked for; the shape of the API's Mount. */
export interface MountSpec {
  Type?: string;
  Source?: string;
  Target?: string;
  ReadOnly?: boolean;
  Consistency?: string;
  BindOptions?: { Propagation?: string; NonRecursive?: boolean; CreateMountpoint?: boolean };
  VolumeOptions?: { NoCopy?: boolean; Labels?: Record<string, string>; Subpath?: string; DriverConfig?: { Name?: string; Options?: Record<string, string> } };
  ImageOptions?: { Subpath?: string };
  TmpfsOptions?: TmpfsOptions;
}

/** A mount after reading. */
export interface ParsedMount {
  type: 'bind' | 'volume' | 'tmpfs' | 'image';
  /** Of a volume; '' when the daemon has to make one up. */
  name: string;
  /** Of a bind: the path on the host; of an image: its reference. */
  source: string;
  destination: string;
  driver: string;
  /** As written after the second colon. */
  mode: string;
  readWrite: boolean;
  propagation: string;
  /** Whether a new volume takes over what the image has at the place. */
  copyData: boolean;
  spec: MountSpec;
}

const KINDS_OF_MODE: readonly (readonly string[])[] = [
  ['rw', 'ro'],
  ['Z', 'z'],
  ['private', 'rprivate', 'slave', 'rslave', 'shared', 'rshared'],
  ['nocopy'],
  ['consistent', 'cached', 'delegated'],
];
const PROPAGATION = KINDS_OF_MODE[2] as readonly string[];
const DEFAULT_PROPAGATION = 'rprivate';

/** Reads `-v`. Throws Error with the daemon's message (a 400). */
export function parseVolumeSpec(raw: string, driver = ''): ParsedMount {
  const parts = raw.split(':');
  const [first = '', second, third] = parts;
  const invalid = `invalid volume specification: '${raw}'`;
  if (first === '' || parts.length > 3) throw new Error(invalid);
  // `/foo:rw`: a target with a mode, but volumes without a source have none.
  if (parts.length === 2 && isValidMode(second ?? '')) throw new Error(invalid);
  const mode = third ?? '';
  if (!isValidMode(mode)) throw new Error(`invalid mode: ${mode}`);
  const options = mode.split(',');
  const spec: MountSpec = second === undefined ? { Target: first } : { Source: first, Target: second };
  spec.Type = isAbsolutePath(spec.Source ?? '') ? 'bind' : 'volume';
  spec.ReadOnly = options.includes('ro');
  if (driver !== '' && spec.Type === 'volume') spec.VolumeOptions = { DriverConfig: { Name: driver } };
  if (options.includes('nocopy')) spec.VolumeOptions = { ...spec.VolumeOptions, NoCopy: true };
  const propagation = options.find((option) => PROPAGATION.includes(option));
  if (propagation !== undefined) spec.BindOptions = { Propagation: propagation };
  try {
    return { ...parseMountSpec(spec), mode };
  } catch (error) {
    throw new Error(`${invalid}: ${(error as Error).message}`);
  }
}

/** Whether a mode names at most one word of each kind, and no other words. */
export function isValidMode(mode: string): boolean {
  if (mode === '') return true;
  const counts = KINDS_OF_MODE.map(() => 0);
  for (const option of mode.split(',')) {
    const kind = KINDS_OF_MODE.findIndex((words) => words.includes(option));
    if (kind < 0) return false;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts.every((count) => count <= 1);
}

/** Reads `--mount` (HostConfig.Mounts). Throws Error with the daemon's message; whether a bind's source exists is the caller's to ask. */
export function parseMountSpec(spec: MountSpec): ParsedMount {
  const problem = validateMount(spec);
  if (problem !== undefined) throw new Error(`invalid mount config for type ${JSON.stringify(spec.Type ?? '')}: ${problem}`);
  const type = spec.Type as ParsedMount['type'];
  const source = spec.Source ?? '';
  return {
    type,
    name: type === 'volume' ? source : '',
    source: type === 'bind' ? cleanPath(source) : type === 'image' ? source : '',
    destination: cleanPath(spec.Target ?? ''),
    driver: type === 'volume' ? (spec.VolumeOptions?.DriverConfig?.Name ?? '') : '',
    mode: '',
    readWrite: !(spec.ReadOnly ?? false),
    propagation: type === 'bind' ? spec.BindOptions?.Propagation || DEFAULT_PROPAGATION : '',
    copyData: type === 'volume' && !(spec.VolumeOptions?.NoCopy ?? false),
    spec,
  };
}

const missing = (field: string) => `field ${field} must not be empty`;
const extra = (field: string) => `field ${field} must not be specified`;
const INVALID_SUBPATH = 'subpath must be a relative path within the volume';

/** What is wrong with a mount, in the daemon's words; undefined when nothing is. */
export function validateMount(spec: MountSpec): string | undefined {
  const target = spec.Target ?? '';
  const source = spec.Source ?? '';
  if (target === '') return missing('Target');
  if (cleanPath(target) === '/') return "invalid specification: destination can't be '/'";
  if (!isAbsolutePath(target)) return notAbsolute(target);
  switch (spec.Type) {
    case 'bind': {
      if (source === '') return missing('Source');
      const propagation = spec.BindOptions?.Propagation ?? '';
      if (propagation !== '' && !PROPAGATION.includes(propagation)) return `invalid propagation mode: ${propagation}`;
      if (spec.VolumeOptions) return extra('VolumeOptions');
      if (spec.ImageOptions) return extra('ImageOptions');
      return isAbsolutePath(source) ? undefined : notAbsolute(source);
    }
    case 'volume': {
      if (spec.BindOptions) return extra('BindOptions');
      if (spec.ImageOptions) return extra('ImageOptions');
      const subpath = spec.VolumeOptions?.Subpath ?? '';
      if (subpath !== '' && source === '') return 'must not set Subpath when using anonymous volumes';
      if (subpath !== '' && !isLocalPath(subpath)) return INVALID_SUBPATH;
      if (spec.ReadOnly && source === '') return 'must not set ReadOnly mode when using anonymous volumes';
      return undefined;
    }
    case 'tmpfs':
      if (spec.BindOptions) return extra('BindOptions');
      if (spec.ImageOptions) return extra('ImageOptions');
      if (source !== '') return extra('Source');
      try {
        tmpfsOptions(spec.TmpfsOptions, spec.ReadOnly ?? false);
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    case 'image': {
      if (spec.BindOptions) return extra('BindOptions');
      if (spec.VolumeOptions) return extra('VolumeOptions');
      if (source === '') return missing('Source');
      const subpath = spec.ImageOptions?.Subpath ?? '';
      return subpath !== '' && !isLocalPath(subpath) ? INVALID_SUBPATH : undefined;
    }
    default:
      return 'mount type unknown';
  }
}

function notAbsolute(path: string): string {
  return `invalid mount path: '${path}' mount path must be absolute`;
}
