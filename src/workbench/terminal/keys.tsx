// A row of the keys that the keyboard of a phone lacks; shown where the pointer is a finger.
import type { Machine } from '../machine.ts';
import type { Words } from '../strings.ts';

/** Label and what the key sends. */
const keys = [
  ['Tab', '\t'],
  ['^C', '\u0003'],
  ['^D', '\u0004'],
  ['Esc', '\u001b'],
  ['↑', '\u001b[A'],
  ['↓', '\u001b[B'],
  ['-', '-'],
  ['/', '/'],
  ['|', '|'],
] as const;

interface Props {
  tab: number;
  words: Words;
  machine: Machine;
  focus: () => void;
}

export function Keys({ tab, words, machine, focus }: Props) {
  const names: Partial<Record<string, string>> = { '^C': 'Ctrl+C', '^D': 'Ctrl+D', '↑': words.arrowUp, '↓': words.arrowDown };
  return (
    <div class="keys" role="group" aria-label={words.keys}>
      {keys.map(([label, text]) => (
        <button key={label} type="button" aria-label={names[label] ?? label} onPointerDown={(event) => event.preventDefault()} onClick={() => {
          machine.input(tab, new TextEncoder().encode(text));
          focus();
        }}>
          {label}
        </button>
      ))}
    </div>
  );
}
