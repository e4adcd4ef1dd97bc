/** hostnamectl and timedatectl: what the host says of itself. */
import type { Program } from '../../kernel/sys.ts';
import { strftime } from '../dates.ts';

export const hostnamectl: Program = {
  name: 'hostnamectl',
  *main(proc) {
    const [verb = 'status', name] = proc.argv.slice(1);
    if (verb === 'hostname' && name === undefined) yield* proc.write(1, `${proc.uts.hostname}\n`);
    else if (verb === 'set-hostname' || verb === 'hostname') {
      if (proc.credentials.uid !== 0) {
        yield* proc.write(2, 'Could not set static hostname: Interactive authentication required.\n');
        return 1;
      }
      proc.uts.hostname = name ?? '';
      proc.writeFile('/etc/hostname', `${name}\n`);
    } else if (verb === 'status') yield* proc.write(1, ` Static hostname: ${proc.uts.hostname}\n       Icon name: computer-vm\n         Chassis: vm\nOperating System: ${proc.host.facts.operatingSystem}\n          Kernel: Linux ${proc.host.facts.kernelRelease}\n    Architecture: x86-64\n`);
    else {
      yield* proc.write(2, `Unknown command verb ${verb}.\n`);
      return 1;
    }
    return 0;
  },
};

export const timedatectl: Program = {
  name: 'timedatectl',
  *main(proc) {
    const [verb = 'status'] = proc.argv.slice(1);
    if (verb !== 'status') {
      yield* proc.write(2, `timedatectl: '${verb}' is not simulated here\n`);
      return 1;
    }
    const now = proc.realtime();
    yield* proc.write(1, `               Local time: ${strftime('%a %Y-%m-%d %H:%M:%S', now)} UTC\n           Universal time: ${strftime('%a %Y-%m-%d %H:%M:%S', now)} UTC\n                 RTC time: ${strftime('%a %Y-%m-%d %H:%M:%S', now)}\n                Time zone: Etc/UTC (UTC, +0000)\nSystem clock synchronized: yes\n              NTP service: active\n          RTC in local TZ: no\n`);
    return 0;
  },
};
