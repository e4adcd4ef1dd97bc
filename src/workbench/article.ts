// Brings the lesson's text to life: run buttons, tasks that tick, hints, answers, questions.
import type { GoalState } from '../course/checker.ts';
import { explainFlags } from './flag-tips.ts';
import type { Machine } from './machine.ts';
import { connectQuestions } from './questions.ts';
import { tasksDone } from './progress.ts';
import type { Store } from './store.ts';
import type { Words } from './strings.ts';

interface ArticleOptions {
  article: HTMLElement;
  lesson: string;
  store: Store;
  machine: Machine;
  words: Words;
  /** After a command was put into the terminal: it comes to the front on a phone. */
  showTerminal: () => void;
}

/** Connects the article; returns the ids of its tasks and whether one is done. */
export function bringToLife({ article, lesson, store, machine, words, showTerminal }: ArticleOptions) {
  const cards = new Map([...article.querySelectorAll<HTMLElement>('.task')].map((card) => [card.dataset.task ?? '', card]));
  const finished = new Set(tasksDone.read()[lesson] ?? []);
  const says = { done: article.dataset.done ?? '', open: article.dataset.open ?? '', notThere: article.dataset.notThere ?? '' };

  const draw = () => {
    const { tasks } = store.getState();
    for (const [id, card] of cards) {
      const goals = tasks[id];
      if (goals && goals.length > 0 && goals.every(({ ok }) => ok)) finished.add(id);
      drawTask(card, goals, finished.has(id), says);
    }
    tasksDone.add(lesson, [...finished]);
  };
  draw();
  explainFlags(article);
  let shown = store.getState().tasks;
  store.subscribe(({ tasks }) => {
    if (tasks === shown) return;
    shown = tasks;
    draw();
  });

  article.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return;
    const run = target.closest<HTMLElement>('[data-run]');
    if (run) {
      machine.run(store.getState().terminal, JSON.parse(run.dataset.run ?? '[]') as string[]);
      showTerminal();
    }
    const act = target.closest<HTMLElement>('[data-act]');
    const card = act?.closest<HTMLElement>('.task');
    if (act?.dataset.act === 'hint' && card) nextHint(card, act, words);
    if (act?.dataset.act === 'solution' && card) {
      const solution = card.querySelector<HTMLElement>('.solution');
      if (solution) solution.hidden = !solution.hidden;
      act.textContent = solution?.hidden ? words.showSolution : words.hideSolution;
    }
  });
  article.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    const card = event.target.closest<HTMLElement>('.task');
    if (!card) return;
    event.preventDefault();
    void machine.calls?.answer(card.dataset.task ?? '', String(new FormData(event.target).get('answer') ?? '')).catch(() => {});
  });
  connectQuestions({ article, lesson, grade: async (quiz, reply) => (await machine.calls?.grade(quiz, reply)) ?? Promise.reject(new Error('no machine')) });
  return { tasks: [...cards.keys()], done: (task: string) => finished.has(task) };
}

function drawTask(card: HTMLElement, goals: GoalState[] | undefined, isDone: boolean, says: { done: string; open: string; notThere: string }) {
  card.classList.toggle('done', isDone);
  let missing: GoalState | undefined;
  for (const [at, item] of [...card.querySelectorAll<HTMLElement>('.goal')].entries()) {
    const goal = goals?.[at];
    const isOk = goal?.ok ?? isDone;
    item.classList.toggle('ok', isOk);
    item.classList.toggle('no', goal?.isMistake === true && !goal.ok);
    const state = item.querySelector('.state');
    if (state) state.textContent = `, ${isOk ? says.done : says.open}`;
    if (goal?.miss !== undefined && !goal.ok) missing ??= goal;
  }
  const miss = card.querySelector<HTMLElement>('.miss');
  if (!miss) return;
  miss.hidden = missing === undefined;
  miss.classList.toggle('mistake', missing?.isMistake === true);
  const text = missing?.isMistake ? (missing.miss ?? '') : says.notThere + (missing?.miss ?? '');
  if (miss.dataset.text === text) return;
  miss.dataset.text = text;
  miss.replaceChildren(...text.split('`').map((part, at) => {
    if (at % 2 === 0) return document.createTextNode(part);
    const code = document.createElement('code');
    code.textContent = part;
    return code;
  }));
}

function nextHint(card: HTMLElement, button: HTMLElement, words: Words) {
  const hints = [...card.querySelectorAll<HTMLElement>('.hint')];
  const next = hints.findIndex(({ hidden }) => hidden);
  const hint = hints[next];
  if (hint) hint.hidden = false;
  if (next + 1 >= hints.length) {
    button.hidden = true;
    // When hints are used up, the solution is next.
    const solution = card.querySelector<HTMLElement>('[data-act="solution"]');
    if (solution) solution.hidden = false;
    if (document.activeElement === button || document.activeElement === document.body) solution?.focus();
  } else button.textContent = words.hint(next + 2, hints.length);
}
