import type { Program } from '../../../kernel/sys.ts';
import { tool } from '../../tool.ts';
import { digestTool } from './digest.ts';

export const sha384sum: Program = {
  name: 'sha384sum',
  main: tool(digestTool('sha384sum')).main,
};
