// The worker that owns the machine. This file alone says which machine that is. Started under the checker's name it checks tasks instead.
import '../shell/bash.ts';
import '../userland/coreutils/id.ts';
import '../userland/servers/dnsmasq.ts';
import '../userland/systemd/socket-activate.ts';
import '../userland/systemd/systemd.ts';
import { INTERNET_PROGRAMS } from '../machine/hosts/internet.ts';
import { loadDaemon } from '../machine/machine.ts';
import { PROGRAMS } from '../machine/program-table.ts';
import { CHECKER, remoteChecker, serveChecks } from './checks-worker.ts';
import { realClock } from './clock.ts';
import { bootLab } from './drydock-lab.ts';
import { loadDrawing } from './host-history.ts';
import type { Port } from './rpc.ts';
import { serve } from './serve.ts';

const port = globalThis as unknown as Port & { readonly name: string; readonly location: Location };

const fetched = (...names: string[]) => Promise.allSettled(PROGRAMS.filter(([name]) => names.includes(name)).map(([, load]) => load()));

/** What a boot and a login run is in this script. The rest comes in the order in which it will be asked for; the result is there with the daemon. */
async function fetchServices(): Promise<void> {
  await Promise.all([fetched('docker'), import('../docker/container/ls.ts'), loadDaemon(), loadDrawing()]);
  void Promise.allSettled([import('../docker/container/run.ts'), import('../engine/routes/streams.ts'), import('../engine/routes/image-transfers.ts'), ...INTERNET_PROGRAMS.map(([, load]) => load()), import('../shell/builtins/printf.ts')]);
}

if (port.name === CHECKER) serveChecks(port);
else {
  // The same script: it is in the browser's cache already.
  const spawn = (): Worker => new Worker(port.location.href, { type: 'module', name: CHECKER });
  serve(port, (request, listener) => bootLab(request, listener, (checks, locale) => remoteChecker(checks, locale, spawn), fetchServices), realClock());
}
