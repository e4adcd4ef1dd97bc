/** Progress of pull and push as JSON lines (moby pkg/streamformatter, pkg/progress): several threads report, one writes. */
import type { JSONMessage } from '../../api/progress.ts';
import { encodeJSON } from '../../formats/json/encode.ts';
import { humanSize } from '../../formats/go-units/size.ts';
import type { Proc, Sys } from '../../kernel/sys.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import { DaemonError } from '../daemon.ts';
import type { RequestContext } from '../daemon.ts';

/** The bar that old clients print (jsonmessage.JSONProgress.String at a width of 200). */
export function progressBar(current: number, total: number): string {
  const percentage = Math.min(50, Math.floor(Math.floor((current / total) * 100) / 2));
  const bar = `[${'='.repeat(percentage)}>${' '.repeat(50 - percentage)}] `;
  const shown = humanSize(current).padStart(8);
  return bar + (current > total ? shown : `${shown}/${humanSize(total)}`);
}

/** Lines that wait to be written. */
export class Progress {
  readonly queue = new WaitQueue();
  #messages: JSONMessage[] = [];

  send(message: JSONMessage): void {
    this.#messages.push(message);
    this.queue.wake();
  }

  /** A line about all of it: `Digest: …`. */
  say(status: string, id?: string): void {
    this.send({ status, ...(id === undefined ? {} : { id }) });
  }

  /** A line about one layer. */
  layer(id: string, status: string): void {
    this.send({ status, progressDetail: {}, id });
  }

  amount(id: string, status: string, current: number, total: number): void {
    this.send({ status, progressDetail: { current, total }, progress: progressBar(current, total), id });
  }

  take(): JSONMessage[] {
    const messages = this.#messages;
    this.#messages = [];
    return messages;
  }
}

/**
 * Runs `work` in a thread and writes what it reports. An error before the first line is the answer (as moby does while nothing was flushed),
 * later ones are the last line. The work ends when the client goes away.
 */
export function* streamProgress(context: RequestContext, work: (progress: Progress) => Sys<void>): Sys<void> {
  const { proc } = context.daemon;
  const progress = new Progress();
  let failed: unknown;
  let finished = false;
  const thread = proc.thread((function* () {
    try {
      yield* work(progress);
    } catch (error) {
      failed = error;
    }
    finished = true;
    progress.queue.wake();
  })(), 'pull');
  let stream;
  for (;;) {
    const messages = progress.take();
    if (messages.length > 0) {
      stream ??= yield* context.stream(200, { 'Content-Type': 'application/json' });
      yield* stream.write(messages.map((message) => `${encodeJSON(message)}\r\n`).join(''));
      continue;
    }
    if (finished) break;
    if (stream && context.closed()) {
      thread.cancel();
      return;
    }
    yield* proc.block(context.hangup ? [progress.queue, context.hangup] : [progress.queue]);
  }
  if (failed !== undefined && !(failed instanceof DaemonError)) throw failed;
  if (failed instanceof DaemonError) {
    if (!stream) throw failed;
    yield* stream.write(`${encodeJSON({ errorDetail: { message: failed.message }, error: failed.message })}\r\n`);
  }
  stream ??= yield* context.stream(200, { 'Content-Type': 'application/json' });
  yield* stream.end();
}

/** Lets virtual time pass for so many bytes at a rate (bytes a second), reporting as moby's progress reader does: by hundredths, ten times a second. */
export function* transfer(proc: Proc, total: number, options: { rate: number; buffer: number; final: number }, report: (current: number) => void): Sys<void> {
  const first = Math.ceil(total / 100 / options.buffer) * options.buffer;
  if (first < total) {
    report(first);
    const start = proc.now();
    for (;;) {
      const left = total / options.rate - (proc.now() - start) / 1e9;
      if (left <= 0.1) {
        yield* proc.sleep(Math.max(0, Math.round(left * 1e9)));
        break;
      }
      yield* proc.sleep(100_000_000);
      report(Math.min(total, Math.max(first, Math.floor((((proc.now() - start) / 1e9) * options.rate) / options.buffer) * options.buffer)));
    }
  } else {
    yield* proc.sleep(Math.round((total / options.rate) * 1e9));
    if (options.final === 0) report(total);
  }
  for (let i = 0; i < options.final; i++) report(total);
}
