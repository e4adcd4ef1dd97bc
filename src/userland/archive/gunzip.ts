import type { Program } from '../../kernel/sys.ts';
import { gzip } from './gzip.ts';

export const gunzip: Program = {
  name: 'gunzip',
  main: gzip.main,
};
