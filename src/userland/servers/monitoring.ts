/** grafana, prometheus, portainer: they start, say so and show their first page. */
import type { Program } from '../../kernel/sys.ts';
import { strftime } from '../dates.ts';
import { htmlPage, plain, redirect, servePages } from './page-server.ts';

export const grafana: Program = {
  name: 'grafana',
  *main(proc) {
    const time = strftime('%Y-%m-%dT%H:%M:%S.000000000Z', proc.realtime());
    const line = (logger: string, text: string): string => `logger=${logger} t=${time} level=info ${text}`;
    return yield* servePages(proc, {
      fd: 1, pause: 400_000_000, ports: [3000],
      log: [line('settings', 'msg="Starting Grafana" version=12.1.1 branch=release-12.1.1'), line('migrator', 'msg="Starting DB migrations"'), line('sqlstore', 'msg="Created default admin" user=admin'), line('http.server', 'msg="HTTP Server Listen" address=[::]:3000 protocol=http subUrl= socket=')],
      page: (request) => (request.target === '/api/health' ? { status: 200, type: 'application/json; charset=UTF-8', body: '{\n  "database": "ok",\n  "version": "12.1.1"\n}' } : request.target.startsWith('/login') ? htmlPage('Grafana') : redirect('/login')),
    });
  },
};

export const prometheus: Program = {
  name: 'prometheus',
  *main(proc) {
    const time = strftime('%Y-%m-%dT%H:%M:%S.000Z', proc.realtime());
    const config = proc.argv.find((arg) => arg.startsWith('--config.file='))?.slice(14) ?? 'prometheus.yml';
    const line = (source: string, text: string): string => `time=${time} level=INFO source=${source} ${text}`;
    if (!proc.fs.exists(config)) {
      yield* proc.write(2, `time=${time} level=ERROR source=main.go:643 msg="Error loading config (--config.file=${config})" file=${config} err="open ${config}: no such file or directory"\n`);
      return 2;
    }
    return yield* servePages(proc, {
      ports: [9090],
      log: [line('main.go:725', 'msg="Starting Prometheus Server" mode=server version="(version=3.5.0, branch=HEAD)"'), line('web.go:656', 'msg="Start listening for connections" component=web address=0.0.0.0:9090'), line('main.go:1287', 'msg="TSDB started"'), line('main.go:1472', `msg="Loading configuration file" filename=${config}`), line('main.go:1273', 'msg="Server is ready to receive web requests."')],
      page: (request) => (request.target === '/-/ready' ? plain(200, 'Prometheus Server is Ready.\n') : request.target === '/-/healthy' ? plain(200, 'Prometheus Server is Healthy.\n') : request.target === '/' ? redirect('/query') : request.target.startsWith('/query') ? htmlPage('Prometheus Time Series Collection and Processing Server') : plain(404, '404 page not found\n')),
    });
  },
};

export const portainer: Program = {
  name: 'portainer',
  *main(proc) {
    const time = strftime('%Y/%m/%d %I:%M%p', proc.realtime());
    return yield* servePages(proc, {
      ports: [9000], exit: 2,
      log: [`${time} INF portainer/main.go > encryption key file not present | filename=/run/secrets/portainer`, `${time} INF portainer/main.go > proceeding without encryption key |`, `${time} INF portainer/datastore > loading PortainerDB | filename=portainer.db`, `${time} INF portainer/http/server.go > starting HTTP server | bind_address=:9000`],
      page: () => htmlPage('Portainer'),
    });
  },
};
