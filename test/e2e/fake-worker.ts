// The worker that stands in for the page's own in tests of the page.
import { realClock } from '../../src/workbench/clock.ts';
import type { Port } from '../../src/workbench/rpc.ts';
import { serve } from '../../src/workbench/serve.ts';
import { bootFakeLab } from './fake-lab.ts';

serve(globalThis as unknown as Port, bootFakeLab, realClock());
