// The worker's side: one machine behind the protocol.
import { joinBytes } from '../formats/bytes/join.ts';
import type { BootLab, Lab } from './lab.ts';
import { Pacer } from './pacer.ts';
import type { PacerClock } from './pacer.ts';
import type { BootRequest, PageEvents, WorkerCalls, WorkerEvents } from './protocol.ts';
import { connect } from './rpc.ts';
import type { Port } from './rpc.ts';
import type { Snapshot } from './snapshot.ts';
import { Typist } from './typist.ts';

/** Real milliseconds after which what a command began has settled, and tasks are worth a second look. */
const SETTLE = 1000;
/** Real milliseconds between two looks at the statuses of containers, which age. */
const TICK = 1000;
/** ^C */
const INTERRUPT = 3;

/** Answers the page at the other end of `port` with machines that `bootLab` makes. */
export function serve(port: Port, bootLab: BootLab, clock: PacerClock): void {
  let lab: Lab | undefined;
  let pacer: Pacer | undefined;
  let typist: Typist | undefined;
  let statuses: Record<string, string> = {};
  let isHidden = false;
  let cancelTick: (() => void) | undefined;
  let changed = false;
  let completed = false;
  let checking = false;
  let checkAgain = false;
  let cancelCheck: (() => void) | undefined;
  const outputs = new Map<number, Uint8Array[]>();

  const machine = (): Lab => {
    if (!lab) throw new Error('the machine has not booted');
    return lab;
  };

  const peer = connect<WorkerCalls, Record<never, never>, WorkerEvents, PageEvents>(port, {
    async boot(request: BootRequest) {
      pacer?.stop();
      lab = await bootLab(request, {
        output(tab, bytes) {
          const parts = outputs.get(tab);
          if (parts) parts.push(bytes);
          else outputs.set(tab, [bytes]);
        },
        cleared(tab) {
          outputs.delete(tab);
          peer.send('cleared', { tab });
        },
        changed: () => void (changed = true),
        completed: () => void (completed = true),
        wake: () => pacer?.kick(),
      });
      typist = new Typist(lab);
      pacer = new Pacer(lab, clock, flush);
      changed = true;
      completed = true;
      flush();
      pacer.kick();
      return lab.terminals();
    },
    openTerminal: (tab, columns, rows) => act(() => machine().openTerminal(tab, columns, rows)),
    closeTerminal: (tab) => act(() => machine().closeTerminal(tab)),
    run: (tab, lines) => act(() => {
      machine();
      typist?.type(tab, lines);
      typist?.goOn();
    }),
    undo: () => rewind(() => machine().undo()),
    reset: () => rewind(() => machine().reset()),
    readFile: (path) => machine().readFile(path),
    editFile: (path, content) => act(() => machine().editFile(path, content)),
    answer: (task, text) => act(() => {
      machine().answer(task, text);
      completed = true;
    }),
    grade: (quiz, reply) => machine().grade(quiz, reply),
    ping: () => undefined,
  });

  peer.on('input', ({ tab, bytes }) => act(() => {
    if (bytes.includes(INTERRUPT)) typist?.stop(tab);
    machine().input(tab, bytes);
  }));
  peer.on('resize', ({ tab, columns, rows }) => act(() => machine().resize(tab, columns, rows)));
  peer.on('ack', ({ bytes }) => {
    pacer?.acked(bytes);
    lab?.drawn();
  });
  peer.on('visibility', ({ hidden }) => {
    isHidden = hidden;
    pacer?.hide(hidden);
    tickSoon();
  });

  function act<T>(action: () => T): T {
    const result = guard(action);
    pacer?.kick();
    return result;
  }

  async function rewind<T>(action: () => T | Promise<T>): Promise<T> {
    typist?.stop();
    const result = await action();
    pacer?.anchor();
    changed = true;
    completed = true;
    flush();
    pacer?.kick();
    return result;
  }

  function guard<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      peer.send('crashed', { message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      throw error;
    }
  }

  /** Sends what a slice brought: output first, so that picture and terminal agree when the picture is drawn. True when there is more to do. */
  function flush(): boolean {
    for (const [tab, parts] of outputs) {
      const bytes = joinBytes(parts);
      pacer?.sent(bytes.length);
      peer.send('output', { tab, bytes }, [bytes.buffer as ArrayBuffer]);
    }
    outputs.clear();
    if (changed && lab) showState(lab.snapshot());
    if (completed && lab) void save(lab);
    const [isDone, isOther] = [completed, changed];
    changed = false;
    completed = false;
    const goesOn = typist?.goOn() ?? false;
    if (goesOn) checkLater();
    else if (isDone) void check(true);
    else if (isOther) checkSoon();
    return goesOn;
  }

  function showState(snapshot: Snapshot | undefined): void {
    if (!snapshot) return;
    peer.send('state', snapshot);
    statuses = Object.fromEntries(snapshot.containers.map(({ id, status }) => [id, status]));
    tickSoon();
  }

  /** Looks at the statuses while there are any and somebody may see them; says so when one reads otherwise than before. */
  function tickSoon(): void {
    cancelTick?.();
    cancelTick = undefined;
    if (isHidden || Object.keys(statuses).length === 0) return;
    cancelTick = clock.after(TICK, () => {
      if (lab && pacer) {
        const now = lab.statuses(pacer.now());
        if (Object.entries(now).some(([id, status]) => statuses[id] !== status)) {
          statuses = now;
          peer.send('statuses', now);
        }
      }
      tickSoon();
    });
  }

  async function save(saved: Lab): Promise<void> {
    const session = await saved.save();
    if (lab === saved) peer.send('session', session);
  }

  /** What happens by itself is checked too, once for all that happens until then. */
  function checkSoon(): void {
    cancelCheck ??= clock.after(SETTLE, () => {
      cancelCheck = undefined;
      void check(false);
    });
  }

  /** Between two lines of an example nothing is missing yet: its next line is on its way. */
  function checkLater(): void {
    cancelCheck?.();
    cancelCheck = undefined;
    checkSoon();
  }

  /** One check at a time; what was completed meanwhile is checked once, afterwards. With `twice` what is open is checked again when things have settled. */
  async function check(twice: boolean): Promise<void> {
    if (checking) {
      checkAgain = true;
      return;
    }
    checking = true;
    try {
      do {
        checkAgain = false;
        const tasks = await machine().check();
        if (!tasks) continue;
        peer.send('tasks', tasks);
        if (twice && Object.values(tasks).some((goals) => goals.some(({ ok }) => !ok))) checkSoon();
      } while (checkAgain);
    } catch (error) {
      // The replica is not the learner's machine: its fault must not end that one.
      console.error(error);
    } finally {
      checking = false;
    }
  }
}
