/** alias, unalias */
import { singleQuote } from '../quote.ts';
import { complain, parseOptions } from './options.ts';
import type { Builtin } from './table.ts';

const alias: Builtin = {
  name: 'alias',
  usage: 'alias [-p] [name[=value] ... ]',
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'p', alias.usage);
    if (parsed === undefined) return 2;
    const show = (name: string, value: string): string => `${sh.isBash ? 'alias ' : ''}${name}=${singleQuote(value)}\n`;
    if (parsed.rest.length === 0) {
      yield* sh.proc.write(1, [...sh.aliases].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([name, value]) => show(name, value)).join(''));
      return 0;
    }
    let status = 0;
    for (const word of parsed.rest) {
      const at = word.indexOf('=', 1);
      const name = at < 0 ? word : word.slice(0, at);
      if (at >= 0) {
        if (/[\s/$`=|&;()<>"'\\]/.test(name)) status = yield* complain(sh, 'alias', `\`${name}': invalid alias name`);
        else sh.aliases.set(name, word.slice(at + 1));
        continue;
      }
      const value = sh.aliases.get(word);
      if (value !== undefined) yield* sh.proc.write(1, show(word, value));
      else status = yield* complain(sh, 'alias', `${word}${sh.isBash ? ': not found' : ' not found'}`);
    }
    return status;
  },
};

const unalias: Builtin = {
  name: 'unalias',
  usage: 'unalias [-a] name [name ...]',
  *run(sh, words) {
    const parsed = yield* parseOptions(sh, words, 'a', unalias.usage);
    if (parsed === undefined) return 2;
    if (parsed.flags.has('a')) sh.aliases.clear();
    else if (parsed.rest.length === 0) {
      yield* sh.proc.write(2, `unalias: usage: ${unalias.usage}\n`);
      return 2;
    }
    let status = 0;
    for (const name of parsed.rest) {
      if (sh.aliases.delete(name)) continue;
      status = sh.dialect === 'dash' ? 1 : yield* complain(sh, 'unalias', `${name}: not found`);
      if (sh.dialect === 'dash') yield* sh.proc.write(2, `unalias: ${name} not found\n`);
    }
    return status;
  },
};

export const ALIASES: readonly Builtin[] = [alias, unalias];
