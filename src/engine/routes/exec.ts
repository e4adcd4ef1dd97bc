/** Routes of exec: create, start, resize, inspect. */
import type { ExecCreateRequest, ExecStartRequest } from '../../api/exec.ts';
import { detachKeys } from '../containers/attach.ts';
import { createExec, findExec, prepareExec, startExec } from '../containers/exec.ts';
import { admit } from '../containers/lifecycle.ts';
import { MULTIPLEXED, RAW, frame } from '../containers/multiplex.ts';
import { pump } from '../containers/pump.ts';
import { logEvent } from '../containers/engine.ts';
import type { Containers } from '../containers/service.ts';
import { DaemonError } from '../daemon.ts';
import type { RequestContext, Route } from '../daemon.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { Sys } from '../../kernel/sys.ts';
import { windowSize } from './streams.ts';

export function execRoutes(containers: Containers): Route[] {
  const { engine } = containers;
  const { store, proc } = engine;

  function* start(context: RequestContext): Sys<void> {
    const body = (yield* context.json<ExecStartRequest>()) ?? {};
    const exec = findExec(engine, context.params['id']!);
    const { container, request } = exec;
    admit('exec', container, container.id);
    if (body.Detach) {
      prepareExec(engine, exec, body.ConsoleSize ?? request.ConsoleSize);
      try {
        yield* startExec(engine, exec);
      } catch (error) {
        exec.streams?.abandon();
        throw error;
      }
      yield* context.reply(200);
      return;
    }
    const keys = detachKeys(request.DetachKeys ?? null, 'escape');
    const tty = body.Tty ?? false;
    const streams = prepareExec(engine, exec, body.ConsoleSize ?? request.ConsoleSize);
    const reader = streams.subscribe();
    const connection = yield* context.hijack({ 'Content-Type': tty || !context.upgrade ? RAW : MULTIPLEXED });
    try {
      yield* startExec(engine, exec);
      const detached = yield* pump(proc, connection, streams, reader, {
        tty, stdin: request.AttachStdin ?? false, stdout: request.AttachStdout ?? false, stderr: request.AttachStderr ?? false, closeStdin: true, detachKeys: keys,
      });
      if (detached) logEvent(engine, container, 'exec_detach', { execID: exec.id });
      // The client asks for the exit code as soon as the stream ends.
      else while (exec.running && streams.finished) yield* proc.block([exec.changed]);
    } catch (error) {
      if (error instanceof DaemonError) {
        streams.abandon();
        const text = new TextEncoder().encode(`${error.message}\r\n`);
        yield* connection.write(tty ? text : frame('stdout', text));
      } else if (!isSysError(error)) throw error;
    }
    connection.close();
  }

  return [
    {
      method: 'POST', pattern: '/containers/{id}/exec',
      *handle(context) {
        const request = yield* context.json<ExecCreateRequest>();
        if (!request) throw new DaemonError(400, 'invalid JSON: got EOF while reading request body');
        if ((request.Cmd ?? []).length === 0) throw new DaemonError(400, 'No exec command specified');
        const reference = context.params['id']!;
        const container = store.get(reference);
        admit('exec', container, reference);
        detachKeys(request.DetachKeys ?? null, 'escape');
        yield* context.reply(201, { Id: createExec(engine, container, request).id });
      },
    },
    { method: 'POST', pattern: '/exec/{id}/start', handle: start },
    {
      method: 'POST', pattern: '/exec/{id}/resize',
      *handle(context) {
        const size = windowSize(context);
        const exec = findExec(engine, context.params['id']!);
        if (!exec.started) throw new DaemonError(400, 'exec process is not started');
        if (!exec.running) throw new DaemonError(500, 'cannot resize a stopped container: unknown');
        exec.streams?.resize(size);
        yield* context.reply(200);
      },
    },
    {
      method: 'GET', pattern: '/exec/{id}/json',
      *handle(context) {
        yield* context.reply(200, findExec(engine, context.params['id']!).inspect());
      },
    },
  ];
}
