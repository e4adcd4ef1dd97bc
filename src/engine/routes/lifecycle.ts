/** Routes that change or await a container's state: start, stop, restart, kill, pause, unpause, wait. */
import type { Containers } from '../containers/service.ts';
import { startContainer } from '../containers/start.ts';
import { restartContainer } from '../containers/restart.ts';
import { killContainer, pauseContainer, signalArgument, stopContainer, unpauseContainer } from '../containers/stop.ts';
import type { StopOptions } from '../containers/stop.ts';
import { admit } from '../containers/lifecycle.ts';
import { waitCondition, waitFor } from '../containers/wait.ts';
import { DaemonError } from '../daemon.ts';
import type { RequestContext, Route } from '../daemon.ts';

function stopOptions(context: RequestContext): StopOptions {
  const signal = context.query.get('signal') ?? '';
  const seconds = context.query.get('t') ?? '';
  if (seconds !== '' && !/^[+-]?\d+$/.test(seconds)) throw new DaemonError(400, `strconv.Atoi: parsing ${JSON.stringify(seconds)}: invalid syntax`);
  return { ...(signal ? { signal: signalArgument(signal) } : {}), ...(seconds ? { timeout: Number(seconds) } : {}) };
}

export function lifecycleRoutes(containers: Containers): Route[] {
  const { engine } = containers;
  const { store } = engine;
  return [
    {
      method: 'POST', pattern: '/containers/{id}/start',
      *handle(context) {
        const reference = context.params['id']!;
        const container = store.get(reference);
        yield* context.reply((yield* startContainer(engine, container, { reset: true, reference })) ? 204 : 304);
      },
    },
    {
      method: 'POST', pattern: '/containers/{id}/stop',
      *handle(context) {
        const reference = context.params['id']!;
        const options = stopOptions(context);
        const container = store.get(reference);
        const go = admit('stop', container, reference);
        if (go) yield* stopContainer(engine, container, options);
        yield* context.reply(go ? 204 : 304);
      },
    },
    {
      method: 'POST', pattern: '/containers/{id}/restart',
      *handle(context) {
        const reference = context.params['id']!;
        const options = stopOptions(context);
        yield* restartContainer(engine, store.get(reference), options, reference);
        yield* context.reply(204);
      },
    },
    {
      method: 'POST', pattern: '/containers/{id}/kill',
      *handle(context) {
        const reference = context.params['id']!;
        try {
          const signal = signalArgument(context.query.get('signal') || 'SIGKILL');
          yield* killContainer(engine, store.get(reference), signal, reference);
        } catch (error) {
          if (!(error instanceof DaemonError)) throw error;
          throw new DaemonError(error.status, `cannot kill container: ${reference}: ${error.message}`);
        }
        yield* context.reply(204);
      },
    },
    {
      method: 'POST', pattern: '/containers/{id}/pause',
      *handle(context) {
        const reference = context.params['id']!;
        pauseContainer(engine, store.get(reference), reference);
        yield* context.reply(204);
      },
    },
    {
      method: 'POST', pattern: '/containers/{id}/unpause',
      *handle(context) {
        const reference = context.params['id']!;
        unpauseContainer(engine, store.get(reference), reference);
        yield* context.reply(204);
      },
    },
    {
      method: 'POST', pattern: '/containers/{id}/wait',
      *handle(context) {
        const condition = waitCondition(context.query.get('condition') ?? '');
        const container = store.get(context.params['id']!);
        const { exits } = container;
        // The headers go out at once: the CLI waits for them before it sends the start.
        const stream = yield* context.stream(200, { 'Content-Type': 'application/json' });
        const result = yield* waitFor(engine, container, condition, exits, context);
        if (result) yield* stream.write(`${JSON.stringify(result)}\n`);
        yield* stream.end();
      },
    },
  ];
}
