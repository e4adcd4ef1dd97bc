import { describe, expect, it } from 'vitest';
import { dig } from '../../../src/userland/net/dig.ts';
import { host } from '../../../src/userland/net/host.ts';
import { nslookup } from '../../../src/userland/net/nslookup.ts';
import { NetWorld } from './world.ts';

const make = () => {
  const world = new NetWorld({ dig, host, nslookup });
  world.names([
    { name: 'web', type: 'A', ttl: 600, data: '172.18.0.2' },
    { name: '2.0.18.172.in-addr.arpa', type: 'PTR', ttl: 600, data: 'web.app' },
  ]);
  return world;
};

describe('nslookup', () => {
  it('of BIND', () => {
    const world = make();
    expect(world.run('nslookup web').stdout).toBe('Server:\t\t10.0.2.3\nAddress:\t10.0.2.3#53\n\nNon-authoritative answer:\nName:\tweb\nAddress: 172.18.0.2\n\n');
    expect(world.run('nslookup foo')).toEqual({ code: 1, stdout: "Server:\t\t10.0.2.3\nAddress:\t10.0.2.3#53\n\n** server can't find foo: NXDOMAIN\n\n", stderr: '' });
    expect(world.run('nslookup 172.18.0.2').stdout).toBe('2.0.18.172.in-addr.arpa\tname = web.app.\n\n');
    expect(world.run('nslookup web 10.0.2.77')).toMatchObject({ code: 1, stdout: expect.stringContaining('no servers could be reached') });
  });

  it('of BusyBox', () => {
    const world = make();
    expect(world.run('nslookup web', { busybox: true }).stdout).toBe('Server:\t\t10.0.2.3\nAddress:\t10.0.2.3:53\n\nNon-authoritative answer:\n\nNon-authoritative answer:\nName:\tweb\nAddress: 172.18.0.2\n\n');
    expect(world.run('nslookup foo', { busybox: true })).toEqual({ code: 1, stdout: "Server:\t\t10.0.2.3\nAddress:\t10.0.2.3:53\n\n** server can't find foo: NXDOMAIN\n\n** server can't find foo: NXDOMAIN\n\n", stderr: '' });
  });
});

describe('dig and host', () => {
  it('answer in full and in short', () => {
    const world = make();
    expect(world.run('dig +short web').stdout).toBe('172.18.0.2\n');
    expect(world.run('dig +short -x 172.18.0.2').stdout).toBe('web.app.\n');
    expect(world.run('dig +noall +answer web').stdout).toBe('web.\t\t\t600\tIN\tA\t172.18.0.2\n');
    expect(world.run('dig web').stdout).toMatch(/^\n; <<>> DiG 9\.18.* <<>> web\n;; global options: \+cmd\n;; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: \d+\n;; flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 0\n\n;; QUESTION SECTION:\n;web\.\t\t\t\tIN\tA\n\n;; ANSWER SECTION:\nweb\.\t\t\t600\tIN\tA\t172\.18\.0\.2\n\n;; Query time: \d+ msec\n;; SERVER: 10\.0\.2\.3#53\(10\.0\.2\.3\) \(UDP\)\n;; WHEN: /);
    expect(world.run('host web').stdout).toBe('web has address 172.18.0.2\n');
    expect(world.run('host 172.18.0.2').stdout).toBe('2.0.18.172.in-addr.arpa domain name pointer web.app.\n');
    expect(world.run('host foo')).toEqual({ code: 1, stdout: 'Host foo not found: 3(NXDOMAIN)\n', stderr: '' });
  });
});
