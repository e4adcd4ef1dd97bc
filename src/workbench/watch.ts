// Watches a machine from its boot on, so that a replay fills the picture's past as the learner's own typing did.
import { captureApi, type ApiExchange } from '../machine/capture/api-capture.ts';
import type { Machine } from '../machine/machine.ts';
import type { CommandRecord } from '../machine/terminal/terminal-session.ts';
import { HostHistory } from './host-history.ts';
import type { ApiCall, LastCommand, Snapshot } from './snapshot.ts';

/** Characters of a body that the page gets. */
const BODY_SHOWN = 16_000;
/** Exchanges that are kept, those of the last command among them. */
const EXCHANGES_KEPT = 60;
/** What the daemon reports of its containers so long after a command has ended is still its doing, in virtual nanoseconds. */
const AFTERMATH = 500_000_000;

export class HostWatch {
  readonly #machine: Machine;
  readonly #history: HostHistory;
  readonly #exchanges: { readonly at: number; readonly exchange: ApiExchange }[] = [];
  #last: { readonly record: CommandRecord; readonly ended: number } | undefined;

  /** Listens to a machine that has just booted; `changed` and `drawable` as for `HostHistory`. */
  constructor(machine: Machine, changed: () => void, drawable: () => void) {
    this.#machine = machine;
    this.#history = new HostHistory(machine, changed, drawable);
    captureApi(machine.kernel, '/var/run/docker.sock', (exchange) => {
      this.#exchanges.push({ at: machine.kernel.now(), exchange });
      if (this.#exchanges.length > EXCHANGES_KEPT) this.#exchanges.shift();
    });
  }

  /** A command has ended; its requests and events are the last command's from now on. */
  completed(record: CommandRecord): void {
    this.#last = { record, ended: this.#machine.kernel.now() };
  }

  snapshot(): Snapshot | undefined {
    return this.#history.snapshot(this.#lastCommand());
  }

  /** The statuses of the containers by id, as they read at a virtual time in milliseconds. */
  statuses(at: number): Record<string, string> {
    return this.#history.statuses(at);
  }

  #lastCommand(): LastCommand | undefined {
    if (!this.#last) return undefined;
    const { record, ended } = this.#last;
    const during = (at: number): boolean => at >= record.at && at <= ended;
    const events = this.#history.events.filter(({ at }) => during(at * 1e6));
    const touched = new Set(events.map(({ actor }) => actor));
    const after = this.#history.events.filter(({ at, type, actor }) => at * 1e6 > ended && at * 1e6 <= ended + AFTERMATH && type === 'container' && touched.has(actor));
    return {
      line: record.line,
      exitCode: record.exit ?? 0,
      calls: this.#exchanges.filter(({ at, exchange }) => during(at) && !exchange.url.endsWith('/_ping')).map(({ exchange }) => apiCall(exchange)),
      events: [...events, ...after],
    };
  }
}

const decoder = new TextDecoder();

function apiCall(exchange: ApiExchange): ApiCall {
  const text = (pieces: readonly Uint8Array[]): string => {
    const whole = pieces.map((piece) => decoder.decode(piece)).join('');
    return whole.length > BODY_SHOWN ? `${whole.slice(0, BODY_SHOWN)}\n…` : whole;
  };
  return {
    method: exchange.method, path: exchange.url, status: exchange.status,
    ...(exchange.requestLength > 0 && !exchange.upgraded ? { request: text(exchange.request) } : {}),
    ...(exchange.responseLength > 0 && !exchange.upgraded ? { response: text(exchange.response) } : {}),
  };
}
