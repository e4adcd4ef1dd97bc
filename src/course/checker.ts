/** Checks tasks on a machine: each goal's commands are run and compared, as a learner could do by hand. */
import { matchOutput } from '../formats/transcript/match.ts';
import type { TranscriptStep } from '../formats/transcript/parse.ts';
import type { Execution, Machine } from '../machine/machine.ts';
import type { TaskCheck } from './checks.ts';
import type { Goal, Locale } from './lesson.ts';
import { CHECK_WORDS, type CheckWords } from './words.ts';

export interface GoalState {
  readonly ok: boolean;
  /** Why not, in words; may hold `code` in backquotes. */
  readonly miss?: string;
  /** The miss explains what the learner did; else it only says what is still open. */
  readonly isMistake?: boolean;
}

export interface CheckOptions {
  readonly locale: Locale;
  /** What was typed into the task's field; the last reply. */
  readonly answer?: string | undefined;
  /** Virtual nanoseconds of the task's start: `lab … --since task` counts from there. */
  readonly start?: number;
}

/** Environment variable that tells `lab` when the task began, nanoseconds since boot. */
export const TASK_START = 'DRYDOCK_TASK_START';
const LIMIT = 60_000_000_000;
const SHOWN = 120;

/**
 * Checks the goals of a task in order on a machine that nobody needs any more: the commands change it as they would change a learner's.
 * After the first miss of a goal its later commands are not run; the other goals are.
 */
export async function checkTask(machine: Machine, task: TaskCheck, options: CheckOptions): Promise<GoalState[]> {
  const words = CHECK_WORDS[options.locale];
  const states: GoalState[] = [];
  for (const goal of task.goals) {
    const miss = goal.kind === 'answer' ? await checkAnswer(machine, goal, words, options) : await checkGoal(machine, goal, words, options);
    states.push(miss === undefined ? { ok: true } : { ok: false, miss });
  }
  return states;
}

/** Whether all goals are reached. */
export function reached(states: readonly GoalState[]): boolean {
  return states.every(({ ok }) => ok);
}

async function checkGoal(machine: Machine, goal: Goal, words: CheckWords, options: CheckOptions): Promise<string | undefined> {
  for (const step of goal.steps) {
    const miss = missOf(step, await run(machine, step, options), words);
    if (miss !== undefined) return miss;
  }
  return undefined;
}

async function checkAnswer(machine: Machine, goal: Goal, words: CheckWords, options: CheckOptions): Promise<string | undefined> {
  const key = await answerKey(machine, goal, options);
  if (key.answers.length === 0) return words.noKey(oneLine(key.command));
  const given = options.answer?.trim() ?? '';
  if (given === '') return words.noAnswer;
  return key.answers.includes(plain(given)) ? undefined : words.wrongAnswer(oneLine(given));
}

/** What is right as a typed answer now: the output of the goal's last command, whole or any of its lines, in plain form. */
export async function answerKey(machine: Machine, goal: Goal, options: Pick<CheckOptions, 'start'> = {}): Promise<{ command: string; answers: string[] }> {
  let output = '';
  let command = '';
  for (const step of goal.steps) {
    const { stdout, code } = await run(machine, step, options);
    command = step.text;
    output = code === step.exit ? stdout : '';
  }
  return { command, answers: [...new Set([output, ...output.split('\n')].map(plain))].filter((each) => each !== '') };
}

/** An answer without what does not count: case, runs of blanks, quotes around it, a final stop. */
export function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').replace(/^(["'`])(.*)\1$/, '$2').replace(/[.。]$/, '').toLowerCase();
}

async function run(machine: Machine, step: TranscriptStep, options: Pick<CheckOptions, 'start'>): Promise<Execution> {
  return machine.execute(step.text, { limit: LIMIT, env: { [TASK_START]: String(options.start ?? 0) } });
}

/** Why the output of a step is not what was expected; undefined when it is. */
export function missOf(step: TranscriptStep, { combined, code }: Pick<Execution, 'combined' | 'code'>, words: CheckWords): string | undefined {
  const command = oneLine(step.text);
  const printed = combined.trimEnd();
  const mismatch = matchOutput(step.expected, combined);
  // What `lab` prints is not seen by the learner, who has no such command.
  if (/\blab (?:commands|codes|output|events)\b/.test(step.text)) return mismatch || code !== step.exit ? words.notTyped : undefined;
  if (code !== step.exit && (mismatch || code === 0 || step.expected.length === 0)) {
    return code === 0 ? words.succeeded(command, step.exit) : words.failed(command, code, oneLine(printed.split('\n').at(-1) ?? ''));
  }
  if (code !== step.exit) return words.failed(command, code, '');
  if (!mismatch) return undefined;
  if (mismatch.expected === undefined) return words.surplus(command, oneLine(mismatch.printed ?? ''));
  if (printed === '') return words.nothing(command, mismatch.expected.trim());
  // With `...` before it a line may stand anywhere, so the line it was compared with last says nothing.
  if (mismatch.printed === undefined || step.expected.some(({ kind }) => kind === 'any')) return words.missing(command, mismatch.expected.trim());
  return words.differs(command, oneLine(mismatch.printed), mismatch.expected.trim());
}

function oneLine(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ').replaceAll('`', "'").trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
}
