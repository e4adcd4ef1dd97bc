/** Running a file of commands: scripts without `#!`, and `source`. */
import { runText } from './text.ts';
import { Shell } from '../shell.ts';
import { ReturnFrom } from '../errors.ts';
import { SourceText } from '../source.ts';
import { subshellMain } from './launch.ts';
import { prepareShell } from '../startup.ts';
import { runTrap } from '../traps.ts';
import { decodeText } from '../input.ts';
import type { Sys } from '../../kernel/sys.ts';

/** A program that the kernel cannot run is a script for this shell: it runs here, with nothing inherited but the environment. */
export function* runScriptFile(sh: Shell, path: string, words: readonly string[], env: ReadonlyMap<string, string>): Sys<number> {
  const script = new Shell(sh.proc, sh.dialect, path, false);
  prepareShell(script, env);
  script.parameters = words.slice(1);
  script.source = new SourceText('', path);
  return yield* subshellMain(script, runText(script, decodeText(sh.proc.readFile(path)), { name: path, top: true }));
}

/** `source FILE`: runs a text in this shell; `return` ends it. */
export function* sourceText(sh: Shell, text: string, name: string): Sys<number> {
  sh.sourceDepth++;
  sh.frames.push({ name: 'source', source: new SourceText(text, name), callLine: sh.line });
  const loops = sh.loops;
  try {
    const status = yield* sh.proc.call(runText(sh, text, { name, top: true }));
    const trap = sh.traps.get('RETURN');
    if (trap) yield* runTrap(sh, trap);
    return status;
  } catch (error) {
    if (error instanceof ReturnFrom) return (sh.status = error.status);
    throw error;
  } finally {
    sh.sourceDepth--;
    sh.frames.pop();
    sh.loops = loops;
  }
}
