// What the reader has to know about the machine: open elsewhere, started again, stopped.
import type { Machine } from './machine.ts';
import { useStore } from './store.ts';
import type { Store } from './store.ts';
import type { Words } from './strings.ts';

export function Notice({ store, words, machine }: { store: Store; words: Words; machine: Machine }) {
  const status = useStore(store, (state) => state.status);
  const trouble = useStore(store, (state) => state.trouble);
  if (status === 'ready' || status === 'starting') return null;

  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(machine.report());
    link.download = 'drydock-report.json';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div class={`notice ${status}`} role="alert">
      <p>{words[status]}{status === 'crashed' && <small>{trouble.split('\n')[0]}</small>}</p>
      {status === 'elsewhere' && <button type="button" class="quiet" onClick={() => void machine.start(true)}>{words.useHere}</button>}
      {status === 'crashed' && <button type="button" class="quiet" onClick={() => void machine.again()}>{words.again}</button>}
      {status === 'crashed' && <button type="button" class="quiet" onClick={() => {
        if (confirm(words.resetSure)) void machine.startOver();
      }}>{words.resetHint}</button>}
      {status !== 'elsewhere' && <button type="button" class="quiet" onClick={save}>{words.report}</button>}
      {status === 'recovered' && <button type="button" class="quiet" onClick={() => store.setState({ status: 'ready', trouble: '' })}>{words.dismiss}</button>}
    </div>
  );
}
