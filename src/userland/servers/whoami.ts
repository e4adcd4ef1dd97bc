/** traefik/whoami: answers with what it sees of the request and of itself. */
import type { Program, Sys } from '../../kernel/sys.ts';
import { isSysError } from '../../kernel/errno.ts';
import { strftime } from '../dates.ts';
import { serveHttp, type HttpRequest, type HttpResponse } from '../http/server.ts';
import { httpDate } from '../http/dates.ts';
import type { Proc } from '../../kernel/sys.ts';

export const whoamiServer: Program = {
  name: 'whoami-server',
  *main(proc) {
    const args = proc.argv.slice(1);
    const option = (name: string): string | undefined => {
      const at = args.findIndex((arg) => arg.replace(/^--?/, '').split('=')[0] === name);
      return at < 0 ? undefined : (args[at]?.split('=')[1] ?? args[at + 1]);
    };
    const port = Number(option('port') ?? proc.env.get('WHOAMI_PORT_NUMBER') ?? 80);
    const name = option('name') ?? proc.env.get('WHOAMI_NAME');
    const listener = proc.socket('inet', 'stream');
    yield* proc.write(2, `${strftime('%Y/%m/%d %H:%M:%S', proc.realtime())} Starting up on port ${port}\n`);
    try {
      proc.bind(listener, { family: 'inet', address: '0.0.0.0', port });
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(2, `${strftime('%Y/%m/%d %H:%M:%S', proc.realtime())} listen tcp :${port}: bind: ${error.message.toLowerCase()}\n`);
      return 1;
    }
    proc.listen(listener);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      proc.sigaction(signal, function* () {
        yield* proc.exit(0);
      });
    }
    yield* serveHttp(proc, listener, { silentKeepAlive: true, handle: (request) => answer(proc, request, name) });
    return 0;
  },
};

function* answer(proc: Proc, request: HttpRequest, name: string | undefined): Sys<HttpResponse> {
  const [path = '/', query] = request.target.split('?', 2);
  const headers: [string, string][] = [['Date', httpDate(proc.realtime())]];
  const text = (body: string, type: string, status = 200): HttpResponse => {
    const bytes = new TextEncoder().encode(body);
    return { status, headers: [...headers, ['Content-Length', String(bytes.length)], ['Content-Type', type]], body: bytes };
  };
  const seconds = new URLSearchParams(query ?? '').get('wait');
  if (seconds) yield* proc.sleep(Number.parseFloat(seconds) * 1e9);
  const addresses = proc.net.interfaces.filter((iface) => iface.up).flatMap((iface) => iface.addresses.map(({ address }) => address));
  const peer = request.peer.family === 'inet' ? `${request.peer.address}:${request.peer.port}` : '';
  if (path === '/health') return text('', 'text/plain; charset=utf-8');
  if (path === '/api') {
    const fields = { ...(name === undefined ? {} : { name }), hostname: proc.uts.hostname, ip: addresses, headers: Object.fromEntries([...request.headers].filter(([field]) => field.toLowerCase() !== 'host').map(([field, value]) => [field, [value]])), url: request.target, host: request.headers.get('host') ?? '', method: request.method, remoteAddr: peer };
    return text(`${JSON.stringify(fields)}\n`, 'application/json');
  }
  const lines = [
    ...(name === undefined ? [] : [`Name: ${name}`]),
    `Hostname: ${proc.uts.hostname}`,
    ...addresses.map((address) => `IP: ${address}`),
    `RemoteAddr: ${peer}`,
    `${request.method} ${request.target} HTTP/${request.version}`,
    `Host: ${request.headers.get('host') ?? ''}`,
    ...[...request.headers].filter(([field]) => field.toLowerCase() !== 'host').map(([field, value]) => `${canonical(field)}: ${value}`).sort(),
  ];
  return text(`${lines.join('\n')}\n`, 'text/plain; charset=utf-8');
}

/** Go's canonical form of a field name: `user-agent` → `User-Agent`. */
function canonical(field: string): string {
  return field.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
