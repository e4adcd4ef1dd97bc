/** Grades replies to questions. Command and prediction questions are graded by running: by what the reply leads to, not by its words. */
import type { Machine } from '../machine/machine.ts';
import { plain } from './checker.ts';
import type { LessonChecks } from './checks.ts';
import type { ChoiceQuiz, CommandQuiz, FillQuiz, OrderQuiz, PredictQuiz, Quiz } from './quiz-block.ts';
import { bootScenario } from './start.ts';
import { hostState, sameState } from './state.ts';
import { Typist } from './typist.ts';
import type { TranscriptStep } from '../formats/transcript/parse.ts';

/** `choice`: positions of the options that were chosen. `order`: positions in `items`, in the order given. Others: texts. */
export type Reply = { readonly picks: readonly number[] } | { readonly texts: readonly string[] };

/** Whether a reply is right. `checks` gives the start state for questions that are run. */
export async function gradeQuiz(quiz: Quiz, reply: Reply, checks: Pick<LessonChecks, 'scenario'>): Promise<boolean> {
  const picks = 'picks' in reply ? reply.picks : [];
  const texts = 'texts' in reply ? reply.texts : [];
  switch (quiz.kind) {
    case 'choice':
      return gradeChoice(quiz, picks);
    case 'order':
      return gradeOrder(quiz, picks);
    case 'fill':
      return gradeFill(quiz, texts);
    case 'predict':
      return plain(texts[0] ?? '') === plain(await predicted(quiz, checks));
    case 'command':
      return gradeCommand(quiz, texts[0] ?? '', checks);
  }
}

/** Right when just the right options are chosen. */
export function gradeChoice({ options }: ChoiceQuiz, picks: readonly number[]): boolean {
  return options.every(({ right }, at) => right === picks.includes(at));
}

/** Right when each text stands where the key has it; equal texts may change places. */
export function gradeOrder({ items }: OrderQuiz, picks: readonly number[]): boolean {
  return picks.length === items.length && picks.every((pick, at) => items[pick] === items[at]);
}

export function gradeFill({ gaps }: FillQuiz, texts: readonly string[]): boolean {
  return gaps.every((right, at) => right.some((each) => plain(each) === plain(texts[at] ?? '')));
}

/** What the last command of a prediction question prints. */
export async function predicted({ setup, steps }: PredictQuiz, checks: Pick<LessonChecks, 'scenario'>): Promise<string> {
  const printed = await new Typist(await bootScenario(checks.scenario)).all([...setup, ...steps]);
  return (printed.at(-1)?.lines ?? []).join('\n');
}

/** The state that commands lead to, and what they print. */
async function led(setup: readonly TranscriptStep[], steps: readonly TranscriptStep[], checks: Pick<LessonChecks, 'scenario'>): Promise<{ machine: Machine; printed: string; code: number }> {
  const machine = await bootScenario(checks.scenario);
  const typist = new Typist(machine);
  await typist.all(setup);
  const results = await typist.all(steps);
  return { machine, printed: results.flatMap(({ lines }) => lines).join('\n'), code: results.at(-1)?.code ?? 0 };
}

async function gradeCommand({ setup, key }: CommandQuiz, text: string, checks: Pick<LessonChecks, 'scenario'>): Promise<boolean> {
  const lines = text.split('\n').map((line) => line.trim().replace(/^\$ /, '')).filter((line) => line !== '');
  if (lines.length === 0) return false;
  const typed: TranscriptStep[] = lines.map((line, at) => ({ kind: 'command', text: line, expected: [], exit: 0, comment: [], line: at + 1 }));
  const start = await hostState((await led(setup, [], checks)).machine);
  const [wanted, given] = [await led(setup, key, checks), await led(setup, typed, checks)];
  const [wantedState, givenState] = [await hostState(wanted.machine), await hostState(given.machine)];
  if (!sameState(wantedState, givenState)) return false;
  // A question about looking changes nothing: then what is seen decides.
  return !sameState(start, wantedState) || (given.code === wanted.code && evened(given.printed) === evened(wanted.printed));
}

/** Output without what differs from run to run. */
function evened(text: string): string {
  return text.replace(/\b[0-9a-f]{12,64}\b/g, '<id>').replace(/(?:Up )?(?:Less than a second|About an? \w+|\d+ \w+)(?: ago)?/g, '<time>').replace(/[ \t]+/g, ' ');
}
