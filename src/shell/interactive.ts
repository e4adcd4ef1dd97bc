import type { Shell } from './shell.ts';
import type { Invocation } from './invocation.ts';
import type { Sys } from '../kernel/sys.ts';
export function* runInteractive(sh: Shell, invocation: Invocation): Sys<number> { void invocation; return sh.status; }
