import { isSysError } from '../../kernel/errno.ts';
import { parseSignal, signalName, signalNumber } from '../../kernel/signals.ts';
import type { Program } from '../../kernel/sys.ts';

/** kill(1) of procps: the shell has its own; this is for `exec`, `xargs kill` and other programs. */
export const kill: Program = {
  name: 'kill',
  *main(proc) {
    const args = proc.argv.slice(1);
    if (args[0] === '-l' || args[0] === '-L') {
      const number = Number(args[1]);
      if (args[1] !== undefined) yield* proc.write(1, `${signalName(number > 128 ? number - 128 : number)?.slice(3) ?? signalNumber(parseSignal(args[1]) ?? 'SIGTERM')}\n`);
      else yield* proc.write(1, `${Array.from({ length: 31 }, (_, i) => signalName(i + 1)?.slice(3)).join(' ')}\n`);
      return 0;
    }
    let signal = 'TERM';
    if (args[0] === '-s' || args[0] === '-n') [, signal = 'TERM'] = args.splice(0, 2);
    else if (args[0] !== undefined && /^-[A-Za-z0-9]/.test(args[0])) signal = (args.shift() ?? '').slice(1);
    if (args[0] === '--') args.shift();
    const chosen = signal === '0' ? 0 : parseSignal(signal);
    if (chosen === undefined) {
      yield* proc.write(2, proc.variant === 'busybox' ? `kill: invalid signal '${signal}'\n` : `kill: unknown signal name ${signal}\n`);
      return 1;
    }
    if (args.length === 0) {
      yield* proc.write(2, 'kill: not enough arguments\n');
      return 1;
    }
    let code = 0;
    for (const arg of args) {
      if (!/^-?\d+$/.test(arg)) {
        yield* proc.write(2, proc.variant === 'busybox' ? `kill: invalid number '${arg}'\n` : `kill: failed to parse argument: '${arg}'\n`);
        code = 1;
        continue;
      }
      try {
        proc.kill(Number(arg), chosen);
      } catch (error) {
        if (!isSysError(error)) throw error;
        yield* proc.write(2, proc.variant === 'busybox' ? `kill: can't kill pid ${arg}: ${error.message}\n` : `kill: (${arg}): ${error.message}\n`);
        code = 1;
      }
    }
    return code;
  },
};
