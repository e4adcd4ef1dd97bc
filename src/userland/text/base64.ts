import type { Program } from '../../kernel/sys.ts';
import { tool } from '../tool.ts';
import { encodingTool } from './base-encoding.ts';

export const base64: Program = {
  name: 'base64',
  main: tool(encodingTool('base64')).main,
};
