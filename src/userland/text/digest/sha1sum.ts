import type { Program } from '../../../kernel/sys.ts';
import { tool } from '../../tool.ts';
import { digestTool } from './digest.ts';

export const sha1sum: Program = {
  name: 'sha1sum',
  main: tool(digestTool('sha1sum')).main,
};
