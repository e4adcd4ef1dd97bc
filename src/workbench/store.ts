// The page's mirror of the machine: what the worker last said, and what the reader looks at.
import { useEffect, useState } from 'preact/hooks';
import { createStore } from 'zustand/vanilla';
import type { TaskStates } from '../course/replica.ts';
import type { Snapshot } from './snapshot.ts';

export const panels = ['host', 'containers', 'images', 'volumes', 'calls', 'events'] as const;
export type Panel = (typeof panels)[number];
export const sheets = ['lesson', 'picture', 'terminal'] as const;
export type Sheet = (typeof sheets)[number];

/** `elsewhere`: another tab of the browser owns the session. `crashed`: the machine ended and was not started again. */
export type MachineStatus = 'starting' | 'ready' | 'recovered' | 'elsewhere' | 'crashed';

export interface State {
  status: MachineStatus;
  /** What went wrong, for the notice and the report. */
  trouble: string;
  snapshot: Snapshot | undefined;
  tasks: TaskStates;
  panel: Panel;
  sheet: Sheet;
  /** Ids of the open terminals, and the one in front. */
  terminals: number[];
  terminal: number;
  /** The container whose life is shown; none: the one that changed last. */
  selected: string | undefined;
  /** The terminal as a log with a plain input line. */
  plainText: boolean;
}

export type Store = ReturnType<typeof createWorkbenchStore>;

export function createWorkbenchStore(start: Partial<State> = {}) {
  return createStore<State>(() => ({
    status: 'starting',
    trouble: '',
    snapshot: undefined,
    tasks: {},
    panel: 'host',
    sheet: 'lesson',
    terminals: [1],
    terminal: 1,
    selected: undefined,
    plainText: false,
    ...start,
  }));
}

/** A part of the store as a Preact hook; draws again when that part is another value. */
export function useStore<T>(store: Store, part: (state: State) => T): T {
  const [value, set] = useState(() => part(store.getState()));
  useEffect(() => {
    const update = () => set(() => part(store.getState()));
    update();
    return store.subscribe(update);
  }, [store]);
  return value;
}
