/** `--mount type=…,source=…,target=…` (docker/cli opts/mount.go). */
import type { Mount, MountType } from '../../api/container.ts';
import { ramInBytes } from '../../formats/go-units/size.ts';
import { readCSV } from '../../formats/pflag/csv.ts';
import { FlagError, type FlagType } from '../../formats/pflag/flag.ts';
import { parseBool } from '../../formats/pflag/numbers.ts';

function flag(key: string, value: string): boolean {
  try {
    return parseBool(value);
  } catch {
    throw new FlagError(`invalid value for ${key}: ${value}`);
  }
}

function tmpfsSize(key: string, value: string): number {
  try {
    return ramInBytes(value);
  } catch {
    throw new FlagError(`invalid value for ${key}: ${value}`);
  }
}

/** The mount that one use of the flag describes. A source that begins with `.` is still relative (see `absoluteSources`). */
export function parseMount(text: string): Mount {
  const mount: Mount = { Type: 'volume' };
  const volume = (): NonNullable<Mount['VolumeOptions']> => (mount.VolumeOptions ??= { DriverConfig: {} });
  const bind = (): NonNullable<Mount['BindOptions']> => (mount.BindOptions ??= {});
  const tmpfs = (): NonNullable<Mount['TmpfsOptions']> => (mount.TmpfsOptions ??= {});
  const put = (map: Record<string, string>, pair: string): void => {
    const at = pair.indexOf('=');
    const key = at < 0 ? pair : pair.slice(0, at);
    if (key !== '') map[key] = at < 0 ? '' : pair.slice(at + 1);
  };
  for (const field of readCSV(text)) {
    const at = field.indexOf('=');
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase();
    const value = field.slice(at + 1);
    if (at < 0) {
      if (key === 'readonly' || key === 'ro') mount.ReadOnly = true;
      else if (key === 'volume-nocopy') volume().NoCopy = true;
      else if (key === 'bind-nonrecursive') bind().NonRecursive = true;
      else throw new FlagError(`invalid field '${field}' must be a key=value pair`);
      continue;
    }
    switch (key) {
      case 'type': mount.Type = value.toLowerCase() as MountType; break;
      case 'source': case 'src': mount.Source = value; break;
      case 'target': case 'dst': case 'destination': mount.Target = value; break;
      case 'readonly': case 'ro': mount.ReadOnly = flag(key, value); break;
      case 'consistency': mount.Consistency = value.toLowerCase(); break;
      case 'bind-propagation': bind().Propagation = value.toLowerCase(); break;
      case 'bind-nonrecursive': bind().NonRecursive = flag(key, value); break;
      case 'bind-recursive':
        if (value === 'disabled') bind().NonRecursive = true;
        else if (value === 'writable') bind().ReadOnlyNonRecursive = true;
        else if (value === 'readonly') bind().ReadOnlyForceRecursive = true;
        else if (value !== 'enabled') throw new FlagError(`invalid value for ${key}: ${value} (must be "enabled", "disabled", "writable", or "readonly")`);
        break;
      case 'volume-subpath': volume().Subpath = value; break;
      case 'volume-nocopy': volume().NoCopy = flag(key, value); break;
      case 'volume-label': put((volume().Labels ??= {}), value); break;
      case 'volume-driver': (volume().DriverConfig ??= {}).Name = value; break;
      case 'volume-opt': put(((volume().DriverConfig ??= {}).Options ??= {}), value); break;
      case 'image-subpath': mount.ImageOptions = { Subpath: value }; break;
      case 'tmpfs-size': tmpfs().SizeBytes = tmpfsSize(key, value); break;
      case 'tmpfs-mode':
        if (!/^[0-7]+$/.test(value) || Number.parseInt(value, 8) > 0xffffffff) throw new FlagError(`invalid value for ${key}: ${value}`);
        tmpfs().Mode = Number.parseInt(value, 8);
        break;
      default: throw new FlagError(`unexpected key '${key}' in '${field}'`);
    }
  }
  check(mount);
  return mount;
}

function check(mount: Mount): void {
  const { Type: type } = mount;
  if (type as string === '') throw new FlagError('type is required');
  if ((mount.Target ?? '') === '') throw new FlagError('target is required');
  const mixed = (options: object | undefined, kind: MountType): void => {
    if (options !== undefined && type !== kind) throw new FlagError(`cannot mix '${kind}-*' options with mount type '${type}'`);
  };
  mixed(mount.VolumeOptions, 'volume');
  mixed(mount.ImageOptions, 'image');
  mixed(mount.BindOptions, 'bind');
  mixed(mount.TmpfsOptions, 'tmpfs');
  const bind = mount.BindOptions;
  const needs = (option: string, other: string): never => {
    throw new FlagError(`option 'bind-recursive=${option}' requires '${other}' to be specified in conjunction`);
  };
  if (bind?.ReadOnlyNonRecursive && !mount.ReadOnly) needs('writable', 'readonly');
  if (bind?.ReadOnlyForceRecursive) {
    if (!mount.ReadOnly) needs('readonly', 'readonly');
    if (bind.Propagation !== 'rprivate') needs('readonly', 'bind-propagation=rprivate');
  }
}

export const mount = (): FlagType<readonly Mount[]> => ({
  type: 'mount',
  initial: [],
  parse: (text, previous) => [...previous, parseMount(text)],
  format: (mounts) => mounts.map((m) => `${m.Type} ${m.Source ?? ''} ${m.Target ?? ''}`).join(', '),
});
