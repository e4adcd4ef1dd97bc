/** GET /events (moby daemon/events.go, system_routes.go getEvents). */
import { encodeJSON } from '../../formats/json/encode.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import type { EventMessage } from '../../api/events.ts';
import { DaemonError } from '../daemon.ts';
import type { RequestContext, Route } from '../daemon.ts';
import { matchesEvent } from '../events/filter.ts';
import { Filters } from '../filters.ts';
import { parseUnix } from '../time.ts';

function time(context: RequestContext, name: 'since' | 'until'): bigint | undefined {
  const text = context.query.get(name) ?? '';
  if (text === '') return undefined;
  const value = parseUnix(text);
  if (value === undefined) throw new DaemonError(400, `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return value;
}

export function eventRoutes(): Route[] {
  return [{
    method: 'GET', pattern: '/events',
    *handle(context) {
      const { daemon } = context;
      const { proc, events } = daemon;
      const since = time(context, 'since');
      const until = time(context, 'until');
      if (since !== undefined && until !== undefined && since > until) {
        throw new DaemonError(400, `\`since\` time (${context.query.get('since')}) cannot be after \`until\` time (${context.query.get('until')})`);
      }
      const filters = Filters.parse(context.query.get('filters'));
      const pending: EventMessage[] = [];
      const queue = new WaitQueue();
      const unsubscribe = events.subscribe((event) => {
        pending.push(event);
        queue.wake();
      });
      try {
        const past = since === undefined && until === undefined ? [] : events.history.filter((event) => BigInt(event.timeNano) >= (since ?? 0n) && (until === undefined || BigInt(event.timeNano) <= until));
        const stream = yield* context.stream(200, { 'Content-Type': 'application/json' });
        for (const event of past) if (matchesEvent(event, filters)) yield* stream.write(`${encodeJSON(event)}\n`);
        const deadline = until === undefined ? undefined : proc.now() + Number(until - proc.realtime());
        for (;;) {
          const event = pending.shift();
          if (event) {
            if (until !== undefined && BigInt(event.timeNano) > until) break;
            if (matchesEvent(event, filters)) yield* stream.write(`${encodeJSON(event)}\n`);
            continue;
          }
          if (context.closed() || (deadline !== undefined && proc.now() >= deadline)) break;
          yield* proc.block([queue, ...(context.hangup ? [context.hangup] : [])], deadline);
        }
        yield* stream.end();
      } finally {
        unsubscribe();
      }
    },
  }];
}
