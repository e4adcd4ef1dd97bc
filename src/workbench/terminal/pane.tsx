// The terminal's place in the page: tabs above, the screen or the plain text below.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Machine } from '../machine.ts';
import { useStore } from '../store.ts';
import type { Store } from '../store.ts';
import type { Words } from '../strings.ts';
import { Keys } from './keys.tsx';
import { PlainText } from './plain-text.tsx';
import type { Terminals } from './terminals.ts';

interface Props {
  store: Store;
  words: Words;
  terminals: Terminals;
  machine: Machine;
}

export function TerminalPane({ store, words, terminals, machine }: Props) {
  const tabs = useStore(store, (state) => state.terminals);
  const front = useStore(store, (state) => state.terminal);
  const plainText = useStore(store, (state) => state.plainText);
  const [finding, setFinding] = useState(false);

  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === 'f') {
      event.preventDefault();
      setFinding(true);
    }
  };
  return (
    <section class="terminal" id="terminal" tabIndex={-1} aria-label={words.terminal} onKeyDown={onKey} onFocus={(event) => {
      if (event.target !== event.currentTarget) return;
      if (plainText) event.currentTarget.querySelector<HTMLElement>('.plain-text input')?.focus();
      else terminals.focus();
    }}>
      <div class="terminal-bar">
        <div class="terminal-tabs" role="group" aria-label={words.terminals}>
          {tabs.map((tab, at) => (
            <span key={tab} class={tab === front ? 'tab front' : 'tab'}>
              <button type="button" aria-pressed={tab === front} onClick={() => {
                store.setState({ terminal: tab });
                terminals.focus();
              }}>
                {words.terminalTab(at + 1)}
              </button>
              {tabs.length > 1 && (
                <button type="button" class="close" aria-label={words.closeTerminal(at + 1)} onClick={() => terminals.close(tab)}>×</button>
              )}
            </span>
          ))}
          <button type="button" class="add" aria-label={words.newTerminal} title={words.newTerminal} onClick={() => terminals.add()}>+</button>
        </div>
        <button type="button" class="bar-button" title={words.findHint} aria-label={words.find} aria-expanded={finding} onClick={() => setFinding(!finding)}>
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path d="M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M10.5 10.5l3.5 3.5" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" /></svg>
        </button>
        <button type="button" class="bar-button" aria-pressed={plainText} title={words.plainTextHint} onClick={() => store.setState({ plainText: !plainText })}>
          {words.plainText}
        </button>
      </div>
      {finding && <Find words={words} terminals={terminals} close={() => {
        setFinding(false);
        terminals.focus();
      }} />}
      <div class="screens" hidden={plainText}>
        {tabs.map((tab) => (
          <TerminalView key={tab} tab={tab} hidden={tab !== front} terminals={terminals} />
        ))}
      </div>
      {!plainText && <Keys tab={front} words={words} machine={machine} focus={() => terminals.focus()} />}
      {plainText && <PlainText key={front} tab={front} words={words} terminals={terminals} machine={machine} />}
    </section>
  );
}

function TerminalView({ tab, hidden, terminals }: { tab: number; hidden: boolean; terminals: Terminals }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => (element.current ? terminals.attach(tab, element.current) : undefined), [tab]);
  return <div class="screen" hidden={hidden}><div ref={element} class="screen-box" /></div>;
}

function Find({ words, terminals, close }: { words: Words; terminals: Terminals; close: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  useEffect(() => input.current?.focus(), []);
  return (
    <form class="find" role="search" onSubmit={(event) => event.preventDefault()}>
      <input ref={input} aria-label={words.find} aria-invalid={missing} spellcheck={false} onKeyDown={(event) => {
        if (event.key === 'Escape') close();
        if (event.key !== 'Enter') return;
        void terminals.find(event.currentTarget.value, event.shiftKey).then((found) => setMissing(!found));
      }} />
      <button type="button" aria-label={words.dismiss} onClick={close}>×</button>
    </form>
  );
}
