// The worker that owns the machine. This file alone says which machine that is. Started under the checker's name it checks tasks instead.
import { CHECKER, remoteChecker, serveChecks } from './checks-worker.ts';
import { realClock } from './clock.ts';
import { bootLab } from './drydock-lab.ts';
import type { Port } from './rpc.ts';
import { serve } from './serve.ts';

const port = globalThis as unknown as Port & { readonly name: string; readonly location: Location };

if (port.name === CHECKER) serveChecks(port);
else {
  // The same script: it is in the browser's cache already.
  const spawn = (): Worker => new Worker(port.location.href, { type: 'module', name: CHECKER });
  serve(port, (request, listener) => bootLab(request, listener, (checks, locale) => remoteChecker(checks, locale, spawn)), realClock());
}
