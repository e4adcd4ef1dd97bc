import { isSysError } from '../../kernel/errno.ts';
import { parseSignal, signalNumber } from '../../kernel/signals.ts';
import { findExecutable } from '../run-command.ts';
import { tool } from '../tool.ts';
import { parseInterval } from './sleep.ts';

export const timeout = tool({
  name: 'timeout',
  synopsis: ['[OPTION] DURATION COMMAND [ARG]...'],
  summary: 'Start COMMAND, and kill it if still running after DURATION.',
  options: [
    { long: 'preserve-status', help: 'exit with the same status as COMMAND, even when the command times out' },
    { long: 'foreground', help: 'when not running timeout directly from a shell prompt, allow COMMAND to read from the TTY' },
    { short: 'k', long: 'kill-after', argument: 'DURATION', help: 'also send a KILL signal if COMMAND is still running this long after the initial signal was sent' },
    { short: 's', long: 'signal', argument: 'SIGNAL', help: 'specify the signal to be sent on timeout' },
    { short: 'v', long: 'verbose', help: 'diagnose to stderr any signal sent upon timeout' },
  ],
  usageExit: 125,
  stopAtOperand: true,
  *run(t) {
    const [duration, ...argv] = t.operands;
    if (duration === undefined || argv.length === 0) {
      if (t.busybox) return yield* t.usage('missing operand', 125);
      yield* t.proc.write(2, `Try '${t.name} --help' for more information.\n`);
      return 125;
    }
    const interval = parseInterval(duration);
    if (interval === undefined) return yield* t.usage(`invalid time interval ‘${duration}’`, 125);
    const signal = parseSignal(t.value('signal') ?? 'TERM');
    if (!signal) return yield* t.usage(`‘${t.value('signal')}’: invalid signal`, 125);
    const path = findExecutable(t.proc, argv[0] ?? '');
    if (path === undefined) return yield* t.fail(t.busybox ? `can't execute '${argv[0]}': No such file or directory` : `failed to run command ‘${argv[0]}’: No such file or directory`, 127);
    let child: number;
    try {
      child = yield* t.proc.spawn({ path, argv });
    } catch (error) {
      if (!isSysError(error)) throw error;
      return yield* t.fail(`failed to run command ‘${argv[0]}’: ${error.message}`, error.code === 'ENOENT' ? 127 : 126);
    }
    let timedOut = false;
    const killer = interval === 0 ? undefined : t.proc.thread((function* () {
      yield* t.proc.sleep(interval);
      timedOut = true;
      if (t.has('verbose')) yield* t.proc.write(2, `timeout: sending signal ${signal.slice(3)} to command ‘${argv[0]}’\n`);
      t.proc.kill(child, signal);
      const grace = parseInterval(t.value('kill-after') ?? '');
      if (grace === undefined) return;
      yield* t.proc.sleep(grace);
      t.proc.kill(child, 'SIGKILL');
    })(), 'timer');
    const status = yield* t.proc.wait(child);
    killer?.cancel();
    const code = status?.kind === 'exited' ? status.code : status?.kind === 'signaled' ? 128 + signalNumber(status.signal) : 1;
    if (!timedOut || t.has('preserve-status')) return code;
    return status?.kind === 'signaled' && status.signal === 'SIGKILL' ? 137 : t.busybox ? 143 : 124;
  },
});
