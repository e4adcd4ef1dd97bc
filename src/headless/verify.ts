/** `drydock verify`: proves lesson files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LessonError } from '../course/lesson-error.ts';
import type { Lesson } from '../course/lesson.ts';
import { parseLesson } from '../course/parse.ts';
import { ScenarioFailure } from '../course/start.ts';
import { preloadPrograms } from '../machine/programs.ts';
import { parseOptions, UsageError } from './usage.ts';
import { proveAgreement } from './verify/agree.ts';
import { proveExamples } from './verify/examples.ts';
import { proveQuizzes } from './verify/quizzes.ts';
import { Report } from './verify/report.ts';
import { proveTasks } from './verify/tasks.ts';

const HELP = `Usage: drydock verify [FILES]

Proves lesson files (default: all of lessons/). For each task: the start state fails, the solution and its alternatives pass (also after the
examples), every shorter part of the solution fails, every listed mistake fails with its own explanation, small edits of the solution fail.
Every console block prints what it shows, the keys of questions hold, and the languages agree.
`;

const LESSONS = resolve(fileURLToPath(new URL('../../lessons', import.meta.url)));
/** The language whose blocks are run; others must have the same. */
const FIRST = 'en';

export async function verifyCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...args], allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const files = positionals.length > 0 ? positionals.map((file) => resolve(file)) : lessonFiles(LESSONS);
  for (const file of files) if (!existsSync(file)) throw new UsageError(`${file}: no such file`);
  if (files.length === 0) throw new UsageError('there are no lessons');
  await preloadPrograms();
  let passed = 0;
  let failed = 0;
  for (const file of files) {
    const report = await verifyFile(file, files);
    const counts = [...report.counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
    process.stdout.write(`${report.failures.length === 0 ? 'ok  ' : 'FAIL'} ${relative(process.cwd(), file)}: ${counts || 'not read'}\n`);
    for (const failure of report.failures) process.stdout.write(`    ${relative(process.cwd(), file)}, ${failure}\n`);
    if (report.failures.length === 0) passed += 1;
    else failed += 1;
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

/** Proves one file. Blocks that are the same in the first language are proved there, when that file is among those to be proved. */
async function verifyFile(file: string, files: readonly string[]): Promise<Report> {
  const report = new Report();
  try {
    const lesson = parseLesson(readFileSync(file, 'utf8'));
    const first = sibling(file);
    const before = report.failures.length;
    if (first !== undefined) proveAgreement(parseLesson(readFileSync(first, 'utf8')), lesson, report);
    else if (file.startsWith(`${LESSONS}${sep}${FIRST}${sep}`)) proveTranslated(file, report);
    if (first !== undefined && files.includes(first) && report.failures.length === before) return report;
    await prove(lesson, report);
  } catch (error) {
    if (error instanceof LessonError) report.fail(error.line, error.message);
    else if (error instanceof ScenarioFailure) report.fail(1, error.message);
    else throw error;
  }
  return report;
}

async function prove(lesson: Lesson, report: Report): Promise<void> {
  const machine = await proveExamples(lesson, report);
  for (const crash of machine.kernel.crashes) report.fail(1, `the simulator failed in ${crash.argv.join(' ')}: ${String(crash.error)}`);
  await proveTasks(lesson, report);
  await proveQuizzes(lesson, report);
}

/** The same lesson in the first language, for a file of another one. */
function sibling(file: string): string | undefined {
  const [locale, ...rest] = relative(LESSONS, file).split(sep);
  if (locale === undefined || locale === '..' || locale === FIRST) return undefined;
  const path = join(LESSONS, FIRST, ...rest);
  return existsSync(path) ? path : undefined;
}

function proveTranslated(file: string, report: Report): void {
  const rest = relative(join(LESSONS, FIRST), file);
  for (const locale of readdirSync(LESSONS)) if (locale !== FIRST && !existsSync(join(LESSONS, locale, rest))) report.fail(1, `there is no ${locale} text of it`);
}

function lessonFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).sort().map((name) => join(folder, name));
}
