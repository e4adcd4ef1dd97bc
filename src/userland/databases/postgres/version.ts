/** How the programs of PostgreSQL name their version. */
import type { Proc } from '../../../kernel/sys.ts';

/** `16.10`: from the executable. */
export function serverVersion(proc: Proc): string {
  return /^\d+(\.\d+)?/.exec(proc.variant)?.[0] ?? '17.6';
}

/** `16.10 (Debian 16.10-1.pgdg12+1)` where the packages are Debian's. */
export function longVersion(proc: Proc): string {
  const version = serverVersion(proc);
  const packaged = proc.env.get('PG_VERSION') ?? '';
  return packaged.startsWith(`${version}-`) ? `${version} (Debian ${packaged})` : version;
}

/** What `SELECT version()` answers. */
export function versionBanner(proc: Proc): string {
  const debian = longVersion(proc).includes('Debian');
  const compiler = debian ? (/pgdg13/.test(longVersion(proc)) ? 'gcc (Debian 14.2.0-19) 14.2.0' : 'gcc (Debian 12.2.0-14+deb12u1) 12.2.0') : 'gcc (Alpine 14.2.0) 14.2.0';
  return `PostgreSQL ${longVersion(proc)} on x86_64-pc-linux-${debian ? 'gnu' : 'musl'}, compiled by ${compiler}, 64-bit`;
}

export const majorVersion = (proc: Proc): string => serverVersion(proc).split('.')[0] ?? '17';
