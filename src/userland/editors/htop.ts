import type { Program } from '../../kernel/sys.ts';
import { top } from './top.ts';

/** Shows what top shows: the bars of htop are not drawn. */
export const htop: Program = {
  name: 'htop',
  main: top.main,
};
