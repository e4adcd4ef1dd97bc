import type { Program } from '../../../kernel/sys.ts';
import { tool } from '../../tool.ts';
import { digestTool } from './digest.ts';

export const md5sum: Program = {
  name: 'md5sum',
  main: tool(digestTool('md5sum')).main,
};
