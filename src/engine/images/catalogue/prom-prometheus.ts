/** Docker Hub's `prom/prometheus`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const promPrometheus: Repository = {
  name: 'prom/prometheus',
  description: 'Monitoring server and time series database',
  stars: 2000,
  official: false,
  images: [
    {
      tags: ['latest', 'v3.5.0', 'v3', 'v2.55.0', 'main'],
      created: '2025-07-14T16:00:00Z',
      config: { User: 'nobody', ExposedPorts: { '9090/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Entrypoint: ['/bin/prometheus'], Cmd: ['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.path=/prometheus'], Volumes: { '/prometheus': {} }, WorkingDir: '/prometheus', Labels: { maintainer: 'The Prometheus Authors <prometheus-developers@googlegroups.com>', 'org.opencontainers.image.source': 'https://github.com/prometheus/prometheus' } },
      history: [
        ['COPY quay.io/prometheus/busybox (2 layers)', 8310000, 3212492],
        ['LABEL maintainer=The Prometheus Authors <prometheus-developers@googlegroups.com>'],
        ['ARG ARCH=amd64'],
        ['ARG OS=linux'],
        ['COPY .build/linux-amd64/prometheus /bin/prometheus # buildkit', 304690000, 117787539],
        ['COPY .build/linux-amd64/promtool /bin/promtool # buildkit', 0, 32],
        ['COPY documentation/examples/prometheus.yml /etc/prometheus/prometheus.yml # buildkit', 0, 32],
        ['COPY LICENSE /LICENSE # buildkit', 0, 32],
        ['COPY NOTICE /NOTICE # buildkit', 0, 32],
        ['COPY npm_licenses.tar.bz2 /npm_licenses.tar.bz2 # buildkit', 0, 32],
        ['WORKDIR /prometheus', 0, 32],
        ['RUN |2 ARCH=amd64 OS=linux /bin/sh -c chown -R nobody:nobody /etc/prometheus /prometheus # buildkit', 0, 32],
        ['USER nobody'],
        ['EXPOSE map[9090/tcp:{}]'],
        ['VOLUME [/prometheus]'],
        ['ENTRYPOINT ["/bin/prometheus"]'],
        ['CMD ["--config.file=/etc/prometheus/prometheus.yml" "--storage.tsdb.path=/prometheus"]'],
      ],
    },
  ],
};
