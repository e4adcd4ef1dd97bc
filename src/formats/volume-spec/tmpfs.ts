// Options of a tmpfs mount (moby, volume/mounts/linux_parser.go, ConvertTmpfsOptions).

export interface TmpfsOptions {
  SizeBytes?: number;
  Mode?: number;
  Options?: string[][];
}

const FLAGS: ReadonlySet<string> = new Set([
  'ro',
  'rw',
  'suid',
  'nosuid',
  'dev',
  'nodev',
  'exec',
  'noexec',
  'sync',
  'async',
  'dirsync',
  'remount',
  'mand',
  'nomand',
  'atime',
  'noatime',
  'diratime',
  'nodiratime',
  'bind',
  'rbind',
  'unbindable',
  'runbindable',
  'private',
  'rprivate',
  'shared',
  'rshared',
  'slave',
  'rslave',
  'relatime',
  'norelatime',
  'strictatime',
  'nostrictatime',
  'defaults',
]);
const VALUES: ReadonlySet<string> = new Set(['size', 'mode', 'uid', 'gid', 'nr_inodes', 'nr_blocks', 'mpol']);

/** The mount's option string: `ro,mode=1777,size=64m`. Throws Error for options that tmpfs does not know. */
export function tmpfsOptions(options: TmpfsOptions | undefined, readOnly: boolean): string {
  const words: string[] = readOnly ? ['ro'] : [];
  if (options?.Mode) words.push(`mode=${options.Mode.toString(8)}`);
  if (options?.SizeBytes) words.push(`size=${shortSize(options.SizeBytes)}`);
  for (const pair of options?.Options ?? []) {
    const [key = '', value] = pair;
    if (pair.length > 2 || !(value === undefined ? FLAGS : VALUES).has(key)) {
      throw new Error(`invalid tmpfs option ${JSON.stringify(pair.join('='))}`);
    }
    words.push(pair.join('='));
  }
  return words.join(',');
}

function shortSize(bytes: number): string {
  for (const [suffix, unit] of [
    ['g', 2 ** 30],
    ['m', 2 ** 20],
    ['k', 2 ** 10],
  ] as const) {
    if (bytes % unit === 0) return `${bytes / unit}${suffix}`;
  }
  return String(bytes);
}
