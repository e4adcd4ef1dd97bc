// A host with something of everything, for tests of the panels.
import type { ContainerView, Snapshot } from '../../src/workbench/snapshot.ts';

const nginxLayers = ['sha256:a1', 'sha256:a2', 'sha256:a3', 'sha256:a4', 'sha256:a5', 'sha256:a6', 'sha256:a7'];
const redisLayers = ['sha256:a1', 'sha256:b2', 'sha256:b3', 'sha256:b4'];
const postgresLayers = ['sha256:a1', 'sha256:c2', 'sha256:c3', 'sha256:c4', 'sha256:c5'];

/** A running container without anything special. */
export function container(name: string, more: Partial<ContainerView> = {}): ContainerView {
  return {
    id: `${name}0123456789abcdef`, name, image: 'nginx', command: '/docker-entrypoint.sh nginx -g daemon off;', state: 'running', status: 'Up 2 minutes',
    exitCode: 0, oomKilled: false, pid1: 'nginx', exposed: ['80/tcp'], ports: [], endpoints: [{ network: 'bridge', address: '172.17.0.2', aliases: [] }],
    mounts: [], writable: 1095, layers: nginxLayers,
    history: [{ state: 'created', cause: 'create', at: 1000 }, { state: 'running', cause: 'start', at: 1200 }],
    ...more,
  };
}

const layer = (digest: string, size: number, createdBy: string) => ({ digest, size, createdBy });

