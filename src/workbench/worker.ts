// The worker that owns the machine. This file alone says which machine that is.
import { realClock } from './clock.ts';
import { bootLab } from './drydock-lab.ts';
import type { Port } from './rpc.ts';
import { serve } from './serve.ts';

serve(globalThis as unknown as Port, bootLab, realClock());
