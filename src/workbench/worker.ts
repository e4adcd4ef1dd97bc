// The worker that owns the machine. This file alone says which machine that is. Started under the checker's name it checks tasks instead.
import '../shell/bash.ts';
import '../userland/coreutils/id.ts';
import '../userland/servers/dnsmasq.ts';
import '../userland/systemd/systemd.ts';
import { PROGRAMS } from '../machine/program-table.ts';
import { CHECKER, remoteChecker, serveChecks } from './checks-worker.ts';
import { realClock } from './clock.ts';
import { bootLab } from './drydock-lab.ts';
import type { Port } from './rpc.ts';
import { serve } from './serve.ts';

const port = globalThis as unknown as Port & { readonly name: string; readonly location: Location };

/** What a boot and a login run is in this script; the rest of a boot is fetched at once, then what is typed first. A failure shows when it is run. */
const fetched = (...names: string[]) => Promise.allSettled(PROGRAMS.filter(([name]) => names.includes(name)).map(([, load]) => load()));
void fetched('registry').then(() => fetched('docker'));

if (port.name === CHECKER) serveChecks(port);
else {
  // The same script: it is in the browser's cache already.
  const spawn = (): Worker => new Worker(port.location.href, { type: 'module', name: CHECKER });
  serve(port, (request, listener) => bootLab(request, listener, (checks, locale) => remoteChecker(checks, locale, spawn)), realClock());
}
