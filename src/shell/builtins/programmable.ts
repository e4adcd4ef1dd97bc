/** complete, compgen, compopt, bind: the prompt completes by itself and cannot be programmed. */
import { complain } from './options.ts';
import type { Builtin } from './table.ts';

function refusal(name: string, usage: string): Builtin {
  return {
    name,
    usage,
    shells: ['bash'],
    *run(sh) {
      return yield* complain(sh, name, 'this builtin is not simulated here');
    },
  };
}

export const PROGRAMMABLE: readonly Builtin[] = [
  refusal('complete', 'complete [-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...]'),
  refusal('compgen', 'compgen [-abcdefgjksuv] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [word]'),
  refusal('compopt', 'compopt [-o|+o option] [-DEI] [name ...]'),
  refusal('bind', 'bind [-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] [-x keyseq:shell-command] [keyseq:readline-function or readline-command]'),
];
