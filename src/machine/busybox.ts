/** /bin/busybox: runs the applet that argv[0] names, out of the machine's programs. */
import type { ProgramTable } from '../kernel/exec.ts';
import type { Proc, Program, Sys } from '../kernel/sys.ts';

/** The multi-call binary over a table of programs. Applets see their own name as argv[0] and the variant `busybox`. */
export function busybox(programs: ProgramTable): Program {
  return {
    name: 'busybox',
    *main(proc) {
      const called = nameOf(proc.argv[0] ?? '');
      if (called !== 'busybox') return yield* applet(proc, called);
      const [, name, ...args] = proc.argv;
      if (name === undefined || name === '--help') {
        yield* proc.write(1, 'BusyBox v1.37.0 (2025-05-26 20:04:45 UTC) multi-call binary.\n\nUsage: busybox [function [arguments]...]\n   or: busybox --list[-full]\n');
        return 0;
      }
      if (name === '--list') {
        yield* proc.write(1, `${[...programs.keys()].sort().join('\n')}\n`);
        return 0;
      }
      return yield* proc.exec(proc.exe, [name, ...args]);
    },
  };

  function* applet(proc: Proc, name: string): Sys<number> {
    const entry = programs.get(ALIASES[name] ?? name);
    if (!entry) {
      yield* proc.write(2, `${name}: applet not found\n`);
      return 127;
    }
    const program = typeof entry === 'function' ? yield* proc.external(entry()) : entry;
    return yield* program.main(proc);
  }
}

const ALIASES: Readonly<Record<string, string>> = { ash: 'sh', gunzip: 'gzip', zcat: 'gzip', egrep: 'grep', fgrep: 'grep', '[[': '[', ping6: 'ping', hd: 'hexdump', killall5: 'killall' };

function nameOf(path: string): string {
  const base = path.slice(path.lastIndexOf('/') + 1);
  return base.startsWith('-') ? base.slice(1) : base;
}
