/** `docker container stats` (https://docs.docker.com/reference/cli/docker/container/stats/) */
import type { ContainerSummary } from '../../api/container.ts';
import type { EventMessage } from '../../api/events.ts';
import type { StatsResponse } from '../../api/stats.ts';
import { JSONDocuments } from '../../formats/json/lines.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys, Thread } from '../../kernel/sys.ts';
import { WaitQueue } from '../../kernel/wait-queue.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { containerNames } from '../completions.ts';
import { StatusError } from '../errors.ts';
import { formatOrDefault, renderRows } from '../format/formatter.ts';
import { FORMAT_HELP } from '../format/help-texts.ts';
import { filtersJSON } from '../opts/lists.ts';
import { STATS_ROWS, STATS_TABLE, statsRow, type Watched } from './stats-entry.ts';

export const command: Command = {
  use: 'stats [OPTIONS] [CONTAINER...]',
  short: 'Display a live stream of container(s) resource usage statistics',
  aliasLine: 'docker container stats, docker stats',
  flags: [
    { name: 'all', short: 'a', value: bool(), usage: 'Show all containers (default shows just running)' },
    { name: 'format', value: string(), usage: FORMAT_HELP },
    { name: 'no-stream', value: bool(), usage: 'Disable streaming stats and only pull the first result' },
    { name: 'no-trunc', value: bool(), usage: 'Do not truncate output' },
  ],
  complete: containerNames(false),
  run,
};

/** Half a second between two pictures, as the real client takes. */
const TICK = 500_000_000;

function* run(cli: Cli, names: readonly string[], flags: FlagSet): Sys<number> {
  const board = new Board(cli, !flags.bool('no-stream'));
  if (names.length === 0) yield* board.watchAll(flags.bool('all'));
  else for (const name of names) board.add(name);
  yield* board.first();
  if (names.length > 0 && board.failures.length > 0) throw new StatusError(board.failures.join('\n'));
  const source = formatOrDefault(flags.string('format'), cli.config.values.statsFormat, false);
  const format = source === 'table' ? STATS_TABLE : source;
  const trunc = !flags.bool('no-trunc');
  for (;;) {
    yield* cli.proc.sleep(TICK);
    const text = yield* renderRows(cli.proc, format, STATS_ROWS, board.watched.map((watched) => statsRow(watched, trunc)));
    if (flags.bool('no-stream')) {
      yield* cli.out(text);
      return 0;
    }
    // Redraws from the top; each line clears what stood there before.
    const picture = `\x1b[H${text}`;
    yield* cli.out(`${picture}${picture.split('\n').map((line) => `${line} \x1b[K\n`).join('')}\x1b[J`);
    if (board.watched.length === 0 && names.length > 0) return 0;
    if (board.ended !== undefined) {
      if (board.ended instanceof StatusError) throw board.ended;
      return 0;
    }
  }
}

/** The containers under watch, each followed by a thread. */
class Board {
  readonly watched: Watched[] = [];
  readonly failures: string[] = [];
  ended: StatusError | true | undefined;
  readonly #cli: Cli;
  readonly #stream: boolean;
  readonly #threads: Thread[] = [];
  readonly #changed = new WaitQueue();
  #pending = 0;

  constructor(cli: Cli, stream: boolean) {
    this.#cli = cli;
    this.#stream = stream;
  }

  add(container: string): void {
    if (this.watched.some((watched) => watched.container === container)) return;
    const watched: Watched = { container, sample: undefined };
    this.watched.push(watched);
    this.#pending++;
    this.#threads.push(this.#cli.proc.thread(this.#collect(watched), 'stats'));
  }

  /** Running containers now and those that start later. */
  *watchAll(all: boolean): Sys<void> {
    const { client } = this.#cli;
    const response = yield* client.request({ method: 'GET', path: '/events', query: { filters: filtersJSON(new Map([['type', ['container']]])) } });
    this.#threads.push(this.#cli.proc.thread(this.#follow(response, all), 'events'));
    for (const container of yield* client.get<ContainerSummary[]>('/containers/json', { all: all ? '1' : undefined })) this.add(container.Id.slice(0, 12));
  }

  /** Until every container has reported once, failed or taken two seconds. */
  *first(): Sys<void> {
    const { proc } = this.#cli;
    const deadline = proc.now() + 2_000_000_000;
    while (this.#pending > 0) if ((yield* proc.block([this.#changed], deadline)) === 'timeout') return;
  }

  *#collect(watched: Watched): Sys<void> {
    let first = true;
    const reported = (): void => {
      if (first) this.#pending--;
      first = false;
      this.#changed.wake();
    };
    try {
      const response = yield* this.#cli.client.request({ method: 'GET', path: `/containers/${watched.container}/stats`, query: { stream: this.#stream ? '1' : '0' } });
      const splitter = new JSONDocuments();
      for (let documents = yield* response.documents(splitter); documents !== undefined; documents = yield* response.documents(splitter)) {
        for (const document of documents) watched.sample = JSON.parse(document) as StatsResponse;
        reported();
      }
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.failures.push(error.message);
    }
    reported();
  }

  *#follow(response: { documents(splitter: JSONDocuments): Sys<string[] | undefined> }, all: boolean): Sys<void> {
    const splitter = new JSONDocuments();
    try {
      for (let documents = yield* response.documents(splitter); documents !== undefined; documents = yield* response.documents(splitter)) {
        for (const document of documents) {
          const event = JSON.parse(document) as EventMessage;
          const id = event.Actor.ID.slice(0, 12);
          if (event.Action === 'start' || (all && event.Action === 'create')) this.add(id);
          else if (event.Action === 'die' && !all) this.#remove(id);
        }
      }
      this.ended = true;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.ended = error.message === 'unexpected EOF' ? true : error;
    }
  }

  #remove(container: string): void {
    const at = this.watched.findIndex((watched) => watched.container === container);
    if (at >= 0) this.watched.splice(at, 1);
  }
}
