/** echo */
import { unescape } from '../escapes.ts';
import type { Builtin } from './table.ts';

export const ECHO: readonly Builtin[] = [{
  name: 'echo',
  usage: 'echo [-neE] [arg ...]',
  *run(sh, words) {
    let newline = true;
    let escapes = sh.dialect === 'dash' || sh.shopted('xpg_echo');
    let i = 1;
    const options = sh.dialect === 'dash' ? /^-n$/ : /^-[neE]+$/;
    for (; i < words.length && options.test(words[i] as string); i++) {
      for (const letter of (words[i] as string).slice(1)) {
        if (letter === 'n') newline = false;
        else escapes = letter === 'e';
      }
    }
    let text = i === words.length - 1 ? (words[i] as string) : words.slice(i).join(' ');
    if (escapes) {
      const result = unescape(text, 'echo');
      text = result.text;
      if (result.stopped) newline = false;
    }
    if (newline) text += '\n';
    if (text !== '') yield* sh.proc.write(1, text);
    return 0;
  },
}];
