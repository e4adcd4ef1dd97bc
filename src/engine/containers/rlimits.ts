/** --ulimit as limits of a process (getrlimit(2)): soft limits under their name, hard ones with `_HARD` behind it. */
import type { Ulimit } from '../../api/container.ts';

/** Defaults of a container under systemd's docker.service: LimitNOFILE=infinity is 1048576. */
const DEFAULTS = { RLIMIT_NOFILE: 1048576 };

export function rlimits(ulimits: readonly Ulimit[] | null): Record<string, number> {
  const out: Record<string, number> = { ...DEFAULTS };
  for (const { Name, Soft, Hard } of ulimits ?? []) {
    out[`RLIMIT_${Name.toUpperCase()}`] = Soft < 0 ? Number.POSITIVE_INFINITY : Soft;
    out[`RLIMIT_${Name.toUpperCase()}_HARD`] = Hard < 0 ? Number.POSITIVE_INFINITY : Hard;
  }
  return out;
}
