/** What --oom-score-adj and --security-opt make the kernel hold against the processes of a container (moby daemon/seccomp_linux.go, daemon/oci_linux.go). */
import type { HostConfig } from '../../api/container.ts';
import type { Confinement } from '../../kernel/sys.ts';

/** Docker's own seccomp profile is in force unless it is turned off or the container, or the exec, is privileged. */
export function confinement({ OomScoreAdj, Privileged, SecurityOpt }: HostConfig): Confinement {
  const options = SecurityOpt ?? [];
  return {
    oomScoreAdj: OomScoreAdj,
    noNewPrivileges: options.some((option) => /^no-new-privileges([:=]true)?$/.test(option)),
    seccomp: !Privileged && !options.some((option) => /^seccomp[:=]unconfined$/.test(option)),
  };
}
