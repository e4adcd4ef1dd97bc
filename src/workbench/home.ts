// The home page: how far the learner is in each lesson, and where to go on.
import { tasksDone } from './progress.ts';

const progress = tasksDone.read();
let begun = false;
let doneInAll = 0;
let tasksInAll = 0;
let next: HTMLAnchorElement | undefined;

for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-lesson]')) {
  const tasks = (link.dataset.tasks ?? '').split(' ').filter(Boolean);
  const done = (progress[link.dataset.lesson ?? ''] ?? []).filter((task) => tasks.includes(task)).length;
  doneInAll += done;
  tasksInAll += tasks.length;
  const badge = link.querySelector<HTMLElement>('.lesson-progress');
  const isDone = tasks.length > 0 && done === tasks.length;
  if (badge && done > 0) {
    badge.hidden = false;
    badge.textContent = isDone ? `✔ ${badge.dataset.done ?? ''}` : `${done} / ${tasks.length}`;
    badge.classList.toggle('all', isDone);
    begun = true;
  }
  if (!isDone) next ??= link;
}

const call = document.querySelector<HTMLAnchorElement>('a[data-first]');
if (begun && !next && call) {
  call.textContent = call.dataset.again ?? '';
} else if (begun && next && call) {
  call.href = next.href;
  call.textContent = `${document.querySelector<HTMLElement>('[data-go-on]')?.dataset.goOn ?? ''}${next.querySelector('.lesson-title')?.textContent ?? ''}`;
}

const inAll = document.querySelector<HTMLElement>('.course-progress');
if (begun && inAll) {
  inAll.hidden = false;
  inAll.textContent = `${doneInAll} / ${tasksInAll} ${inAll.dataset.words ?? ''}`;
}
