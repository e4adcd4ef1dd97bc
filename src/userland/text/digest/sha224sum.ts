import type { Program } from '../../../kernel/sys.ts';
import { tool } from '../../tool.ts';
import { digestTool } from './digest.ts';

export const sha224sum: Program = {
  name: 'sha224sum',
  main: tool(digestTool('sha224sum')).main,
};
