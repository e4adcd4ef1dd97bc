/** Options of the local volume driver (moby volume/local): type, device, o and size. */
import { DaemonError } from '../daemon.ts';

const VALID = ['type', 'o', 'device', 'size'];
const REQUIRES: Readonly<Record<string, readonly string[]>> = { device: ['type'], type: ['device'], o: ['device', 'type'] };

/** 400 for what the driver does not take. */
export function checkLocalOptions(name: string, options: Readonly<Record<string, string>>): void {
  const fail = (message: string): never => {
    throw new DaemonError(400, `create ${name}: ${message}`);
  };
  for (const option of Object.keys(options)) if (!VALID.includes(option)) fail(`invalid option: ${JSON.stringify(option)}`);
  if (options['size'] !== undefined) fail('quota size requested but no quota support');
  for (const [option, others] of Object.entries(REQUIRES)) {
    if (options[option] === undefined) continue;
    for (const other of others) if (options[other] === undefined) fail(`missing required option: ${JSON.stringify(other)}`);
  }
}

/** `size=100m` and the like in the mount options of a tmpfs; bytes. */
export function tmpfsSize(o: string): number | undefined {
  const match = /(?:^|,)size=(\d+)([kmg]?)(?:,|$)/i.exec(o);
  return match ? Number(match[1]) * 1024 ** ['', 'k', 'm', 'g'].indexOf((match[2] ?? '').toLowerCase()) : undefined;
}
