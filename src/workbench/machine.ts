// The page's side of the machine: starts the worker, watches it, saves what it says, starts it again.
import type { LessonChecks } from '../course/checks.ts';
import type { BootRequest, PageEvents, SavedSession, WorkerCalls, WorkerEvents } from './protocol.ts';
import { nextWorker } from './first-worker.ts';
import { connect } from './rpc.ts';
import type { Peer } from './rpc.ts';
import { loadSession, own, saveSession } from './saved.ts';
import type { Store } from './store.ts';

/** A worker that says nothing for so long, in ms, is ended: while it is loaded, while it replays a session, and then. */
const patience = { loading: 60_000, booting: 10_000, ready: 2000 };

/** An error event without a message: the script of the worker was not to be had. */
const NOT_LOADED = 'the script of the machine could not be loaded';

export interface Screen {
  write(bytes: Uint8Array, drawn: () => void): void;
  clear(): void;
}

interface MachineOptions {
  store: Store;
  locale: BootRequest['locale'];
  lesson: string;
  scenario: string;
  /** How the lesson is checked, and which of its tasks are done. */
  checks: LessonChecks | undefined;
  done: () => string[];
  /** The terminal that a tab shows. */
  screen: (tab: number) => Screen | undefined;
  /** Opens the terminals of a new machine; `open` are those that its session has. */
  booted: (open: readonly number[]) => void;
}

type Connection = Peer<WorkerCalls, PageEvents, WorkerEvents>;

export class Machine {
  readonly #options: MachineOptions;
  #worker: Worker | undefined;
  #peer: Connection | undefined;
  #saved: SavedSession | undefined;
  /** What was typed since the session was saved last: the suspect when the machine stops. */
  #recent: { tab: number; bytes: number[] }[] = [];
  /** What was clicked before the machine was up. */
  #waiting: { tab: number; lines: string[] }[] = [];
  #watch: ReturnType<typeof setInterval> | undefined;
  #heard = 0;
  #stage: keyof typeof patience = 'loading';
  #failures = 0;

  constructor(options: MachineOptions) {
    this.#options = options;
    document.addEventListener('visibilitychange', () => {
      this.#heard = performance.now();
      this.#peer?.send('visibility', { hidden: document.hidden });
    });
  }

  /** Takes the session and boots; with `steal` also from another tab. */
  async start(steal = false): Promise<void> {
    const { store, lesson } = this.#options;
    store.setState({ status: 'starting' });
    // The worker is fetched while the lock and the saved session are asked for.
    const worker = this.#spawn();
    if (!worker) return;
    let isBroken = false;
    worker.addEventListener('error', () => void (isBroken = true));
    this.#worker = worker;
    const owned = await own(lesson, steal, () => {
      this.#end();
      store.setState({ status: 'elsewhere' });
    });
    if (!owned) {
      this.#end();
      store.setState({ status: 'elsewhere' });
      return;
    }
    this.#saved = await loadSession(lesson);
    if (isBroken) this.#failed(NOT_LOADED);
    else await this.#boot(0, worker);
  }

  /** After a crash: once more, with the session as it was saved. */
  again(): Promise<void> {
    this.#failures = 0;
    this.#options.store.setState({ status: 'starting' });
    return this.#boot(0);
  }

  /** After a crash that comes back: without the saved session. */
  startOver(): Promise<void> {
    this.#saved = undefined;
    this.#recent = [];
    this.#options.store.setState({ snapshot: undefined });
    return this.again();
  }

  get calls(): Connection['calls'] | undefined {
    return this.#peer?.calls;
  }

  input(tab: number, bytes: Uint8Array): void {
    this.#recent.push({ tab, bytes: [...bytes] });
    this.#peer?.send('input', { tab, bytes });
  }

  resize(tab: number, columns: number, rows: number): void {
    this.#peer?.send('resize', { tab, columns, rows });
  }

  /** Types command lines into a terminal, each at its prompt; before the machine is up they wait. */
  run(tab: number, lines: string[]): void {
    if (this.#stage !== 'ready') {
      this.#waiting.push({ tab, lines });
      return;
    }
    this.#recent.push({ tab, bytes: [...new TextEncoder().encode(lines.join('\r'))] });
    void this.#peer?.calls.run(tab, lines).catch(() => {});
  }

