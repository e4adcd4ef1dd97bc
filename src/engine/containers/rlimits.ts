/** --ulimit as limits of a process (getrlimit(2)); the soft one counts. */
import type { Ulimit } from '../../api/container.ts';

/** Defaults of a container under systemd's docker.service: LimitNOFILE=infinity is 1048576. */
const DEFAULTS = { RLIMIT_NOFILE: 1048576 };

export function rlimits(ulimits: readonly Ulimit[] | null): Record<string, number> {
  const out: Record<string, number> = { ...DEFAULTS };
  for (const limit of ulimits ?? []) out[`RLIMIT_${limit.Name.toUpperCase()}`] = limit.Soft < 0 ? Number.POSITIVE_INFINITY : limit.Soft;
  return out;
}
