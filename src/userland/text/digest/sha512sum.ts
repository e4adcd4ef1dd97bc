import type { Program } from '../../../kernel/sys.ts';
import { tool } from '../../tool.ts';
import { digestTool } from './digest.ts';

export const sha512sum: Program = {
  name: 'sha512sum',
  main: tool(digestTool('sha512sum')).main,
};
