/** Numbers with the multiplier suffixes of coreutils: b 512, kB 1000, K 1024, MB, M, … */

const SUFFIX: Readonly<Record<string, number>> = { '': 1, b: 512, kB: 1000, KB: 1000, k: 1024, K: 1024, KiB: 1024, MB: 1e6, m: 1024 ** 2, M: 1024 ** 2, MiB: 1024 ** 2, GB: 1e9, g: 1024 ** 3, G: 1024 ** 3, GiB: 1024 ** 3, TB: 1e12, T: 1024 ** 4 };

/** Value of `10`, `4K`, `1MB`; undefined when it is no count. */
export function parseCount(text: string): number | undefined {
  const match = /^(\d+)([a-zA-Z]*)$/.exec(text);
  const factor = match ? SUFFIX[match[2] ?? ''] : undefined;
  return match && factor !== undefined ? Number(match[1]) * factor : undefined;
}
