// The tools in the bar at the top: progress of the lesson, undo, reset.
import { useState } from 'preact/hooks';
import type { Machine } from './machine.ts';
import { useStore } from './store.ts';
import type { Store } from './store.ts';
import type { Words } from './strings.ts';

interface Props {
  store: Store;
  words: Words;
  machine: Machine;
  /** Ids of the lesson's tasks, in order. */
  tasks: string[];
  done: (task: string) => boolean;
  afterRewind: () => void;
}

export function Tools({ store, words, machine, tasks, done, afterRewind }: Props) {
  const status = useStore(store, (state) => state.status);
  useStore(store, (state) => state.tasks);
  const isReady = status === 'ready' || status === 'recovered';
  const open = tasks.findIndex((task) => !done(task));
  const [said, say] = useState('');
  const undo = () => void machine.calls?.undo().then((undone) => {
    say(undone ? '' : words.nothingUndone);
    afterRewind();
  }).catch(() => {});
  const reset = () => {
    if (confirm(words.resetSure)) void machine.calls?.reset().then(afterRewind).catch(() => {});
  };
  return (
    <>
      <span class="said" role="status">{said}</span>
      {tasks.length > 0 && (
        <ol class="dots" aria-label={words.progress}>
          {tasks.map((task, at) => (
            <li key={task} class={done(task) ? 'done' : at === open ? 'here' : ''}>
              <a href={`#${task}`} aria-label={done(task) ? words.taskDone(at + 1) : words.taskOpen(at + 1)}><i aria-hidden="true" /></a>
            </li>
          ))}
        </ol>
      )}
      <button type="button" class="pill" disabled={!isReady} title={words.undoHint} aria-label={words.undo} onClick={undo}><span aria-hidden="true">↶</span> <span class="label">{words.undo}</span></button>
      <button type="button" class="pill" disabled={!isReady} title={words.resetHint} aria-label={words.reset} onClick={reset}><span aria-hidden="true">⟲</span> <span class="label">{words.reset}</span></button>
    </>
  );
}
