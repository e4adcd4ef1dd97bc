import type { Program } from '../../kernel/sys.ts';
import { tool } from '../tool.ts';
import { encodingTool } from './base-encoding.ts';

export const base32: Program = {
  name: 'base32',
  main: tool(encodingTool('base32')).main,
};
