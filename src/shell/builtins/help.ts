/** help */
import { builtinNames, findBuiltin, loadBuiltins } from './table.ts';
import { patternRegExp } from '../pattern.ts';
import type { Builtin } from './table.ts';

const help: Builtin = {
  name: 'help',
  usage: 'help [-dms] [pattern ...]',
  shells: ['bash', 'ash'],
  *run(sh, words) {
    const patterns = words.slice(1).filter((word) => !/^-[dms]+$/.test(word));
    yield* loadBuiltins(sh.proc);
    const names = builtinNames(sh);
    if (patterns.length === 0) {
      const head = sh.isBash
        ? "GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\nThese shell commands are defined internally.  Type `help' to see this list.\nType `help name' to find out more about the function `name'.\n\n"
        : 'Built-in commands:\n------------------\n';
      yield* sh.proc.write(1, sh.isBash ? `${head}${names.map((name) => ` ${findBuiltin(sh, name, true)?.usage}\n`).join('')}` : `${head}\t${names.join(' ')}\n`);
      return 0;
    }
    let status = 0;
    for (const pattern of patterns) {
      const regexp = patternRegExp(pattern);
      const found = names.filter((name) => regexp.test(name) || name === pattern);
      if (found.length === 0) {
        yield* sh.warn(`help: no help topics match \`${pattern}'.  Try \`help help' or \`man -k ${pattern}' or \`info ${pattern}'.`);
        status = 1;
      }
      for (const name of found) yield* sh.proc.write(1, `${name}: ${findBuiltin(sh, name, true)?.usage}\n`);
    }
    return status;
  },
};

export const HELP: readonly Builtin[] = [help];
