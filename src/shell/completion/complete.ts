/** What can stand at the cursor: commands, variables, users, files, or what a program says about its own arguments. */
import { completeFiles, isDirectoryAt } from './files.ts';
import { completeByProgram, PROVIDERS } from './provider.ts';
import { builtinNames } from '../builtins/table.ts';
import { currentWord } from './word.ts';
import { isSysError } from '../../kernel/errno.ts';
import type { Candidate, Completion } from '../editor/completing.ts';
import type { Shell } from '../shell.ts';
import type { Sys } from '../../kernel/sys.ts';

const KEYWORDS = ['if', 'then', 'else', 'elif', 'fi', 'case', 'esac', 'for', 'select', 'while', 'until', 'do', 'done', 'in', 'function', 'time', '{', '}', '!', '[[', ']]', 'coproc'];
/** Commands whose first argument is a command again. */
const PREFIXES = new Set(['sudo', 'time', 'exec', 'command', 'builtin', 'nohup', 'env', 'xargs', 'watch', 'which', 'type']);

/** Completions for the text before the cursor. */
export function* complete(sh: Shell, before: string): Sys<Completion> {
  const word = currentWord(before);
  const start = [...before.slice(0, word.start)].length;
  const variable = /\$(\{?)(\w*)$/.exec(word.raw);
  if (variable && word.quote !== "'") {
    const names = sh.vars.names().filter((name) => name.startsWith(variable[2] as string) && sh.vars.value(name) !== undefined);
    const head = word.raw.slice(0, word.raw.length - variable[0].length);
    const close = variable[1] === '{' ? '}' : '';
    return {
      start,
      candidates: names.map((name) => {
        const label = `$${variable[1]}${name}${close}`;
        const directory = sh.vars.get(name)?.startsWith('/') && isDirectoryAt(sh, sh.vars.get(name) as string);
        return { value: `${head}${label}${directory ? '/' : ''}`, label, suffix: word.quote || directory ? '' : ' ' };
      }),
    };
  }
  if (word.raw.startsWith('~') && !word.raw.includes('/')) {
    return { start, candidates: users(sh).filter((name) => name.startsWith(word.raw.slice(1))).map((name) => ({ value: `~${name}`, suffix: '/' })) };
  }
  const arguments_ = word.command;
  const first = arguments_[0];
  const isCommand = first === undefined || (PREFIXES.has(first) && arguments_.length === 1 && !word.text.startsWith('-'));
  if (word.redirect || !isCommand) {
    if (!word.redirect && first !== undefined) {
      const skip = first === 'sudo' ? 1 : 0;
      const name = arguments_[skip];
      if (name !== undefined && PROVIDERS.has(name)) {
        const found = yield* completeByProgram(sh, arguments_.slice(skip), word);
        if (found) return { start, ...found };
      }
    }
    return { start, candidates: completeFiles(sh, word, first === 'cd' || first === 'rmdir' || first === 'pushd' ? 'directories' : 'all') };
  }
  if (word.text.includes('/')) return { start, candidates: completeFiles(sh, word, 'executables') };
  if (word.text === '' && sh.shopted('no_empty_cmd_completion')) return { start, candidates: [] };
  return { start, candidates: commandNames(sh).filter((name) => name.startsWith(word.text)).map((name): Candidate => ({ value: name })) };
}

/** Everything that can be the first word of a command. */
function commandNames(sh: Shell): string[] {
  const names = new Set<string>([...builtinNames(sh), ...sh.functions.keys(), ...sh.aliases.keys(), ...KEYWORDS]);
  for (const directory of (sh.vars.get('PATH') ?? '').split(':')) {
    try {
      for (const entry of sh.proc.readdir(directory === '' ? '.' : directory)) {
        if (entry.kind !== 'directory' && sh.proc.access(`${directory}/${entry.name}`, 1)) names.add(entry.name);
      }
    } catch (error) {
      if (!isSysError(error)) throw error;
    }
  }
  return [...names];
}

function users(sh: Shell): string[] {
  try {
    return sh.proc.readText('/etc/passwd').split('\n').map((line) => line.split(':')[0] ?? '').filter((name) => name !== '');
  } catch (error) {
    if (isSysError(error)) return [];
    throw error;
  }
}
