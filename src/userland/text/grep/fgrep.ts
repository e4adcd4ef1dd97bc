import type { Program } from '../../../kernel/sys.ts';
import { grep } from './grep.ts';

export const fgrep: Program = {
  name: 'fgrep',
  main: grep.main,
};
