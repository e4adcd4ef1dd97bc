/** Copies between a client's raw connection and the streams of a process: attach and exec. */
import type { Proc, Sys } from '../../kernel/sys.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { RawConnection } from '../daemon.ts';
import { DetachFilter } from './detach-keys.ts';
import { frame } from './multiplex.ts';
import type { OutputReader, Streams } from './streams.ts';

interface PumpOptions {
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  /** The end of the client's input is the end of the process's. */
  readonly closeStdin: boolean;
  readonly detachKeys: readonly number[];
}

/** Blocks until the process's output ends, the client leaves or detaches; true when it detached. */
export function* pump(proc: Proc, connection: RawConnection, streams: Streams, reader: OutputReader, options: PumpOptions): Sys<boolean> {
  let detached = false;
  const input = options.stdin
    ? proc.thread(copyInput(connection, streams, options, () => {
      detached = true;
      streams.unsubscribe(reader);
    }), 'attach stdin')
    : undefined;
  try {
    yield* copyOutput(proc, connection, reader, options);
  } catch (error) {
    if (!isSysError(error)) throw error;
    streams.unsubscribe(reader);
  }
  input?.cancel();
  return detached;
}

function* copyOutput(proc: Proc, connection: RawConnection, reader: OutputReader, options: PumpOptions): Sys<void> {
  for (;;) {
    const chunk = reader.take();
    if (chunk) {
      if (chunk.stream === 'stdout' ? options.stdout : options.stderr) {
        yield* connection.write(options.tty ? chunk.data : frame(chunk.stream, chunk.data));
      }
      continue;
    }
    if (reader.ended) return;
    yield* proc.block([reader.queue]);
  }
}

function* copyInput(connection: RawConnection, streams: Streams, options: PumpOptions, detach: () => void): Sys<void> {
  const filter = options.tty ? new DetachFilter(options.detachKeys) : undefined;
  for (;;) {
    const data = yield* connection.read();
    if (data.length === 0) break;
    const { pass, detached } = filter ? filter.push(data) : { pass: data, detached: false };
    if (pass.length > 0 && !(yield* streams.write(pass))) return;
    if (detached) {
      detach();
      return;
    }
  }
  if (options.closeStdin) streams.closeStdin();
}
