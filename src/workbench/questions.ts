// The questions of a lesson: read a reply, judge it, say so. What has to be run is judged by the machine.
import { plain } from '../course/checker.ts';
import type { Reply } from '../course/quiz.ts';
import { questionsDone } from './progress.ts';

interface QuestionsOptions {
  article: HTMLElement;
  /** Slug of the lesson, under which answered questions are remembered. */
  lesson: string;
  /** Judges a reply by running; rejects while there is no machine. */
  grade: (quiz: string, reply: Reply) => Promise<boolean>;
}

/** Connects the forms of an article's questions. */
export function connectQuestions({ article, lesson, grade }: QuestionsOptions): void {
  const done = questionsDone.read()[lesson] ?? [];
  for (const form of article.querySelectorAll<HTMLFormElement>('[data-quiz]')) if (done.includes(form.dataset.quiz ?? '')) show(form, true, article.dataset);
  article.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-move]') : null;
    if (button) move(button);
  });
  article.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.quiz === undefined) return;
    event.preventDefault();
    void judge(form, article.dataset, grade).then((isRight) => {
      if (isRight) questionsDone.add(lesson, [form.dataset.quiz ?? '']);
    });
  });
}

/** Moves an item of an order question by one place; the focus stays on its button. */
function move(button: HTMLElement): void {
  const item = button.closest('li');
  if (!item) return;
  if (button.dataset.move === '-1') item.previousElementSibling?.before(item);
  else item.nextElementSibling?.after(item);
  button.focus();
}

/** Judges the reply of a form and shows whether it is right; a reply that cannot be judged now is not. */
async function judge(form: HTMLFormElement, says: DOMStringMap, grade: QuestionsOptions['grade']): Promise<boolean> {
  const button = form.querySelector<HTMLButtonElement>('[type=submit]');
  let isRight = rightOnPage(form);
  if (isRight === undefined) {
    say(form, says.running);
    if (button) button.disabled = true;
    try {
      isRight = await grade(form.dataset.quiz ?? '', { texts: fields(form).map(({ value }) => value) });
    } catch {
      say(form, says.notReady);
      return false;
    } finally {
      if (button) button.disabled = false;
    }
  }
  show(form, isRight, says);
  for (const choice of choices(form)) choice.closest('li')?.classList.toggle('right', isRight && choice.checked);
  return isRight;
}

function show(form: HTMLFormElement, isRight: boolean, says: DOMStringMap): void {
  say(form, isRight ? says.right : says.notYet, isRight);
  form.classList.toggle('solved', isRight);
  const why = form.querySelector<HTMLElement>('.why');
  if (why && isRight) why.hidden = false;
}

function say(form: HTMLFormElement, text: string | undefined, isRight = false): void {
  const verdict = form.querySelector<HTMLElement>('.verdict');
  if (!verdict) return;
  verdict.hidden = false;
  verdict.textContent = text ?? '';
  verdict.classList.toggle('right', isRight);
}

function choices(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('.choices input')];
}

function fields(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>('[name=reply]')];
}

/** Whether the reply is right, by what the form itself carries; undefined when that has to be run. */
function rightOnPage(form: HTMLFormElement): boolean | undefined {
  switch (form.dataset.kind) {
    case 'choice':
      return choices(form).every((choice) => choice.checked === ('right' in choice.dataset));
    case 'order': {
      const list = form.querySelector<HTMLElement>('.order');
      return [...(list?.children ?? [])].map((item) => (item as HTMLElement).dataset.place).join(' ') === list?.dataset.order;
    }
    case 'fill':
      return fields(form).every(({ value, dataset }) => (JSON.parse(dataset.right ?? '[]') as string[]).some((right) => plain(right) === plain(value)));
    default:
      return undefined;
  }
}
