/** The head of a lesson file: YAML between two lines of three hyphens. */
import { LineCounter, parseDocument } from 'yaml';
import { LessonError } from './lesson-error.ts';
import type { LessonHead } from './lesson.ts';

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const FIELDS = new Set(['title', 'summary', 'minutes', 'slug', 'scenario']);

/** Splits a file into its head, the Markdown after it and the line that the Markdown begins at. Throws LessonError. */
export function readHead(source: string): { head: LessonHead; body: string; bodyLine: number } {
  const found = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(source);
  if (!found) throw new LessonError(1, 'the file does not begin with a head between two lines of `---`');
  const lines = new LineCounter();
  const document = parseDocument(found[1] ?? '', { lineCounter: lines });
  const error = document.errors[0];
  if (error) throw new LessonError(lines.linePos(error.pos[0]).line + 1, `the head is not YAML: ${error.message.split('\n')[0]}`);
  const values = document.toJS() as unknown;
  if (typeof values !== 'object' || values === null) throw new LessonError(1, 'the head has no fields');
  return { head: check(values as Record<string, unknown>), body: source.slice(found[0].length), bodyLine: found[0].split('\n').length };
}

function check(values: Record<string, unknown>): LessonHead {
  for (const name of Object.keys(values)) if (!FIELDS.has(name)) throw new LessonError(1, `the head has an unknown field '${name}'`);
  const text = (name: string): string => {
    const value = values[name];
    if (typeof value !== 'string' || value.trim() === '') throw new LessonError(1, `the head needs a text for '${name}'`);
    return value.trim();
  };
  const { minutes } = values;
  if (typeof minutes !== 'number' || !Number.isInteger(minutes) || minutes < 1) throw new LessonError(1, "the head needs a whole number for 'minutes'");
  const scenario = values['scenario'] ?? '';
  if (typeof scenario !== 'string') throw new LessonError(1, "'scenario' must be text: commands, one a line");
  const slug = text('slug');
  if (!SLUG.test(slug)) throw new LessonError(1, `'slug' may hold small letters, digits and hyphens, not '${slug}'`);
  return { title: text('title'), summary: text('summary'), minutes, slug, scenario };
}
