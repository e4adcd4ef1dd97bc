// Which tasks and questions the learner has done, for all lessons; what was done once stays done.

/** Slug of a lesson → ids of what was done there. */
export type Progress = Record<string, string[]>;

/** The progress kept under one key of the browser's storage. */
class Kept {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** What is stored; nothing where storage is forbidden or holds something else. */
  read(): Progress {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '{}');
      return stored && typeof stored === 'object' ? (stored as Progress) : {};
    } catch {
      return {};
    }
  }

  /** Adds to what was done in a lesson. */
  add(lesson: string, ids: readonly string[]): void {
    const progress = this.read();
    const done = new Set([...(progress[lesson] ?? []), ...ids]);
    if (done.size === (progress[lesson]?.length ?? 0)) return;
    progress[lesson] = [...done];
    try {
      localStorage.setItem(this.#key, JSON.stringify(progress));
    } catch {
      // Then progress lasts as long as the page.
    }
  }
}

export const tasksDone = new Kept('drydock.progress');
export const questionsDone = new Kept('drydock.questions');
