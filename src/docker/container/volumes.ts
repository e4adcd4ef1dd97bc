/** `--volume`: bind mounts and named volumes apart from anonymous ones (docker/cli compose/loader/volume.go, ParseVolume). */
import { StatusError } from '../errors.ts';
import { cleanPath } from './devices.ts';

/** Go's filepath.Abs. */
export const absolutePath = (cwd: string, path: string): string => cleanPath(path.startsWith('/') ? path : `${cwd}/${path}`);

/** What goes to `HostConfig.Binds` and what to `Volumes`. Throws StatusError for a spec that is wrong. */
export function splitVolumes(cwd: string, specs: readonly string[]): { binds: string[]; volumes: Record<string, object> } {
  const binds: string[] = [];
  const volumes: Record<string, object> = {};
  for (const spec of new Set(specs)) {
    const { source, bind } = parse(spec);
    if (source === '') {
      volumes[spec] = {};
      continue;
    }
    const at = spec.indexOf(':');
    const host = at < 0 ? spec : spec.slice(0, at);
    binds.push(bind && at >= 0 && host.startsWith('.') ? `${absolutePath(cwd, host)}${spec.slice(at)}` : spec);
  }
  return { binds, volumes };
}

function parse(spec: string): { source: string; bind: boolean } {
  if (spec === '') throw new StatusError('invalid empty volume spec');
  if (spec.length <= 2) return { source: '', bind: false };
  const fields: string[] = [];
  let buffer = '';
  const invalid = (reason: string): never => {
    throw new StatusError(`invalid spec: ${spec}: ${reason}`);
  };
  const runes = [...spec];
  for (let i = 0; i <= runes.length; i++) {
    const rune = runes[i];
    const end = rune === undefined;
    // `C:` begins a Windows path.
    if (!end && (rune !== ':' || /^\p{L}$/u.test(buffer))) {
      buffer += rune;
      continue;
    }
    if (buffer === '') invalid('empty section between colons');
    if (fields.length >= 2 && !end) invalid('too many colons');
    fields.push(buffer);
    buffer = '';
  }
  if (fields.length === 1) return { source: '', bind: false };
  const source = fields[0] ?? '';
  return { source, bind: /^[./~]/.test(source) || source.startsWith('\\\\') || /^\p{L}:/u.test(source) };
}
