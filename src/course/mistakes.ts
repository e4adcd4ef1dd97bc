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

  /** The command lines of the lesson's blocks. */
  get examples(): readonly (readonly string[])[] {
    return this.#checks.examples.map((lines) => lines.map(plainLine));
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
    const right = await this.#solved(task);
    return effects.filter((effect) => !holds(effect, right));
  }

  /** What the solution leads to: an effect that it has too is no sign of a mistake. */
  async #solved(task: TaskCheck): Promise<HostState> {
    const { machine, typist } = await atTask(this.#checks, task);
    await typist.all(task.solutions[0]?.steps ?? []);
    return hostState(machine);
  }
}

/**
 * The explanation of the mistake that was made; undefined when it is none of the known ones. The mistake whose commands were typed
 * comes first, as long as nothing was typed after it and they are not a block of the text, then the one whose whole effect is there. `machine` is a replica; `lines` are the command lines
 * of the session.
 */
export async function explainMistake(book: MistakeBook, task: TaskCheck, machine: Machine, lines: readonly string[]): Promise<string | undefined> {
  const typed = lines.map(plainLine);
  const followsText = book.examples.some((example) => endsWith(typed, example));
  const byLine = followsText ? undefined : task.mistakes
    .filter((mistake) => typedLast(mistake, typed))
    .sort((a, b) => b.steps.length - a.steps.length)[0];
  if (byLine) return byLine.why;
  const effects = await book.effects(task);
  const state = await hostState(machine);
  return effects
    .filter((effect) => effect.changed.size + effect.gone.length > 0 && holds(effect, state))
    .sort((a, b) => b.changed.size + b.gone.length - a.changed.size - a.gone.length)[0]?.mistake.why;
}

function endsWith(lines: readonly string[], last: readonly string[]): boolean {
  return last.length > 0 && last.every((line, at) => lines[lines.length - last.length + at] === line);
}

function holds({ changed, gone }: Effect, state: HostState): boolean {
  return [...changed].every(([key, text]) => state.get(key) === text) && gone.every((key) => !state.has(key));
}

/** Whether the commands of a mistake were typed one after another, whatever stood between, and nothing after the last. */
function typedLast({ steps }: Mistake, lines: readonly string[]): boolean {
  const wanted = steps.filter(({ kind }) => kind === 'command').map(({ text }) => plainLine(text));
  if (wanted.length === 0 || wanted.at(-1) !== lines.at(-1)) return false;
  let from = lines.length;
  for (const line of wanted.reverse()) {
    from = from === 0 ? -1 : lines.lastIndexOf(line, from - 1);
    if (from < 0) return false;
  }
  return true;
}

function plainLine(line: string): string {
  return line.trim().replace(/\s+/g, ' ');
}
