// A terminal as a log of lines and a plain input line: what a screen reader reads well.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Machine } from '../machine.ts';
import type { Words } from '../strings.ts';
import type { Terminals } from './terminals.ts';

/** Of the shell's prompt the sign is shown before the input line; a question of a program belongs to the log. */
const SHELL_PROMPT = /(?:^|\S:\S+|\S )([$#>]) ?$/;

interface Props {
  tab: number;
  words: Words;
  terminals: Terminals;
  machine: Machine;
}

export function PlainText({ tab, words, terminals, machine }: Props) {
  const [lines, setLines] = useState(() => terminals.lines(tab));
  const [current, setCurrent] = useState(() => terminals.current(tab));
  const log = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const history = useRef<{ entries: string[]; at: number }>({ entries: [], at: 0 });

  useEffect(() => {
    input.current?.focus();
    return terminals.onLine(() => {
      setLines(terminals.lines(tab));
      setCurrent(terminals.current(tab));
    });
  }, [tab]);
  useEffect(() => log.current?.scrollTo({ top: log.current.scrollHeight }), [lines, current]);

  const recall = (step: number) => {
    const past = history.current;
    past.at = Math.min(past.entries.length, Math.max(0, past.at + step));
    if (input.current) input.current.value = past.entries[past.at] ?? '';
  };
  return (
    <div class="plain-text">
      <div ref={log} role="log" aria-label={words.log} tabIndex={0}>
        {lines.map((line, at) => <div key={at}>{line || '\u00a0'}</div>)}
        {current && !SHELL_PROMPT.test(current) && <div>{current}</div>}
      </div>
      <form onSubmit={(event) => {
        event.preventDefault();
        const field = input.current;
        if (!field) return;
        machine.input(tab, new TextEncoder().encode(`${field.value}\r`));
        if (field.value) history.current.entries.push(field.value);
        history.current.at = history.current.entries.length;
        field.value = '';
      }}>
        <label>
          <span aria-hidden="true">{SHELL_PROMPT.exec(current)?.[1] ?? '>'}</span>
          <span class="sr">{words.commandLine}</span>
          <input ref={input} autocomplete="off" autocapitalize="off" spellcheck={false} onKeyDown={(event) => {
            if (event.key === 'ArrowUp') recall(-1);
            else if (event.key === 'ArrowDown') recall(1);
            else if (event.ctrlKey && event.key === 'c' && !window.getSelection()?.toString()) machine.input(tab, Uint8Array.of(3));
            else if (event.ctrlKey && event.key === 'd') machine.input(tab, Uint8Array.of(4));
            else return;
            event.preventDefault();
          }} />
        </label>
        <button type="submit">{words.enter}</button>
      </form>
    </div>
  );
}
