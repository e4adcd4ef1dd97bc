import { isSysError } from '../../kernel/errno.ts';
import { LISTEN_FDS_START } from '../../kernel/sd-daemon.ts';
import { tool } from '../tool.ts';
import { listenStream } from './listen-stream.ts';

/** Becomes the daemon when the first client connects (systemd-socket-activate(1)); TCP ports and Unix sockets, without --accept. */
export const systemdSocketActivate = tool({
  name: 'systemd-socket-activate',
  package: 'systemd 252',
  synopsis: ['[OPTIONS...] DAEMON [ARGUMENTS...]'],
  summary: 'Listen on sockets and launch child on connection.',
  options: [{ short: 'l', long: 'listen', argument: 'ADDR', help: 'Listen for raw connections at ADDR' }],
  stopAtOperand: true,
  *run(t) {
    const { proc } = t;
    const [daemon] = t.operands;
    const addresses = t.options.values('listen');
    if (addresses.length === 0) return yield* t.fail('Zero sockets to listen on specified.');
    if (daemon === undefined) return yield* t.fail('Missing argument.');
    const listening = [];
    for (const [i, address] of addresses.entries()) {
      let fd: number;
      try {
        fd = listenStream(proc, address);
      } catch (error) {
        if (!isSysError(error)) throw error;
        return yield* t.fail(`Failed to open '${address}': ${error.message}`);
      }
      if (fd !== LISTEN_FDS_START + i) {
        proc.dup2(fd, LISTEN_FDS_START + i);
        proc.close(fd);
      }
      listening.push({ fd: LISTEN_FDS_START + i });
      yield* proc.write(2, `Listening on ${address} as ${LISTEN_FDS_START + i}.\n`);
    }
    const [first] = yield* proc.poll(listening);
    yield* proc.write(2, `Communication attempt on fd ${first}.\n`);
    return yield* proc.exec(daemon, t.operands, new Map([...proc.env, ['LISTEN_FDS', String(listening.length)], ['LISTEN_PID', String(proc.pid)]]));
  },
});
