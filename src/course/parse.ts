/** Reads a lesson file: Markdown with tasks, console blocks and questions (the format is described in CONTRIBUTING.md). */
import { Lexer, type Token, type Tokens } from 'marked';
import { parseTranscript, TranscriptError, type TranscriptStep } from '../formats/transcript/parse.ts';
import { readHead } from './front-matter.ts';
import { LessonError } from './lesson-error.ts';
import type { Block, Example, Goal, Lesson, Mistake, Script, Task } from './lesson.ts';
import { parseQuiz } from './quiz-block.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? U[] : T[K] };

const HEADING = /^(?:Task|任务)\s*[:：]\s*(.+?)\s*\{#([\w-]+)\}\s*$/;
const QUIZ_ID = /^\{#([\w-]+)\}$/;
const TASK_BLOCKS = new Set(['check', 'hint', 'solution', 'mistake', 'answer']);

/** A whole lesson file. Throws LessonError with the line of the file. */
export function parseLesson(source: string): Lesson {
  const { head, body, bodyLine } = readHead(source.replaceAll('\r\n', '\n'));
  return { head, ...parseBody(body, bodyLine) };
}

/** The Markdown of a lesson without its head; `firstLine` is the line of the file that it begins at. Throws LessonError. */
export function parseBody(markdown: string, firstLine = 1): Omit<Lesson, 'head'> {
  const reader = new Reader();
  let line = firstLine;
  for (const token of new Lexer({ gfm: true }).lex(markdown)) {
    reader.read(token, line);
    line += token.raw.split('\n').length - 1;
  }
  return reader.finish();
}

class Reader {
  readonly #blocks: Block[] = [];
  readonly #sequence: (Example | Task)[] = [];
  #prose: Token[] = [];
  #task: Mutable<Task> | undefined;
  #depth = 0;

  read(token: Token, line: number): void {
    if (token.type === 'heading' && this.#heading(token as Tokens.Heading, line)) return;
    if (token.type === 'code' && this.#code(token as Tokens.Code, line)) return;
    for (const { text, line: at } of nestedConsoles(token, line)) this.#example(text, at);
    (this.#task?.prose ?? this.#prose).push(token);
  }

  finish(): Omit<Lesson, 'head'> {
    this.#endTask();
    this.#flush();
    const tasks = this.#sequence.filter((item): item is Task => 'goals' in item);
    return { blocks: this.#blocks, sequence: this.#sequence, tasks, quizzes: this.#blocks.flatMap((block) => (block.kind === 'quiz' ? [block.quiz] : [])) };
  }

  #flush(): void {
    if (this.#prose.length > 0) this.#blocks.push({ kind: 'prose', tokens: this.#prose });
    this.#prose = [];
  }

  #heading({ depth, text }: Tokens.Heading, line: number): boolean {
    if (this.#task && depth <= this.#depth) this.#endTask();
    const found = HEADING.exec(text);
    if (!found) {
      if (/^(?:Task|任务)\s*[:：]/.test(text)) throw new LessonError(line, 'the heading of a task ends with its id: `## Task: title {#id}`');
      return false;
    }
    const [, title = '', id = ''] = found;
    if (this.#sequence.some((item) => 'goals' in item && item.id === id)) throw new LessonError(line, `there are two tasks with the id '${id}'`);
    this.#flush();
    this.#depth = depth;
    this.#task = { id, title, goals: [], prose: [], hints: [], solutions: [], solutionTexts: [], equals: [], mistakes: [], line };
    this.#blocks.push({ kind: 'task', task: this.#task });
    this.#sequence.push(this.#task);
    return true;
  }

  #endTask(): void {
    const task = this.#task;
    this.#task = undefined;
    if (!task) return;
    if (task.goals.length === 0) throw new LessonError(task.line, `the task '${task.id}' has no check and no answer`);
    if (task.solutions.length === 0) throw new LessonError(task.line, `the task '${task.id}' has no solution`);
    const answers = task.goals.filter(({ kind }) => kind === 'answer').length;
    for (const script of [...task.solutions, ...task.equals]) if (script.answers.length !== answers) throw new LessonError(script.line, `this solution types ${script.answers.length} answers (\`[answer …]\`), the task '${task.id}' asks for ${answers}`);
  }

  /** Whether the block is for the machine or for a card, not for the prose. */
  #code({ lang = '', text }: Tokens.Code, line: number): boolean {
    const [kind = '', ...words] = lang.split(/\s+/);
    if (kind === 'console') {
      this.#example(text, line + 1);
      return false;
    }
    if (kind === 'quiz') {
      const id = QUIZ_ID.exec(words.join(' '))?.[1];
      if (id === undefined) throw new LessonError(line, 'a question begins with its id: ```quiz {#id}');
      if (this.#blocks.some((block) => block.kind === 'quiz' && block.quiz.id === id)) throw new LessonError(line, `there are two questions with the id '${id}'`);
      this.#flush();
      this.#blocks.push({ kind: 'quiz', quiz: parseQuiz(text, id, line + 1) });
      return true;
    }
    if (!TASK_BLOCKS.has(kind)) return false;
    const task = this.#task;
    if (!task) throw new LessonError(line, `a ${kind} block stands outside of a task`);
    if (words.some((word) => !(kind === 'solution' && word === 'equal'))) throw new LessonError(line, `unknown word after '${kind}': ${words.join(' ')}`);
    if (kind === 'hint') task.hints.push(text);
    else if (kind === 'check' || kind === 'answer') task.goals.push(...goals(text, kind, line + 1));
    else if (kind === 'mistake') task.mistakes.push(mistake(text, line + 1));
    else if (words.includes('equal')) task.equals.push(...scripts(text, line + 1));
    else {
      task.solutions.push(script(text, line + 1));
      task.solutionTexts.push(text);
    }
    return true;
  }

  #example(text: string, line: number): void {
    this.#sequence.push({ steps: transcript(text, line, false), text, line });
  }
}

/** Console blocks inside of lists and quotations. */
function nestedConsoles(token: Token, line: number): { text: string; line: number }[] {
  if (token.type === 'code') return [];
  const found: { text: string; line: number }[] = [];
  const walk = (tokens: readonly Token[]): void => {
    for (const each of tokens) {
      if (each.type === 'code' && (each as Tokens.Code).lang?.split(/\s+/)[0] === 'console') found.push({ text: (each as Tokens.Code).text, line });
      else walk([...(((each as Tokens.Generic).tokens as Token[] | undefined) ?? []), ...((each as Tokens.List).items ?? [])]);
    }
  };
  walk([token]);
  return found;
}

function transcript(text: string, line: number, comments: boolean): TranscriptStep[] {
  try {
    return parseTranscript(text, { comments }).map((step) => ({ ...step, line: step.line + line - 1 }));
  } catch (error) {
    if (error instanceof TranscriptError) throw new LessonError(line + error.line - 1, error.message.replace(/^line \d+: /, ''));
    throw error;
  }
}

function goals(text: string, kind: Goal['kind'], line: number): Goal[] {
  const out: { kind: Goal['kind']; text: string; steps: TranscriptStep[] }[] = [];
  for (const step of transcript(text, line, true)) {
    if (step.kind !== 'command') throw new LessonError(step.line, `a ${kind} block runs commands only`);
    if (step.comment.length > 0) out.push({ kind, text: step.comment.join(' '), steps: [] });
    const goal = out.at(-1);
    if (!goal) throw new LessonError(step.line, `a ${kind} block begins with a comment line that says what is to be reached`);
    goal.steps.push(step);
  }
  if (out.length === 0) throw new LessonError(line, `a ${kind} block needs a comment line and a command`);
  return out;
}

const ANSWER = /^\[answer (.+)\]$/;

function script(text: string, line: number): Script {
  const lines = text.split('\n');
  const answers = lines.flatMap((each) => ANSWER.exec(each)?.[1] ?? []);
  const steps = transcript(lines.map((each) => (ANSWER.test(each) ? '' : each)).join('\n'), line, true);
  if (steps.length === 0 && answers.length === 0) throw new LessonError(line, 'there is no command in it');
  return { steps, answers, line };
}

/** Scripts with blank lines between them. */
function scripts(text: string, line: number): Script[] {
  let at = line;
  return text.split(/\n\n+/).flatMap((part) => {
    const own = part.trim() === '' ? [] : [script(part, at)];
    at += part.split('\n').length + 1;
    return own;
  });
}

function mistake(text: string, line: number): Mistake {
  const lines = text.split('\n');
  const why = lines.filter((each) => each.startsWith('# ')).map((each) => each.slice(2).trim()).join(' ');
  if (why === '') throw new LessonError(line, 'a mistake needs a comment line that explains it');
  return { ...script(lines.map((each) => (each.startsWith('# ') ? '' : each)).join('\n'), line), why };
}
