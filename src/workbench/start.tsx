// Starts the workbench of a page: draws the panels, boots the machine, connects the lesson.
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import type { LessonChecks } from '../course/checks.ts';
import { bringToLife } from './article.ts';
import { handle } from './handle.ts';
import { Machine } from './machine.ts';
import { Notice } from './notice.tsx';
import { Picture } from './panels/picture.tsx';
import { goRoundWithF6 } from './parts.ts';
import { keepPlace } from './place.ts';
import { tasksDone } from './progress.ts';
import { createWorkbenchStore, sheets, useStore } from './store.ts';
import type { Store } from './store.ts';
import { wordsFor } from './strings.ts';
import type { Words } from './strings.ts';
import { TerminalPane } from './terminal/pane.tsx';
import { Terminals } from './terminal/terminals.ts';
import { Tools } from './tools.tsx';

interface Props {
  store: Store;
  words: Words;
  terminals: Terminals;
  machine: Machine;
  element: HTMLElement;
  hasArticle: boolean;
}

function Workbench({ store, words, terminals, machine, element, hasArticle }: Props) {
  useEffect(() => {
    const bar = document.getElementById('picture-handle');
    if (bar) handle(bar, { label: words.pictureHandle, property: '--picture', axis: 'y', start: 58, min: 15, max: 85, container: element });
  }, []);
  return (
    <>
      <Notice store={store} words={words} machine={machine} />
      <Picture store={store} words={words} />
      <div class="handle lying" id="picture-handle" />
      <TerminalPane store={store} words={words} terminals={terminals} machine={machine} />
      <Sheets store={store} words={words} hasArticle={hasArticle} />
    </>
  );
}

/** On a phone: one part of the page at a time. */
function Sheets({ store, words, hasArticle }: { store: Store; words: Words; hasArticle: boolean }) {
  const sheet = useStore(store, (state) => state.sheet);
  return (
    <nav class="sheets" aria-label={words.sheets}>
      {sheets.filter((name) => hasArticle || name !== 'lesson').map((name) => (
        <button key={name} type="button" aria-pressed={name === sheet} onClick={() => store.setState({ sheet: name })}>{words.sheet[name]}</button>
      ))}
    </nav>
  );
}

/** The lesson's checks, which its page carries as data. */
function checksOfPage(): LessonChecks | undefined {
  const data = document.getElementById('checks')?.textContent;
  return data ? (JSON.parse(data) as LessonChecks) : undefined;
}

function start(element: HTMLElement) {
  const { session = 'sandbox', scenario = '', article } = element.dataset;
  const language = document.documentElement.lang;
  const words = wordsFor(language);
  const hasArticle = article !== undefined;
  const store = createWorkbenchStore({ sheet: hasArticle ? 'lesson' : 'terminal' });
  const terminals = new Terminals(store);
  const machine = new Machine({
    store, scenario, lesson: session, locale: language === 'zh-CN' ? 'zh-CN' : 'en',
    checks: checksOfPage(), done: () => tasksDone.read()[session] ?? [],
    screen: (tab) => terminals.screen(tab),
    booted: (open) => terminals.booted(open),
  });
  terminals.connect(machine);

  const workspace = document.getElementById('workspace');
  store.subscribe(({ sheet }) => {
    if (workspace && workspace.dataset.sheet !== sheet) workspace.dataset.sheet = sheet;
  });
  const lessonHandle = document.getElementById('lesson-handle');
  if (lessonHandle && workspace) {
    handle(lessonHandle, { label: words.lessonHandle, property: '--lesson', axis: 'x', start: 34, min: 20, max: 65, container: workspace });
  }
  render(<Workbench {...{ store, words, terminals, machine, element, hasArticle }} />, element);

  const text = document.getElementById('lesson');
  const showTerminal = () => {
    store.setState({ sheet: 'terminal' });
    terminals.focus();
  };
  const lesson = text ? bringToLife({ article: text, lesson: session, store, machine, words, showTerminal }) : { tasks: [], done: () => false };
  if (text) keepPlace(text);
  const tools = document.getElementById('tools');
  if (tools) render(<Tools {...{ store, words, machine }} {...lesson} afterRewind={() => document.getElementById('terminal')?.focus()} />, tools);
  // Tests of the page read the terminal's buffer and fill the panels here.
  Object.assign(globalThis, { drydock: { store, terminals, machine } });
  goRoundWithF6();
  void machine.start();
}

const element = document.getElementById('workbench');
if (element) start(element);
