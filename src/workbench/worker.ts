// The worker that owns the machine. This file alone says which machine that is.
import { realClock } from './clock.ts';
import type { BootLab } from './lab.ts';
import type { Port } from './rpc.ts';
import { serve } from './serve.ts';

const boot: BootLab = () => Promise.reject(new Error('This build of Drydock has no machine yet.'));

serve(globalThis as unknown as Port, boot, realClock());
