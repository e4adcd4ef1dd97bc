/** Finds out which known mistake a learner made: by what it led to, or by the command line itself. */
import type { Machine } from '../machine/machine.ts';
import type { LessonChecks, TaskCheck } from './checks.ts';
import type { Mistake } from './lesson.ts';
import { difference, hostState, type HostState } from './state.ts';
import { atTask } from './task-base.ts';

interface Effect { readonly mistake: Mistake; readonly changed: ReadonlyMap<string, string>; readonly gone: readonly string[] }

/** The effects of a lesson's mistakes, found out once by making them on a machine of their own. */
export class MistakeBook {
  readonly #checks: LessonChecks;
  readonly #effects = new Map<string, Promise<Effect[]>>();

  constructor(checks: LessonChecks) {
    this.#checks = checks;
  }

  effects(task: TaskCheck): Promise<Effect[]> {
    const known = this.#effects.get(task.id) ?? this.#find(task);
    this.#effects.set(task.id, known);
    return known;
  }

  async #find(task: TaskCheck): Promise<Effect[]> {
    const before = await hostState((await atTask(this.#checks, task)).machine);
    const effects: Effect[] = [];
    for (const mistake of task.mistakes) {
      const { machine, typist } = await atTask(this.#checks, task);
      await typist.all(mistake.steps);
      effects.push({ mistake, ...difference(before, await hostState(machine)) });
    }
    return effects;
  }
}

/**
 * The explanation of the mistake that was made; undefined when it is none of the known ones. The mistake whose commands were typed
 * comes first (the last typed of them), then the one whose whole effect is there. `machine` is a replica; `lines` are the command lines
 * of the session.
 */
export async function explainMistake(book: MistakeBook, task: TaskCheck, machine: Machine, lines: readonly string[]): Promise<string | undefined> {
  const typed = lines.map(plainLine);
  const byLine = task.mistakes
    .map((mistake) => ({ mistake, at: typedAt(mistake, typed) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at || b.mistake.steps.length - a.mistake.steps.length)[0];
  if (byLine) return byLine.mistake.why;
  const effects = await book.effects(task);
  const state = await hostState(machine);
  return effects
    .filter((effect) => effect.changed.size + effect.gone.length > 0 && holds(effect, state))
    .sort((a, b) => b.changed.size + b.gone.length - a.changed.size - a.gone.length)[0]?.mistake.why;
}

function holds({ changed, gone }: Effect, state: HostState): boolean {
  return [...changed].every(([key, text]) => state.get(key) === text) && gone.every((key) => !state.has(key));
}

/** Where the last command of a mistake was typed after all its others; -1 when it was not. */
function typedAt({ steps }: Mistake, lines: readonly string[]): number {
  const wanted = steps.filter(({ kind }) => kind === 'command').map(({ text }) => plainLine(text));
  let from = lines.length;
  let last = -1;
  for (const line of wanted.reverse()) {
    const at = lines.lastIndexOf(line, from - 1);
    if (at < 0 || from === 0) return -1;
    if (last < 0) last = at;
    from = at;
  }
  return last;
}

function plainLine(line: string): string {
  return line.trim().replace(/\s+/g, ' ');
}
