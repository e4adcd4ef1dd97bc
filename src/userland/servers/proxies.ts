/** traefik, haproxy, caddy and Tomcat: they start, say so and answer what they answer without a configuration. */
import type { Program } from '../../kernel/sys.ts';
import { strftime } from '../dates.ts';
import { htmlPage, plain, servePages } from './page-server.ts';

export const traefik: Program = {
  name: 'traefik',
  *main(proc) {
    const args = proc.argv.slice(1);
    if (args[0] === 'version') {
      yield* proc.write(1, 'Version:      3.5.0\nCodename:     chabichou\nOS/Arch:      linux/amd64\n');
      return 0;
    }
    const dashboard = args.some((arg) => /^--api\.insecure(=true)?$/.test(arg));
    const verbose = args.some((arg) => /^--log\.level=(INFO|DEBUG)$/i.test(arg));
    const time = strftime('%Y-%m-%dT%H:%M:%SZ', proc.realtime());
    return yield* servePages(proc, {
      ports: dashboard ? [80, 8080] : [80],
      log: verbose ? [`${time} INF Traefik version 3.5.0 built on 2025-07-23T13:44:17Z version=3.5.0`, `${time} INF Starting provider aggregator *aggregator.ProviderAggregator`] : [],
      page: (request, port) => (port === 8080 && (request.target === '/' || request.target.startsWith('/dashboard')) ? htmlPage('Traefik Proxy') : plain(404, '404 page not found\n')),
    });
  },
};

export const haproxy: Program = {
  name: 'haproxy',
  *main(proc) {
    const args = proc.argv.slice(1);
    if (args.includes('-v')) {
      yield* proc.write(1, `HAProxy version ${proc.variant || '3.2.4'} 2025/08/13 - https://haproxy.org/\n`);
      return 0;
    }
    const at = args.indexOf('-f');
    const config = at < 0 ? '/usr/local/etc/haproxy/haproxy.cfg' : (args[at + 1] ?? '');
    if (!proc.fs.exists(config)) {
      yield* proc.write(2, `[ALERT]    (${proc.pid}) : Cannot open configuration file/directory ${config} : No such file or directory\n`);
      return 1;
    }
    yield* proc.write(2, 'haproxy: forwarding by haproxy.cfg is not simulated here\n');
    return 1;
  },
};

export const caddy: Program = {
  name: 'caddy',
  *main(proc) {
    const [verb] = proc.argv.slice(1);
    if (verb === 'version') {
      yield* proc.write(1, `v${proc.variant || '2.10.0'}\n`);
      return 0;
    }
    if (verb !== 'run') {
      yield* proc.write(2, `caddy: 'caddy ${verb ?? ''}' is not simulated here\n`);
      return 1;
    }
    const seconds = `${proc.realtime() / 1_000_000_000n}.0`;
    const line = (text: string): string => `{"level":"info","ts":${seconds},"msg":"${text}"}`;
    const root = ['/srv', '/usr/share/caddy'].find((folder) => proc.fs.exists(`${folder}/index.html`));
    return yield* servePages(proc, {
      ports: [80], server: 'Caddy',
      log: [line('using config from file'), line('adapted config to JSON'), line('autosaved config'), line('serving initial configuration')],
      bye: [line('shutting down apps, then terminating')],
      page: (request) => (request.target === '/' ? (root === undefined ? htmlPage('Caddy works!') : { ...htmlPage(''), body: proc.readText(`${root}/index.html`) }) : { status: 404, type: 'text/plain', body: '' }),
    });
  },
};

export const catalina: Program = {
  name: 'catalina',
  *main(proc) {
    const time = (): string => `${strftime('%d-%b-%Y %H:%M:%S', proc.realtime())}.000`;
    const info = (source: string, text: string): string => `${time()} INFO [main] ${source} ${text}`;
    return yield* servePages(proc, {
      ports: [8080], pause: 100_000_000, exit: 143,
      log: ['Using CATALINA_BASE:   /usr/local/tomcat', 'Using CATALINA_HOME:   /usr/local/tomcat', 'Using CATALINA_TMPDIR: /usr/local/tomcat/temp', 'Using JRE_HOME:        /opt/java/openjdk', 'Using CLASSPATH:       /usr/local/tomcat/bin/bootstrap.jar:/usr/local/tomcat/bin/tomcat-juli.jar', info('org.apache.coyote.AbstractProtocol.init', 'Initializing ProtocolHandler ["http-nio-8080"]'), info('org.apache.catalina.core.StandardService.startInternal', 'Starting service [Catalina]'), info('org.apache.coyote.AbstractProtocol.start', 'Starting ProtocolHandler ["http-nio-8080"]'), info('org.apache.catalina.startup.Catalina.start', 'Server startup in [60] milliseconds')],
      page: () => ({ ...htmlPage('HTTP Status 404 – Not Found'), status: 404 }),
    });
  },
};
