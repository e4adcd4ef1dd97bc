import type { Program } from '../../../kernel/sys.ts';
import { grep } from './grep.ts';

export const egrep: Program = {
  name: 'egrep',
  main: grep.main,
};
