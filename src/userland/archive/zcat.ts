import type { Program } from '../../kernel/sys.ts';
import { gzip } from './gzip.ts';

export const zcat: Program = {
  name: 'zcat',
  main: gzip.main,
};
