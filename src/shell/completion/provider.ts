/**
 * Completion by the program itself, in cobra's protocol: `NAME __complete ARGS… WORD` prints lines `value<TAB>description` and at last
 * `:directive` (https://github.com/spf13/cobra, completions.go).
 */
import { completeFiles } from './files.ts';
import { quoteLike } from './word.ts';
import { findProgram } from '../run/program.ts';
import { decodeText } from '../input.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { CurrentWord } from './word.ts';
import type { Candidate, Completion } from '../editor/completing.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

/** Programs that are asked, and by which hidden subcommand. */
export const PROVIDERS: ReadonlyMap<string, string> = new Map([['docker', '__complete'], ['docker-compose', '__complete']]);

const DIRECTIVE = { error: 1, noSpace: 2, noFiles: 4, extensions: 8, directories: 16, keepOrder: 32 } as const;

/** Candidates from the program; undefined when it cannot be asked. */
export function* completeByProgram(sh: Shell, command: readonly string[], word: CurrentWord): Sys<Omit<Completion, 'start'> | undefined> {
  const name = command[0] as string;
  const path = findProgram(sh, name);
  if (path === undefined || !sh.proc.access(path, 1)) return undefined;
  const output = yield* capture(sh, path, [name, PROVIDERS.get(name) as string, ...command.slice(1), word.text]);
  const lines = output.split('\n').filter((line) => line !== '');
  const last = lines.at(-1);
  if (last === undefined || !/^:\d+$/.test(last)) return undefined;
  lines.pop();
  const directive = Number(last.slice(1));
  if (directive & DIRECTIVE.error) return { candidates: [] };
  if (directive & DIRECTIVE.directories) return { candidates: completeFiles(sh, word, 'directories') };
  if (directive & DIRECTIVE.extensions) {
    const wanted = lines.map((line) => `.${line}`);
    return { candidates: completeFiles(sh, word, 'all').filter((item) => item.value.endsWith('/') || wanted.some((end) => item.value.endsWith(end))) };
  }
  const suffix = directive & DIRECTIVE.noSpace ? '' : ' ';
  const candidates: Candidate[] = [];
  for (const line of lines) {
    if (line.startsWith('_activeHelp_ ')) continue;
    const [value = '', description] = line.split('\t');
    if (!value.startsWith(word.text)) continue;
    candidates.push({ value: quoteLike(word, value), label: value, suffix, ...(description ? { description } : {}) });
  }
  if (candidates.length === 0 && !(directive & DIRECTIVE.noFiles)) return { candidates: completeFiles(sh, word, 'all') };
  return { candidates, keepOrder: (directive & DIRECTIVE.keepOrder) !== 0 };
}

/** Standard output of a program that reads nothing. */
function* capture(sh: Shell, path: string, argv: readonly string[]): Sys<string> {
  const { proc } = sh;
  const [read, write] = proc.pipe();
  const nothing = proc.open('/dev/null', { read: true, write: true });
  let output = '';
  try {
    const pid = yield* proc.spawn({ path, argv, env: sh.environment(), fds: new Map([[0, nothing], [1, write], [2, nothing]]) });
    proc.close(write);
    for (;;) {
      const bytes = yield* proc.read(read);
      if (bytes.length === 0) break;
      output += decodeText(bytes);
    }
    yield* proc.wait(pid);
  } catch (error) {
    if (!isSysError(error)) throw error;
  }
  for (const fd of [read, nothing]) proc.close(fd);
  return output;
}
