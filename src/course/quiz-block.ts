/** The questions of a lesson: a `quiz` block is YAML, and its fields say which kind it is. */
import { parseDocument } from 'yaml';
import { parseTranscript, TranscriptError, type TranscriptStep } from '../formats/transcript/parse.ts';
import { LessonError } from './lesson-error.ts';

interface Common {
  /** Stated in the lesson, the same in every language: progress is kept under it. */
  readonly id: string;
  /** Inline Markdown. */
  readonly ask: string;
  /** Said after a right reply; Markdown. */
  readonly why: string;
  readonly line: number;
}

/** One of several texts, or all that hold. Options stand in the order in which they are shown. */
export interface ChoiceQuiz extends Common { readonly kind: 'choice'; readonly many: boolean; readonly options: readonly { readonly text: string; readonly right: boolean }[] }
/** Texts to be put in order: `items` in the right order, `shown` the positions in `items` as they are shown. */
export interface OrderQuiz extends Common { readonly kind: 'order'; readonly items: readonly string[]; readonly shown: readonly number[] }
/** A text with gaps: `parts` around them, and what is right in each. */
export interface FillQuiz extends Common { readonly kind: 'fill'; readonly parts: readonly string[]; readonly gaps: readonly (readonly string[])[] }
/** Commands; the reply is what the last one prints. */
export interface PredictQuiz extends Common { readonly kind: 'predict'; readonly setup: readonly TranscriptStep[]; readonly steps: readonly TranscriptStep[] }
/** The reply is a command line; right when it leads to the state that the key leads to (and prints the same, where the key changes no state). */
export interface CommandQuiz extends Common { readonly kind: 'command'; readonly setup: readonly TranscriptStep[]; readonly key: readonly TranscriptStep[] }

export type Quiz = ChoiceQuiz | OrderQuiz | FillQuiz | PredictQuiz | CommandQuiz;

const KINDS: Readonly<Record<string, readonly string[]>> = {
  choice: ['right', 'wrong'], order: ['order'], fill: ['fill', 'gaps'], predict: ['predict', 'setup'], command: ['command', 'setup'],
};
const GAP = '___';

/** Reads a quiz block; `id` stands before its text. `line` is where its text begins in the file. Throws LessonError. */
export function parseQuiz(source: string, id: string, line: number): Quiz {
  const fail = (message: string): never => {
    throw new LessonError(line, `quiz: ${message}`);
  };
  const document = parseDocument(source);
  const error = document.errors[0];
  if (error) throw new LessonError(line + source.slice(0, error.pos[0]).split('\n').length - 1, `quiz: not YAML: ${error.message.split('\n')[0]}`);
  const values = document.toJS() as Record<string, unknown> | null;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return fail('it must have fields (ask, right, wrong …)');
  const names = Object.keys(values).filter((name) => name !== 'ask' && name !== 'why');
  const kind = Object.keys(KINDS).find((each) => KINDS[each]?.[0] !== undefined && names.includes(KINDS[each][0]));
  if (kind === undefined) return fail(`it needs one of ${Object.values(KINDS).map(([first]) => `'${first}'`).join(', ')}`);
  for (const name of names) if (!KINDS[kind]?.includes(name)) fail(`'${name}' does not belong to a ${kind} question`);
  const text = (name: string): string => (typeof values[name] === 'string' ? values[name].trim() : values[name] === undefined ? '' : fail(`'${name}' must be text: put it in quotes`));
  const list = (name: string): string[] => {
    const value = values[name];
    const items = Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];
    return items.map((item) => (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean' ? String(item) : fail(`'${name}' must be text or a list of texts: put them in quotes`)));
  };
  const transcript = (name: string): TranscriptStep[] => {
    try {
      return parseTranscript(text(name));
    } catch (problem) {
      if (problem instanceof TranscriptError) return fail(`'${name}': ${problem.message}`);
      throw problem;
    }
  };
  const common: Common = { id, ask: text('ask'), why: text('why'), line };
  if (common.ask === '') fail("it needs 'ask'");
  switch (kind) {
    case 'choice': {
      const right = list('right');
      const wrong = list('wrong');
      if (wrong.length === 0) fail("it needs 'wrong' choices");
      const all = [...right.map((each) => ({ text: each, right: true })), ...wrong.map((each) => ({ text: each, right: false }))];
      return { ...common, kind, many: right.length > 1, options: shuffled(all.length, right.length * 7 + wrong.length * 3 + line).flatMap((at) => all[at] ?? []) };
    }
    case 'order': {
      const items = list('order');
      if (items.length < 3) fail('there is nothing to order');
      return { ...common, kind, items, shown: shuffled(items.length, items.length + line) };
    }
    case 'fill': {
      const parts = text('fill').split(GAP);
      const gaps = values['gaps'];
      if (!Array.isArray(gaps) || gaps.length !== parts.length - 1 || gaps.length === 0) return fail(`'gaps' must list what is right for each '${GAP}' of 'fill'`);
      return { ...common, kind, parts, gaps: (gaps as unknown[]).map((gap) => (Array.isArray(gap) ? (gap as unknown[]) : [gap]).map(String)) };
    }
    case 'predict': {
      const steps = transcript('predict');
      if (steps.length === 0) fail("'predict' has no command");
      if (steps.some(({ expected }) => expected.length > 0)) fail("'predict' must not show output: it is computed by running");
      return { ...common, kind, setup: transcript('setup'), steps };
    }
    default: {
      const key = transcript('command');
      if (key.length === 0) fail("'command' has no command");
      return { ...common, kind: 'command', setup: transcript('setup'), key };
    }
  }
}

/** Positions 0 to n-1 in an order that depends on `salt` alone and is not the plain one (for n > 1). */
function shuffled(n: number, salt: number): number[] {
  const order = Array.from({ length: n }, (_, at) => at);
  let state = (salt * 2654435761) >>> 0;
  for (let at = n - 1; at > 0; at--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  if (n > 1 && order.every((each, at) => each === at)) order.reverse();
  return order;
}
