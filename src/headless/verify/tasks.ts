/** Proves the tasks of a lesson: what must fail fails, what must pass passes. */
import { checkTask, reached, type GoalState } from '../../course/checker.ts';
import { checksOf, type LessonChecks } from '../../course/checks.ts';
import { smallEdits } from '../../course/edits.ts';
import { historyOf, installLab } from '../../course/lab.ts';
import { isTask, type Lesson, type Script, type Task } from '../../course/lesson.ts';
import { explainMistake, MistakeBook } from '../../course/mistakes.ts';
import { bootScenario } from '../../course/start.ts';
import { hostState, sameState, type HostState } from '../../course/state.ts';
import { atTask } from '../../course/task-base.ts';
import { Typist } from '../../course/typist.ts';
import type { TranscriptStep } from '../../formats/transcript/parse.ts';
import type { Machine } from '../../machine/machine.ts';
import type { Report } from './report.ts';

/** Proves every task of the lesson. */
export async function proveTasks(lesson: Lesson, report: Report): Promise<void> {
  const checks = checksOf(lesson);
  const book = new MistakeBook(checks);
  for (const task of lesson.tasks) await new TaskProof(lesson, checks, task, book, report).all();
}

/** What typing a script at the start of a task leads to. */
interface Outcome { readonly machine: Machine; readonly states: GoalState[] }

class TaskProof {
  readonly #lesson: Lesson;
  readonly #checks: LessonChecks;
  readonly #task: Task;
  readonly #book: MistakeBook;
  readonly #report: Report;

  constructor(lesson: Lesson, checks: LessonChecks, task: Task, book: MistakeBook, report: Report) {
    this.#lesson = lesson;
    this.#checks = checks;
    this.#task = task;
    this.#book = book;
    this.#report = report;
  }

  async all(): Promise<void> {
    const task = this.#task;
    this.#report.count('tasks');
    await this.#startFails();
    for (const [at, solution] of task.solutions.entries()) await this.#passes(solution, at === 0 ? 'the solution' : `alternative ${at}`);
    for (const script of task.equals) await this.#passes(script, 'an edit declared equal');
    await this.#passesAfterExamples();
    const [solution] = task.solutions;
    if (solution) {
      await this.#prefixesFail(solution);
      await this.#editsFail(solution);
    }
    await this.#mistakesFail();
  }

