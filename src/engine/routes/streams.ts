/** Routes that carry streams: attach, resize, logs. */
import { attachContainer, detachKeys } from '../containers/attach.ts';
import { admit } from '../containers/lifecycle.ts';
import { MULTIPLEXED, RAW, frame } from '../containers/multiplex.ts';
import type { LogEntry } from '../containers/logs/driver.ts';
import { formatEntry, parseTail, selectEntries, wanted } from '../containers/logs/reader.ts';
import type { LogOptions } from '../containers/logs/reader.ts';
import type { Containers } from '../containers/service.ts';
import { openContainerLog } from '../containers/logs/container-log.ts';
import { streamsOf } from '../containers/start.ts';
import { DaemonError } from '../daemon.ts';
import type { RawConnection, RequestContext, Route } from '../daemon.ts';
import { parseRFC3339, parseUnix } from '../time.ts';
import { STATUS_TEXT } from '../../formats/http/message.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import type { Sys } from '../../kernel/sys.ts';

/** `h` and `w` of a resize; 400 for what is no number. */
export function windowSize(context: RequestContext): { rows: number; cols: number } {
  const read = (name: 'h' | 'w', word: string): number => {
    const text = context.query.get(name) ?? '';
    if (!/^\d+$/.test(text)) throw new DaemonError(400, `invalid resize ${word} ${JSON.stringify(text)}: ${text === '' ? 'value is empty' : 'invalid syntax'}`);
    return Number(text);
  };
  return { rows: read('h', 'height'), cols: read('w', 'width') };
}

function timeArgument(context: RequestContext, name: 'since' | 'until'): bigint | undefined {
  const text = context.query.get(name) ?? '';
  if (text === '' || text === '0') return undefined;
  const time = parseUnix(text) ?? parseRFC3339(text);
  if (time === undefined) throw new DaemonError(400, `invalid value for "${name}": strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return time;
}

export function streamRoutes(containers: Containers): Route[] {
  const { engine } = containers;
  const { store, proc } = engine;

  function* attach(context: RequestContext): Sys<void> {
    const reference = context.params['id']!;
    try {
      const container = store.get(reference);
      const keys = detachKeys(context.query.get('detachKeys'), 'detach');
      const type = container.config.Tty || !context.upgrade ? RAW : MULTIPLEXED;
      yield* attachContainer(engine, container, reference, {
        stdin: context.flag('stdin'), stdout: context.flag('stdout'), stderr: context.flag('stderr'), stream: context.flag('stream'), logs: context.flag('logs'),
        detachKeys: keys,
      }, () => context.hijack({ 'Content-Type': type }, { bare: true }));
    } catch (error) {
      if (!(error instanceof DaemonError)) throw error;
      const connection: RawConnection = context.takeOver();
      const status = `${error.status} ${STATUS_TEXT[error.status] ?? ''}`;
      yield* connection.write(new TextEncoder().encode(`HTTP/1.1 ${status}\r\nContent-Type: ${RAW}\r\n\r\n${error.message}\r\n`));
      connection.close();
    }
  }

  function* logs(context: RequestContext): Sys<void> {
    const container = store.get(context.params['id']!);
    const options: LogOptions = {
      stdout: context.flag('stdout'), stderr: context.flag('stderr'), follow: context.flag('follow'), timestamps: context.flag('timestamps'),
      details: context.flag('details'), since: timeArgument(context, 'since'), until: timeArgument(context, 'until'), tail: parseTail(context.query.get('tail')),
    };
    if (!options.stdout && !options.stderr) throw new DaemonError(400, 'Bad parameters: you must choose at least one stream');
    if (container.state.dead || container.removed) throw new DaemonError(409, 'can not get logs from container which is dead or marked for removal');
    const driver = container.logDriver ?? (container.launched ? openContainerLog(engine, container) : undefined);
    const type = container.config.Tty ? RAW : MULTIPLEXED;
    const past = driver ? driver.read() : container.hostConfig.LogConfig.Type === 'none' ? undefined : [];
    if (past === undefined) throw new DaemonError(501, 'configured logging driver does not support reading');
    const pending: LogEntry[] = [];
    const queue = new WaitQueue();
    const follow = options.follow && container.task !== undefined && driver !== undefined;
    const unsubscribe = follow ? driver.subscribe((entry) => {
      pending.push(entry);
      queue.wake();
    }) : () => {};
    try {
      const stream = yield* context.stream(200, { 'Content-Type': type });
      const send = function* (entry: LogEntry): Sys<void> {
        const data = formatEntry(entry, options);
        yield* stream.write(container.config.Tty ? data : frame(entry.stream, data));
      };
      for (const entry of selectEntries(past, options)) yield* send(entry);
      const { task } = container;
      while (follow) {
        const entry = pending.shift();
        if (entry) {
          if (options.until !== undefined && entry.time > options.until) break;
          if (wanted(entry, options)) yield* send(entry);
          continue;
        }
        if (container.task !== task || container.removed || context.closed()) break;
        const until = options.until === undefined ? undefined : proc.now() + Number(options.until - proc.realtime());
        if (until !== undefined && until <= proc.now()) break;
        yield* proc.block([queue, container.changed, ...(context.hangup ? [context.hangup] : [])], until);
      }
      yield* stream.end();
    } finally {
      unsubscribe();
    }
  }

  return [
    { method: 'POST', pattern: '/containers/{id}/attach', handle: attach },
    { method: 'GET', pattern: '/containers/{id}/logs', handle: logs },
    {
      method: 'POST', pattern: '/containers/{id}/resize',
      *handle(context) {
        const size = windowSize(context);
        const reference = context.params['id']!;
        const container = store.get(reference);
        admit('resize', container, reference);
        streamsOf(engine, container).resize(size);
        yield* context.reply(200);
      },
    },
  ];
}
