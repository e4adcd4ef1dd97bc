/** POST /containers/{id}/attach (moby daemon/attach.go). */
import type { Sys } from '../../kernel/sys.ts';
import { isSysError } from '../../kernel/errno.ts';
import { DaemonError } from '../daemon.ts';
import type { RawConnection } from '../daemon.ts';
import type { Container } from './container.ts';
import { DEFAULT_DETACH_KEYS, parseDetachKeys } from './detach-keys.ts';
import { logEvent } from './engine.ts';
import type { ContainerEngine } from './engine.ts';
import { admit } from './lifecycle.ts';
import { frame } from './multiplex.ts';
import { pump } from './pump.ts';
import { openContainerLog } from './logs/container-log.ts';
import { streamsOf } from './start.ts';

interface AttachOptions {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly stream: boolean;
  readonly logs: boolean;
  readonly detachKeys: readonly number[];
}

/** 400 `Invalid detach keys (X) provided`. */
export function detachKeys(text: string | null, word: 'detach' | 'escape'): readonly number[] {
  if (!text) return DEFAULT_DETACH_KEYS;
  const keys = parseDetachKeys(text);
  if (!keys) throw new DaemonError(400, `Invalid ${word} keys (${text}) provided`);
  return keys;
}

/** Copies until the process ends or the client leaves. `open` gives the connection once the request is known to be good. */
export function* attachContainer(engine: ContainerEngine, container: Container, reference: string, options: AttachOptions, open: () => Sys<RawConnection>): Sys<void> {
  admit('attach', container, reference);
  const streams = streamsOf(engine, container);
  const reader = streams.subscribe();
  const connection = yield* open();
  const { Tty: tty, OpenStdin: openStdin, StdinOnce: once } = container.config;
  try {
    if (options.logs) {
      for (const entry of openContainerLog(engine, container).read() ?? []) {
        const data = new TextEncoder().encode(entry.line);
        if (entry.stream === 'stdout' ? options.stdout : options.stderr) yield* connection.write(tty ? data : frame(entry.stream, data));
      }
    }
    logEvent(engine, container, 'attach');
    if (options.stream) {
      const detached = yield* pump(engine.proc, connection, streams, reader, {
        tty, stdin: options.stdin && openStdin, stdout: options.stdout, stderr: options.stderr, closeStdin: once && !tty, detachKeys: options.detachKeys,
      });
      if (detached) logEvent(engine, container, 'detach');
    }
  } catch (error) {
    if (!isSysError(error)) throw error;
  }
  streams.unsubscribe(reader);
  connection.close();
}