  async #startFails(): Promise<void> {
    this.#report.count('starts');
    const { states } = await this.#outcome([], []);
    if (reached(states)) this.#fail(this.#task.line, 'is reached before anything is done');
  }

  async #passes(script: Script, name: string): Promise<void> {
    this.#report.count('solutions');
    const { states, machine } = await this.#outcome(script.steps, script.answers);
    if (!reached(states)) this.#fail(script.line, `${name} does not pass: ${misses(states)}${session(machine)}`);
  }

  /** What the examples left behind must not be in the way. */
  async #passesAfterExamples(): Promise<void> {
    this.#report.count('solutions');
    const machine = await bootScenario(this.#checks.scenario);
    const typist = new Typist(machine);
    for (const item of this.#lesson.sequence) {
      if (!isTask(item)) await typist.all(item.steps);
      else await typist.all(item.solutions[0]?.steps ?? []);
      if (item === this.#task) break;
    }
    const states = await check(machine, this.#task, this.#task.solutions[0]?.answers ?? []);
    if (!reached(states)) this.#fail(this.#task.line, `the solution does not pass after the examples before it: ${misses(states)}${session(machine)}`);
  }

  async #prefixesFail(solution: Script): Promise<void> {
    const states: HostState[] = [];
    const { steps } = solution;
    if (steps.length === 1 && solution.answers.length === 0) return;
    for (let length = 0; length <= steps.length; length++) states.push(await hostState((await this.#outcome(steps.slice(0, length))).machine));
    let last = steps.length;
    while (last > 0 && states[last - 1] && states[last] && sameState(states[last - 1] as HostState, states[last] as HostState)) last -= 1;
    // A task that only looks changes nothing: all of it counts.
    if (last === 0) last = steps.length;
    for (let length = 1; length < last; length++) {
      this.#report.count('prefixes');
      if (reached((await this.#outcome(steps.slice(0, length), solution.answers)).states)) this.#fail(solution.line, `the first ${length} of ${steps.length} commands are enough`);
    }
    if (solution.answers.length > 0) {
      this.#report.count('prefixes');
      for (const wrong of ['', 'drydock']) if (reached((await this.#outcome(steps, solution.answers.map(() => wrong))).states)) this.#fail(solution.line, `the answer '${wrong}' passes`);
    }
  }

  async #editsFail(solution: Script): Promise<void> {
    const { steps } = solution;
    if (steps.some(({ kind }) => kind !== 'command')) return;
    const meant = new Set([...this.#task.equals, ...this.#task.solutions].map(plainText));
    for (const edit of smallEdits(steps.map(({ text }) => text))) {
      const edited = { steps: edit.lines.flatMap(({ from, text }) => { const step = steps[from]; return step ? [{ ...step, text }] : []; }), answers: solution.answers, line: solution.line };
      if (meant.has(plainText(edited))) continue;
      this.#report.count('edits');
      const { states } = await this.#outcome(edited.steps, edited.answers);
      if (reached(states)) this.#fail(solution.line, `passes with a small edit (${edit.what}): declare it equal or check it:\n${edit.lines.map(({ text }) => `        $ ${text}`).join('\n')}`);
    }
  }

  async #mistakesFail(): Promise<void> {
    for (const mistake of this.#task.mistakes) {
      this.#report.count('mistakes');
      const { states, machine } = await this.#outcome(mistake.steps, mistake.answers);
      if (reached(states)) {
        this.#fail(mistake.line, 'a listed mistake passes');
        continue;
      }
      if (mistake.answers.length > 0) continue;
      // Once as it was typed, once by its effect alone.
      const typed = await explainMistake(this.#book, this.#task, machine, mistake.steps.map(({ text }) => text));
      if (typed !== mistake.why) this.#fail(mistake.line, `a mistake gets ${typed === undefined ? 'no explanation' : `another's explanation: ${typed}`}`);
      const seen = await explainMistake(this.#book, this.#task, (await this.#outcome(mistake.steps, mistake.answers)).machine, []);
      if (seen !== undefined && seen !== mistake.why) this.#fail(mistake.line, `the effect of a mistake is taken for another's: ${seen}`);
    }
  }

  async #outcome(steps: readonly TranscriptStep[], answers: readonly string[] = []): Promise<Outcome> {
    const { machine, typist } = await atTask(this.#checks, this.#task);
    const start = machine.kernel.now();
    await typist.all(steps);
    return { machine, states: await check(machine, this.#task, answers, start) };
  }

  #fail(line: number, message: string): void {
    this.#report.fail(line, `task ${this.#task.id} ${message}`);
  }
}

/** Checks as the page does: with `lab` on the machine. */
async function check(machine: Machine, task: Task, answers: readonly string[], start = 0): Promise<GoalState[]> {
  installLab(machine, historyOf(machine));
  return checkTask(machine, task, { locale: 'en', answer: answers[0], start });
}

function plainText({ steps }: Pick<Script, 'steps'>): string {
  return steps.map(({ text }) => text.trim().replace(/\s+/g, ' ')).join('\n');
}

function misses(states: readonly GoalState[]): string {
  return states.flatMap(({ miss }) => miss ?? []).join(' ');
}

/** What was typed and printed, for the reader of a failure. */
function session(machine: Machine): string {
  return historyOf(machine).commands.slice(-3).map(({ line, output, exit }) => `\n        $ ${line}\n${output.replace(/\r/g, '').split('\n').slice(-4).map((each) => `        | ${each}\n`).join('')}        [exit ${exit}]`).join('');
}
