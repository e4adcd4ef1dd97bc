import { describe, expect, it } from 'vitest';
import { Filters } from '../../../src/engine/filters.ts';
import { resolve, resolveAddress } from '../../../src/kernel/net/resolver.ts';
import { NetworkBench } from './bench.ts';

const none = new Filters(new Map());
const config = (bench: NetworkBench, name: string) => bench.networks.inspect(name).IPAM.Config;

describe('networks', () => {
  it('begin with bridge, host and none', () => {
    const bench = new NetworkBench();
    const all = bench.networks.list(none);
    expect(all.map((network) => [network.Name, network.Driver]).sort()).toEqual([['bridge', 'bridge'], ['host', 'host'], ['none', 'null']]);
    expect(config(bench, 'bridge')).toEqual([{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' }]);
    expect(bench.networks.inspect('bridge').Options?.['com.docker.network.bridge.name']).toBe('docker0');
    expect(bench.world.host.net.interface('docker0')?.addresses).toEqual([{ address: '172.17.0.1', prefix: 16 }]);
  });

  it('take the next pool, and the subnet that is asked for without its gateway', () => {
    const bench = new NetworkBench();
    bench.network('one');
    bench.network('two');
    bench.network('sub', { IPAM: { Config: [{ Subnet: '10.99.0.0/24' }] } });
    bench.network('six', { EnableIPv6: true, IPAM: { Config: [{ Subnet: '2001:db8:1::/64' }] } });
    expect(config(bench, 'one')).toEqual([{ Subnet: '172.18.0.0/16', Gateway: '172.18.0.1' }]);
    expect(config(bench, 'two')).toEqual([{ Subnet: '172.19.0.0/16', Gateway: '172.19.0.1' }]);
    expect(config(bench, 'sub')).toEqual([{ Subnet: '10.99.0.0/24' }]);
    expect(config(bench, 'six')).toEqual([{ Subnet: '2001:db8:1::/64' }, { Subnet: '172.20.0.0/16', Gateway: '172.20.0.1' }]);
    bench.network('auto6', { EnableIPv6: true });
    expect(config(bench, 'auto6')?.[1]?.Subnet).toMatch(/^fd[0-9a-f]{2}:[0-9a-f]{1,4}:[0-9a-f]{1,4}::\/64$/);
    bench.networks.remove('one');
    bench.network('three');
    expect(config(bench, 'three')).toEqual([{ Subnet: '172.18.0.0/16', Gateway: '172.18.0.1' }]);
  });

  it.each([
    [{ Name: 'mynet' }, 409, 'network with name mynet already exists'],
    [{ Name: 'bridge' }, 403, 'operation is not permitted on predefined bridge network '],
    [{ Name: '' }, 400, 'invalid name: name is empty'],
    [{ Name: 'x', Driver: 'nosuch' }, 404, 'plugin "nosuch" not found'],
    [{ Name: 'x', Driver: 'host' }, 403, 'only one instance of "host" network is allowed'],
    [{ Name: 'x', Scope: 'swarm' }, 403, 'cannot create a swarm scoped network when swarm is not active'],
    [{ Name: 'x', Driver: 'overlay' }, 403, 'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.'],
    [{ Name: 'x', IPAM: { Config: [{ Subnet: '172.18.0.0/24' }] } }, 403, 'invalid pool request: Pool overlaps with other one on this address space'],
    [{ Name: 'x', IPAM: { Config: [{ Subnet: 'nonsense' }] } }, 400, 'invalid network config:\ninvalid subnet nonsense: invalid CIDR block notation'],
    [{ Name: 'x', IPAM: { Config: [{ Subnet: '10.0.0.1/24', Gateway: '10.1.0.1' }] } }, 400,
      "invalid network config:\n* invalid subnet 10.0.0.1/24: it should be 10.0.0.0/24\n* invalid gateway 10.1.0.1: parent subnet 10.0.0.1/24 doesn't contain this address"],
    [{ Name: 'x', Options: { 'com.docker.network.bridge.name': 'docker0' } }, 403, 'networks have same bridge name'],
  ])('refuse %j', (request, status, message) => {
    const bench = new NetworkBench();
    bench.network('mynet');
    let failure: { status?: number; message?: string } = {};
    try {
      bench.networks.create({ IPAM: null, ...request });
    } catch (error) {
      failure = error as typeof failure;
    }
    expect(failure.status).toBe(status);
    expect(failure.message).toContain(message);
  });

  it('are found by name, id and prefix, and cannot be removed while in use', () => {
    const bench = new NetworkBench();
    const id = bench.network('app');
    const web = bench.run('web', { network: 'app' });
    expect(bench.networks.inspect(id.slice(0, 8)).Name).toBe('app');
    expect(() => bench.networks.inspect('nosuch')).toThrow('network nosuch not found');
    const endpoint = bench.networks.endpoints(web)['app'];
    expect(() => bench.networks.remove('app')).toThrow(`error while removing network: network app has active endpoints (name:"web" id:"${endpoint?.EndpointID.slice(0, 12)}")`);
    expect(bench.networks.inspect('app').Containers[web]).toMatchObject({ Name: 'web', IPv4Address: '172.18.0.2/16', IPv6Address: '' });
    bench.stop(web);
    bench.networks.remove('app');
    expect(() => bench.start(web)).toThrow(`network ${id} not found`);
    expect(() => bench.networks.remove('host')).toThrow('host is a pre-defined network and cannot be removed');
  });

  it('filter and prune', () => {
    const bench = new NetworkBench();
    bench.network('used', { Labels: { app: 'shop' } });
    bench.network('free');
    bench.run('web', { network: 'used' });
    const names = (fields: Record<string, string[]>) => bench.networks.list(new Filters(new Map(Object.entries(fields)))).map((network) => network.Name).sort();
    expect(names({ type: ['custom'] })).toEqual(['free', 'used']);
    expect(names({ dangling: ['true'] })).toEqual(['free']);
    expect(names({ label: ['app=shop'] })).toEqual(['used']);
    expect(names({ driver: ['host'] })).toEqual(['host']);
    expect(() => names({ nosuch: ['x'] })).toThrow("invalid filter 'nosuch'");
    expect(bench.networks.prune(() => true)).toEqual(['free']);
  });

  it('survive a restart of the daemon; the default bridge is made anew', () => {
    const bench = new NetworkBench();
    const id = bench.network('app', { IPAM: { Config: [{ Subnet: '10.5.0.0/16', IPRange: '10.5.1.0/24', Gateway: '10.5.1.254', AuxiliaryAddresses: { printer: '10.5.1.0' } }] } });
    const bridge = bench.networks.inspect('bridge').Id;
    const before = bench.networks.inspect('app');
    bench.boot();
    expect(bench.networks.inspect('app')).toEqual(before);
    expect(bench.networks.inspect(id).Name).toBe('app');
    expect(bench.networks.inspect('bridge').Id).not.toBe(bridge);
    expect(config(bench, 'bridge')).toEqual([{ Subnet: '172.17.0.0/16', Gateway: '172.17.0.1' }]);
    expect(bench.address(bench.run('web', { network: 'app' }), 'app')).toBe('10.5.1.1');
    expect(bench.world.host.net.interfaces.filter((iface) => iface.kind === 'bridge')).toHaveLength(2);
    const kept = bench.create('kept', { endpoint: { NetworkID: bridge, EndpointID: 'f'.repeat(64) } });
    bench.start(kept);
    expect(bench.address(kept)).toBe('172.17.0.2');
  });
});

describe('containers', () => {
  it('get the first free address, a namespace with eth0 and a default route', () => {
    const bench = new NetworkBench();
    const a = bench.run('a');
    const b = bench.run('b');
    expect([bench.address(a), bench.address(b)]).toEqual(['172.17.0.2', '172.17.0.3']);
    const net = bench.containers.get(a)?.net;
    expect(net?.interfaces.map((iface) => iface.name)).toEqual(['lo', 'eth0']);
    expect(net?.routes).toMatchObject([{ destination: '0.0.0.0', gateway: '172.17.0.1' }, { destination: '172.17.0.0', prefix: 16, source: '172.17.0.2' }]);
    bench.stop(a);
    expect(bench.networks.endpoints(a)['bridge']).toMatchObject({ IPAddress: '', NetworkID: bench.networks.inspect('bridge').Id });
    expect(bench.address(bench.run('c'))).toBe('172.17.0.2');
    expect(bench.events).toEqual(['network connect bridge', 'network connect bridge', 'network disconnect bridge', 'network connect bridge']);
  });

  it('have settings as inspect shows them', () => {
    const bench = new NetworkBench();
    bench.network('app', { IPAM: { Config: [{ Subnet: '10.30.0.0/24' }] } });
    const web = bench.run('web', { network: 'app', endpoint: { IPAMConfig: { IPv4Address: '10.30.0.10' }, Aliases: ['www'] }, config: { Hostname: 'webhost', ExposedPorts: { '80/tcp': {}, '443/tcp': {} } }, host: { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } } });
    expect(bench.networks.endpoints(web)['app']).toMatchObject({ IPAMConfig: { IPv4Address: '10.30.0.10' }, Aliases: ['www'], Gateway: '10.30.0.1', IPAddress: '10.30.0.10', IPPrefixLen: 24, DNSNames: ['web', 'www', web.slice(0, 12), 'webhost'] });
    expect(bench.networks.settings(web)).toMatchObject({ EndpointID: '', Gateway: '', Ports: { '443/tcp': null, '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }, { HostIp: '::', HostPort: '8080' }] } });
    expect(bench.networks.ports(web)).toEqual([
      { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { PrivatePort: 443, Type: 'tcp' },
    ]);
  });

  it('refuse addresses where Docker does', () => {
    const bench = new NetworkBench();
    bench.network('auto');
    expect(() => bench.create('x', { endpoint: { IPAMConfig: { IPv4Address: '1.2.3.4' } } })).toThrow(
      'invalid config for network bridge: invalid endpoint settings:\n* user specified IP address is supported on user defined networks only\n* no configured subnet or ip-range contain the IP address 1.2.3.4',
    );
    expect(() => bench.create('x', { network: 'auto', endpoint: { IPAMConfig: { IPv4Address: '1.2.3.4' } } })).toThrow(
      'invalid config for network auto: invalid endpoint settings:\nuser specified IP address is supported only when connecting to networks with user configured subnets',
    );
    expect(() => bench.start(bench.create('x', { network: 'nonet' }))).toThrow('network nonet not found');
  });

  it('join and leave networks while they run', () => {
    const bench = new NetworkBench();
    bench.network('app');
    const a = bench.run('a');
    bench.networks.connect('app', 'a', { Aliases: [] });
    expect(Object.keys(bench.networks.endpoints(a))).toEqual(['app', 'bridge']);
    expect(bench.containers.get(a)?.net?.interface('eth1')?.addresses).toEqual([{ address: '172.18.0.2', prefix: 16 }]);
    expect(bench.file(a, 'resolvConf')).toContain('nameserver 127.0.0.11');
    expect(bench.file(a, 'hosts')).toContain(`172.18.0.2\t${a.slice(0, 12)}`);
    expect(() => bench.networks.connect('app', 'a', {})).toThrow('endpoint with name a already exists in network app');
    bench.networks.disconnect('bridge', 'a', false);
    expect(bench.containers.get(a)?.net?.routes[0]).toMatchObject({ gateway: '172.18.0.1' });
    expect(() => bench.networks.disconnect('bridge', 'a', false)).toThrow(`container ${a} is not connected to network bridge`);
    expect(bench.file(a, 'hosts')).not.toContain('172.17.0.2');
    bench.stop(a);
    bench.networks.connect('bridge', 'a', undefined);
    expect(Object.keys(bench.networks.endpoints(a))).toEqual(['app', 'bridge']);
    bench.start(a);
    expect(bench.address(a)).toBe('172.17.0.2');
  });

  it('share the namespace of the host or of another container', () => {
    const bench = new NetworkBench();
    const host = bench.run('host', { network: 'host' });
    expect(bench.containers.get(host)?.net).toBe(bench.world.host.net);
    expect(bench.networks.settings(host).SandboxKey).toBe('/var/run/docker/netns/default');
    const a = bench.run('a');
    const b = bench.run('b', { network: 'container:a' });
    expect(bench.containers.get(b)?.net).toBe(bench.containers.get(a)?.net);
    expect(bench.networks.endpoints(b)).toEqual({});
    const none = bench.run('none', { network: 'none' });
    expect(bench.containers.get(none)?.net?.interfaces.map((iface) => iface.name)).toEqual(['lo']);
    expect(() => bench.networks.connect('bridge', 'none', {})).toThrow('one of the networks in private (none) mode');
    expect(() => bench.networks.connect('bridge', 'b', {})).toThrow('container sharing network namespace');
  });
});

describe('a namespace that is shared', () => {
  it('outlives its container with nothing but the loopback', () => {
    const bench = new NetworkBench();
    const a = bench.run('a');
    const b = bench.run('b', { network: 'container:a' });
    bench.serve(b, 80, 'still here');
    bench.stop(a);
    expect(bench.containers.get(b)?.net?.interfaces.map((iface) => iface.name)).toEqual(['lo']);
    expect(bench.ask(b, '127.0.0.1', 80)).toBe('still here 127.0.0.1');
  });
});

describe('published ports', () => {
  const publish = (port: string, ip = '') => ({ config: { ExposedPorts: { '80/tcp': {} } }, host: { PortBindings: { '80/tcp': [{ HostIp: ip, HostPort: port }] } } });

  it('reach the container from the host', () => {
    const bench = new NetworkBench();
    const web = bench.run('web', publish('8080'));
    bench.serve(web, 80, 'hello');
    expect(bench.ask(undefined, '127.0.0.1', 8080)).toBe('hello 172.17.0.1');
    expect(bench.ask(undefined, '::1', 8080)).toBe('hello 172.17.0.1');
    expect(bench.ask(undefined, '10.0.2.15', 8080)).toBe('hello 10.0.2.15');
    bench.stop(web);
    expect(bench.ask(undefined, '127.0.0.1', 8080)).toBe('ECONNREFUSED');
  });

  it('are exclusive, with the words of Docker', () => {
    const bench = new NetworkBench();
    bench.run('one', publish('8080'));
    const two = bench.create('two', publish('8080'));
    expect(() => bench.start(two)).toThrow(/^driver failed programming external connectivity on endpoint two \([0-9a-f]{64}\): Bind for 0\.0\.0\.0:8080 failed: port is already allocated$/);
    expect(bench.networks.inspect('bridge').Containers[two]).toBeUndefined();
    expect(() => bench.run('three', publish('8099', '10.11.12.13'))).toThrow('failed to bind host port for 10.11.12.13:8099:172.17.0.3:80/tcp: cannot assign requested address');
    bench.inside(undefined, function* (proc) {
      const fd = proc.socket('inet', 'stream');
      proc.bind(fd, { family: 'inet', address: '0.0.0.0', port: 9090 });
      proc.listen(fd);
      yield* proc.block([]);
    }, 1);
    expect(() => bench.run('four', publish('9090'))).toThrow('failed to bind host port for 0.0.0.0:9090:172.17.0.3:80/tcp: address already in use');
  });

  it('are drawn in turn from the ephemeral range or from the range that is asked for', () => {
    const bench = new NetworkBench();
    const random = bench.run('random', { config: { ExposedPorts: { '80/tcp': {}, '53/udp': {}, '443/tcp': {} } }, host: { PublishAllPorts: true } });
    expect(bench.networks.settings(random).Ports).toEqual({
      '443/tcp': [{ HostIp: '0.0.0.0', HostPort: '32769' }, { HostIp: '::', HostPort: '32769' }],
      '53/udp': [{ HostIp: '0.0.0.0', HostPort: '32768' }, { HostIp: '::', HostPort: '32768' }],
      '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '32768' }, { HostIp: '::', HostPort: '32768' }],
    });
    const first = bench.run('first', publish('8090-8091'));
    const second = bench.run('second', publish('8090-8091'));
    expect([first, second].map((id) => bench.networks.ports(id)[0]?.PublicPort)).toEqual([8090, 8091]);
    expect(() => bench.run('third', publish('8090-8091'))).toThrow('port is already allocated');
    const local = bench.run('local', publish('8085', '127.0.0.1'));
    expect(bench.networks.ports(local)).toEqual([{ IP: '127.0.0.1', PrivatePort: 80, PublicPort: 8085, Type: 'tcp' }]);
  });
});

describe('names', () => {
  it('are known on networks of the user, by name, alias, short id and network', () => {
    const bench = new NetworkBench();
    bench.network('app');
    const web = bench.run('web', { network: 'app', endpoint: { Aliases: ['www'] } });
    const client = bench.run('client', { network: 'app' });
    const ask = (name: string) => bench.inside(client, (proc) => resolve(proc, name));
    expect(ask('web')).toEqual(['172.18.0.2']);
    expect(ask('www')).toEqual(['172.18.0.2']);
    expect(ask('web.app')).toEqual(['172.18.0.2']);
    expect(ask(web.slice(0, 12))).toEqual(['172.18.0.2']);
    expect(bench.inside(client, (proc) => resolveAddress(proc, '172.18.0.2'))).toBe('web.app');
    bench.stop(web);
    expect(ask('web')).toBe('Temporary failure in name resolution');
  });

  it('share the answer when several containers have one alias', () => {
    const bench = new NetworkBench();
    bench.network('app');
    for (const name of ['one', 'two', 'three']) bench.run(name, { network: 'app', endpoint: { Aliases: ['pool'] } });
    const client = bench.run('client', { network: 'app' });
    expect((bench.inside(client, (proc) => resolve(proc, 'pool')) as string[]).sort()).toEqual(['172.18.0.2', '172.18.0.3', '172.18.0.4']);
  });

  it('are unknown on the default bridge and in other networks', () => {
    const bench = new NetworkBench();
    bench.network('app');
    bench.network('other');
    bench.run('web');
    bench.run('db', { network: 'app' });
    const onBridge = bench.run('client');
    const elsewhere = bench.run('far', { network: 'other' });
    expect(bench.file(onBridge, 'resolvConf')).toContain('nameserver 10.0.2.3');
    expect(bench.inside(onBridge, (proc) => resolve(proc, 'web'))).toBe('Temporary failure in name resolution');
    expect(bench.inside(elsewhere, (proc) => resolve(proc, 'db'), 60)).toBe('Temporary failure in name resolution');
    expect(bench.inside(onBridge, (proc) => resolve(proc, 'localhost'))).toEqual(['::1', '127.0.0.1']);
  });

  it('come from links on the default bridge', () => {
    const bench = new NetworkBench();
    bench.run('db', { config: { ExposedPorts: { '5432/tcp': {} }, Env: ['POSTGRES_DB=shop', 'PATH=/bin'] } });
    const web = bench.run('web', { host: { Links: ['db:database'] } });
    expect(bench.inside(web, (proc) => resolve(proc, 'database'))).toEqual(['172.17.0.2']);
    expect(bench.networks.linkEnvironment(web)).toEqual([
      'DATABASE_PORT=tcp://172.17.0.2:5432', 'DATABASE_PORT_5432_TCP=tcp://172.17.0.2:5432', 'DATABASE_PORT_5432_TCP_ADDR=172.17.0.2', 'DATABASE_PORT_5432_TCP_PORT=5432',
      'DATABASE_PORT_5432_TCP_PROTO=tcp', 'DATABASE_NAME=/web/database', 'DATABASE_ENV_POSTGRES_DB=shop',
    ]);
    expect(() => bench.create('x', { host: { Links: ['nosuch'] } })).toThrow('could not get container for nosuch: No such container: nosuch');
  });

  it('stand in the files of the container', () => {
    const bench = new NetworkBench();
    const box = bench.run('box', { config: { Hostname: 'box', Domainname: 'example.org' }, host: { ExtraHosts: ['db:10.1.2.3', 'gw:host-gateway'], Dns: ['9.9.9.9'], DnsSearch: ['example.org'], DnsOptions: ['ndots:2'] } });
    expect(bench.file(box, 'hostname')).toBe('box\n');
    expect(bench.file(box, 'hosts')).toBe('127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::\tip6-localnet\nff00::\tip6-mcastprefix\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n10.1.2.3\tdb\n172.17.0.1\tgw\n172.17.0.2\tbox.example.org box\n');
    expect(bench.file(box, 'resolvConf')).toBe(`# Generated by Docker Engine.
# This file can be edited; Docker Engine will not make further changes once it
# has been modified.

nameserver 9.9.9.9
search example.org
options ndots:2

# Based on host file: '/etc/resolv.conf' (legacy)
# Overrides: [nameservers search options]
`);
    bench.network('app');
    const inner = bench.run('inner', { network: 'app' });
    expect(bench.file(inner, 'resolvConf')).toContain(`nameserver 127.0.0.11
search lab.example
options ndots:0

# Based on host file: '/etc/resolv.conf' (internal resolver)
# ExtServers: [10.0.2.3]
# Overrides: []
# Option ndots from: internal
`);
  });
});

describe('between networks', () => {
  it('nobody is reached, except through published ports', () => {
    const bench = new NetworkBench();
    bench.network('app');
    const web = bench.run('web', { config: { ExposedPorts: { '80/tcp': {} } }, host: { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } } });
    bench.serve(web, 80, 'hello');
    const near = bench.run('near');
    const far = bench.run('far', { network: 'app' });
    expect(bench.ask(near, '172.17.0.2', 80)).toBe('hello 172.17.0.3');
    expect(bench.ask(far, '172.17.0.2', 80)).toBe('ETIMEDOUT');
    expect(bench.ask(far, '10.0.2.15', 8080)).toBe('hello 172.17.0.1');
    bench.networks.connect('app', 'web', {});
    expect(bench.ask(far, '172.18.0.3', 80)).toBe('hello 172.18.0.2');
  });

  it('an internal network has no way out', () => {
    const bench = new NetworkBench();
    bench.network('closed', { Internal: true });
    const a = bench.run('a', { network: 'closed' });
    const b = bench.run('b', { network: 'closed' });
    bench.serve(a, 80, 'inside');
    expect(bench.ask(b, '172.18.0.2', 80)).toBe('inside 172.18.0.3');
    expect(bench.ask(b, '10.0.2.15', 80)).toBe('ENETUNREACH');
    expect(bench.networks.endpoints(a)['closed']?.Gateway).toBe('');
  });
});
