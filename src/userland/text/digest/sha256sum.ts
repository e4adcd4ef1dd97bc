import type { Program } from '../../../kernel/sys.ts';
import { tool } from '../../tool.ts';
import { digestTool } from './digest.ts';

export const sha256sum: Program = {
  name: 'sha256sum',
  main: tool(digestTool('sha256sum')).main,
};
