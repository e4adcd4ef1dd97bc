// A row of the keys that the keyboard of a phone lacks; shown where the pointer is a finger.
import type { Machine } from '../machine.ts';
import type { Words } from '../strings.ts';

/** Label, name for screen readers, and what the key sends. */
const keys = [
  ['Tab', 'Tab', '\t'],
  ['^C', 'Ctrl+C', '\u0003'],
  ['^D', 'Ctrl+D', '\u0004'],
  ['Esc', 'Esc', '\u001b'],
  ['↑', 'Arrow up', '\u001b[A'],
  ['↓', 'Arrow down', '\u001b[B'],
  ['-', '-', '-'],
  ['/', '/', '/'],
  ['|', '|', '|'],
] as const;

interface Props {
  tab: number;
  words: Words;
  machine: Machine;
  focus: () => void;
}

export function Keys({ tab, words, machine, focus }: Props) {
  return (
    <div class="keys" role="group" aria-label={words.keys}>
      {keys.map(([label, name, text]) => (
        <button key={name} type="button" aria-label={name} onPointerDown={(event) => event.preventDefault()} onClick={() => {
          machine.input(tab, new TextEncoder().encode(text));
          focus();
        }}>
          {label}
        </button>
      ))}
    </div>
  );
}
