/** Docker Hub's `grafana/grafana`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const grafanaGrafana: Repository = {
  name: 'grafana/grafana',
  description: 'Dashboards for metrics and logs',
  stars: 3400,
  official: false,
  images: [
    {
      tags: ['latest', '12.1.1', '12.1', 'main', '11.3.0', '10.4.0'],
      created: '2025-08-13T12:00:00Z',
      config: { User: '472', ExposedPorts: { '3000/tcp': {} }, Env: ['PATH=/usr/share/grafana/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'GF_PATHS_CONFIG=/etc/grafana/grafana.ini', 'GF_PATHS_DATA=/var/lib/grafana', 'GF_PATHS_HOME=/usr/share/grafana', 'GF_PATHS_LOGS=/var/log/grafana', 'GF_PATHS_PLUGINS=/var/lib/grafana/plugins', 'GF_PATHS_PROVISIONING=/etc/grafana/provisioning'], Entrypoint: ['/run.sh'], WorkingDir: '/usr/share/grafana', Labels: { maintainer: 'Grafana Labs <hello@grafana.com>', 'org.opencontainers.image.source': 'https://github.com/grafana/grafana' } },
      history: [
        ['ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', 8310000, 3799689],
        ['LABEL maintainer=Grafana Labs <hello@grafana.com>'],
        ['ARG GF_UID=472'],
        ['ARG GF_GID=0'],
        ['ENV PATH=/usr/share/grafana/bin:… GF_PATHS_CONFIG=/etc/grafana/grafana.ini …'],
        ['WORKDIR /usr/share/grafana', 681690000, 199567249],
        ['RUN |2 GF_UID=472 GF_GID=0 /bin/sh -c … apk add --no-cache ca-certificates bash curl tzdata musl-utils … # buildkit', 0, 32],
        ['RUN |2 … glibc … # buildkit', 0, 32],
        ['COPY /tmp/grafana/conf ./conf # buildkit', 0, 32],
        ['RUN |2 … addgroup, mkdir, chown … # buildkit', 0, 32],
        ['COPY /tmp/grafana/bin … # buildkit', 0, 32],
        ['COPY /tmp/grafana/public ./public # buildkit', 0, 32],
        ['COPY /tmp/grafana/LICENSE ./ # buildkit', 0, 32],
        ['EXPOSE map[3000/tcp:{}]'],
        ['COPY /run.sh /run.sh # buildkit', 0, 32],
        ['USER 472'],
        ['ENTRYPOINT ["/run.sh"]'],
      ],
    },
  ],
};