  /** All that is needed to see the same crash again, as a file. */
  report(): Blob {
    const { store, locale, lesson, scenario } = this.#options;
    const saved = this.#saved && { ...this.#saved, data: btoa(Array.from(this.#saved.data, (byte) => String.fromCharCode(byte)).join('')) };
    const text = JSON.stringify({ trouble: store.getState().trouble, locale, lesson, scenario, saved, recent: this.#recent }, undefined, 1);
    return new Blob([text], { type: 'application/json' });
  }

  /** A worker, or nothing where the browser has none to give, which is said. */
  #spawn(): Worker | undefined {
    try {
      return nextWorker();
    } catch (error) {
      this.#options.store.setState({ status: 'crashed', trouble: String(error) });
      return undefined;
    }
  }

  async #boot(drop: number, worker = this.#spawn()): Promise<void> {
    const { store, locale, lesson, scenario, checks, done } = this.#options;
    if (!worker) return;
    if (worker !== this.#worker) this.#end();
    const peer: Connection = connect<Record<never, never>, WorkerCalls, PageEvents, WorkerEvents>(worker, {});
    let isUp = false;
    this.#worker = worker;
    this.#peer = peer;
    this.#stage = 'loading';
    worker.addEventListener('message', () => {
      this.#heard = performance.now();
      if (this.#stage === 'loading') this.#stage = 'booting';
    });
    worker.addEventListener('error', (event) => this.#failed(event.message || NOT_LOADED));
    peer.on('output', ({ tab, bytes }) => {
      const drawn = () => peer.send('ack', { tab, bytes: bytes.length });
      const screen = this.#options.screen(tab);
      if (screen) screen.write(bytes, drawn);
      else drawn();
    });
    peer.on('cleared', ({ tab }) => this.#options.screen(tab)?.clear());
    peer.on('state', (snapshot) => store.setState({ snapshot }));
    peer.on('statuses', (statuses) => {
      const { snapshot } = store.getState();
      if (snapshot) store.setState({ snapshot: { ...snapshot, containers: snapshot.containers.map((container) => ({ ...container, status: statuses[container.id] ?? container.status })) } });
    });
    peer.on('tasks', (tasks) => store.setState({ tasks }));
    peer.on('session', (session) => {
      this.#saved = session;
      this.#recent = [];
      // What a machine saves while it boots is what it was given: only a later command shows that it is well.
      if (isUp) this.#failures = 0;
      void saveSession(lesson, session);
    });
    peer.on('crashed', ({ message }) => this.#failed(message));

    this.#heard = performance.now();
    this.#guard();
    // Answered as soon as the worker is loaded.
    void peer.calls.ping().catch(() => {});
    const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
    const request: BootRequest = { locale, lesson, scenario, seed, drop };
    if (checks) Object.assign(request, { checks, done: done() });
    if (this.#saved) request.saved = this.#saved;
    let open: number[];
    try {
      open = await peer.calls.boot(request);
    } catch (error) {
      if (this.#peer === peer) this.#failed(error instanceof Error ? error.message : String(error));
      return;
    }
    if (this.#peer !== peer) return;
    if (document.hidden) peer.send('visibility', { hidden: true });
    isUp = true;
    this.#stage = 'ready';
    this.#options.booted(open);
    // With a screen nothing that the prompt needs is on its way any more: what it does not need may come.
    if (this.#options.screen(open[0] ?? 1)) peer.send('ack', { tab: open[0] ?? 1, bytes: 0 });
    for (const { tab, lines } of this.#waiting.splice(0)) this.run(tab, lines);
    store.setState(this.#failures > 0 ? { status: 'recovered' } : { status: 'ready', trouble: '' });
  }

  /** Asks for a sign of life; a page that was asleep itself gives the worker its full time again. */
  #guard(): void {
    let asked = performance.now();
    this.#watch = setInterval(() => {
      const now = performance.now();
      if (document.hidden || now - asked > patience.ready) this.#heard = now;
      asked = now;
      if (now - this.#heard > patience[this.#stage]) this.#failed(`the machine did not answer for ${patience[this.#stage] / 1000} seconds`);
      else void this.#peer?.calls.ping().catch(() => {});
    }, 500);
  }

  #failed(message: string): void {
    if (!this.#worker) return;
    this.#end();
    this.#failures += 1;
    const { store } = this.#options;
    store.setState({ trouble: message });
    // The first time the session was saved before the fault; if it ends the machine again, its last event is to blame.
    if (this.#failures > 2 || (this.#failures === 1 && this.#stage !== 'ready' && !this.#saved)) {
      store.setState({ status: 'crashed' });
      return;
    }
    void this.#boot(this.#failures - 1);
  }

  #end(): void {
    clearInterval(this.#watch);
    this.#stage = 'loading';
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#peer = undefined;
  }
}