/** Four containers on two networks, one of them killed; a port that leads nowhere; shared layers; volumes. */
export const sample: Snapshot = {
  host: { name: 'drydock', os: 'Debian 12', engine: 'Docker 28.2.2' },
  containers: [
    container('web', { ports: [
      { hostIp: '0.0.0.0', hostPort: 8080, containerPort: 80, protocol: 'tcp', reaches: true },
      { hostIp: '::', hostPort: 8080, containerPort: 80, protocol: 'tcp', reaches: true },
    ] }),
    container('shop', {
      status: 'Up 4 seconds', endpoints: [{ network: 'bridge', address: '172.17.0.3', aliases: [] }, { network: 'shop-net', address: '172.18.0.4', aliases: ['shop'] }],
      ports: [{ hostIp: '0.0.0.0', hostPort: 8081, containerPort: 8081, protocol: 'tcp', reaches: false }],
      history: [{ state: 'created', cause: 'create', at: 61_000 }, { state: 'running', cause: 'start', at: 61_300 }],
    }),
    container('cache', {
      image: 'redis:7', state: 'paused', status: 'Up 9 minutes (Paused)', pid1: 'redis-server', exposed: ['6379/tcp'], layers: redisLayers, writable: 0,
      endpoints: [{ network: 'shop-net', address: '172.18.0.2', aliases: ['cache'] }],
      mounts: [{ kind: 'volume', source: 'cache-data', destination: '/data', readOnly: false }],
      history: [{ state: 'created', cause: 'create', at: 9000 }, { state: 'running', cause: 'start', at: 9200 }, { state: 'paused', cause: 'pause', at: 42_000 }],
    }),
    container('db', {
      image: 'postgres:16', state: 'exited', pid1: '', status: 'Exited (137) 3 seconds ago', exitCode: 137, oomKilled: true, exposed: ['5432/tcp'], layers: postgresLayers, writable: 63,
      endpoints: [{ network: 'shop-net', address: '', aliases: [] }],
      mounts: [
        { kind: 'volume', source: 'pg', destination: '/var/lib/postgresql/data', readOnly: false },
        { kind: 'bind', source: '/home/learner/init', destination: '/docker-entrypoint-initdb.d', readOnly: true },
      ],
      history: [{ state: 'created', cause: 'create', at: 12_000 }, { state: 'running', cause: 'start', at: 12_300 }, { state: 'exited', cause: 'OOM', at: 64_000, exitCode: 137 }],
    }),
  ],
  images: [
    { id: 'sha256:9f0d283eccdd', tags: ['nginx:latest', 'nginx:1.29'], size: 192_000_000, created: '3 weeks ago', layers: [
      layer('sha256:a1', 74_800_000, '# debian.sh --arch \'amd64\' out/ \'bookworm\''), layer('sha256:a2', 117_000_000, 'RUN /bin/sh -c set -x && groupadd …'), layer('sha256:a3', 1620, 'COPY docker-entrypoint.sh / # buildkit'),
      layer('sha256:a4', 2125, 'COPY 10-listen-on-ipv6-by-default.sh /docker-entrypoint.d'), layer('sha256:a5', 389, 'COPY 15-local-resolvers.envsh /docker-entrypoint.d'), layer('sha256:a6', 3018, 'COPY 20-envsubst-on-templates.sh'), layer('sha256:a7', 4619, 'COPY 30-tune-worker-processes.sh'),
    ] },
    { id: 'sha256:7e49ed81b42b', tags: ['redis:7'], size: 117_000_000, created: '5 weeks ago', layers: [
      layer('sha256:a1', 74_800_000, '# debian.sh --arch \'amd64\' out/ \'bookworm\''), layer('sha256:b2', 4_100_000, 'RUN /bin/sh -c set -eux; apt-get update'), layer('sha256:b3', 38_000_000, 'RUN /bin/sh -c set -eux; wget -O redis.tar.gz'), layer('sha256:b4', 0, 'COPY docker-entrypoint.sh /usr/local/bin/'),
    ] },
    { id: 'sha256:0dcdf3a9a9c1', tags: ['postgres:16'], size: 438_000_000, created: '5 weeks ago', layers: [
      layer('sha256:a1', 74_800_000, '# debian.sh --arch \'amd64\' out/ \'bookworm\''), layer('sha256:c2', 9_500_000, 'RUN /bin/sh -c set -eux; groupadd -r postgres'), layer('sha256:c3', 25_000_000, 'RUN /bin/sh -c localedef -i en_US'), layer('sha256:c4', 328_000_000, 'RUN /bin/sh -c set -ex; apt-get install postgresql-16'), layer('sha256:c5', 63_000, 'COPY docker-entrypoint.sh docker-ensure-initdb.sh'),
    ] },
    { id: 'sha256:74cc54e27dc4', tags: ['hello-world:latest'], size: 10_072, created: '4 months ago', layers: [layer('sha256:d1', 10_072, 'COPY hello / # buildkit')] },
  ],
  networks: [
    { id: 'n1', name: 'bridge', driver: 'bridge', subnet: '172.17.0.0/16', gateway: '172.17.0.1', internal: false, dns: false, builtin: true },
    { id: 'n2', name: 'host', driver: 'host', subnet: '', gateway: '', internal: false, dns: false, builtin: true },
    { id: 'n3', name: 'none', driver: 'null', subnet: '', gateway: '', internal: false, dns: false, builtin: true },
    { id: 'n4', name: 'shop-net', driver: 'bridge', subnet: '172.18.0.0/16', gateway: '172.18.0.1', internal: false, dns: true, builtin: false },
  ],
  volumes: [
    { name: 'cache-data', driver: 'local', size: 12_000, anonymous: false },
    { name: 'pg', driver: 'local', size: 38_900_000, anonymous: false },
    { name: '5f2c9d1e7a4b8c3f6d0e9a2b5c8f1d4e7a0b3c6f9d2e5a8b1c4f7d0e3a6b9c2f', driver: 'local', size: 0, anonymous: true },
  ],
  events: [
    { at: 61_000, type: 'container', action: 'create', actor: 'shop', attributes: { image: 'nginx', name: 'shop' } },
    { at: 61_200, type: 'network', action: 'connect', actor: 'bridge', attributes: { container: 'shop', type: 'bridge' } },
    { at: 61_300, type: 'container', action: 'start', actor: 'shop', attributes: { image: 'nginx', name: 'shop' } },
    { at: 64_000, type: 'container', action: 'oom', actor: 'db', attributes: { image: 'postgres:16', name: 'db' } },
    { at: 64_000, type: 'container', action: 'die', actor: 'db', attributes: { image: 'postgres:16', name: 'db', exitCode: '137', execDuration: '52' } },
  ],
  lastCommand: {
    line: 'docker run -d --name shop -p 8081:8081 nginx', exitCode: 0,
    calls: [
      { method: 'HEAD', path: '/_ping', status: 200 },
      { method: 'POST', path: '/v1.50/containers/create?name=shop', status: 201, request: '{\n  "Image": "nginx",\n  "HostConfig": { "PortBindings": { "8081/tcp": [{ "HostPort": "8081" }] } }\n}', response: '{\n  "Id": "4f0c2b8a7d5e",\n  "Warnings": []\n}' },
      { method: 'POST', path: '/v1.50/containers/4f0c2b8a7d5e/start', status: 204 },
    ],
    events: [
      { at: 61_000, type: 'container', action: 'create', actor: 'shop', attributes: {} },
      { at: 61_200, type: 'network', action: 'connect', actor: 'bridge', attributes: {} },
      { at: 61_300, type: 'container', action: 'start', actor: 'shop', attributes: {} },
    ],
  },
};

/** A host on which nothing has been done. */
export const fresh: Snapshot = { ...sample, containers: [], images: [], volumes: [], events: [], networks: sample.networks.slice(0, 3) };
delete fresh.lastCommand;
