/** What --oom-score-adj and --security-opt make the kernel hold against the processes of a container. */
import type { HostConfig } from '../../api/container.ts';
import type { Confinement } from '../../kernel/sys.ts';

export function confinement({ OomScoreAdj, Privileged, SecurityOpt }: HostConfig): Confinement {
  const options = SecurityOpt ?? [];
  return {
    oomScoreAdj: OomScoreAdj,
    noNewPrivileges: options.some((option) => /^no-new-privileges([:=]true)?$/.test(option)),
    seccomp: !Privileged && !options.some((option) => /^seccomp[:=]unconfined$/.test(option)),
  };
}
