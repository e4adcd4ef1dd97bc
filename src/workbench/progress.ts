// Which tasks the learner has done, for all lessons; a task that was done stays done.

const key = 'drydock.progress';

/** Slug of a lesson → ids of the tasks done there. */
export type Progress = Record<string, string[]>;

/** What is stored; nothing where storage is forbidden or holds something else. */
export function readProgress(): Progress {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return stored && typeof stored === 'object' ? (stored as Progress) : {};
  } catch {
    return {};
  }
}

/** Adds tasks to those done in a lesson. */
export function addProgress(lesson: string, tasks: string[]): void {
  const progress = readProgress();
  const done = new Set([...(progress[lesson] ?? []), ...tasks]);
  if (done.size === (progress[lesson]?.length ?? 0)) return;
  progress[lesson] = [...done];
  try {
    localStorage.setItem(key, JSON.stringify(progress));
  } catch {
    // Then progress lasts as long as the page.
  }
}
