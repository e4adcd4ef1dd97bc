import { describe, expect, it } from 'vitest';
import { ping } from '../../../src/userland/net/ping.ts';
import { traceroute } from '../../../src/userland/net/traceroute.ts';
import { NetWorld } from './world.ts';

const make = () => {
  const world = new NetWorld({ ping, traceroute });
  world.names([{ name: 'web.example', type: 'A', ttl: 60, data: '198.51.100.7' }]);
  return world;
};
const timeless = (text: string): string => text.replace(/time=[\d.]+/g, 'time=T').replace(/[\d.]+\/[\d.]+\/[\d.]+(\/[\d.]+)? ms/, 'TIMES ms').replace(/time \d+ms/, 'time Tms');

describe('ping of iputils', () => {
  it('counts replies', () => {
    const { code, stdout } = make().run('ping -c 2 web.example');
    expect(code).toBe(0);
    expect(timeless(stdout)).toBe(`PING web.example (198.51.100.7) 56(84) bytes of data.
64 bytes from 198.51.100.7: icmp_seq=1 ttl=64 time=T ms
64 bytes from 198.51.100.7: icmp_seq=2 ttl=64 time=T ms

--- web.example ping statistics ---
2 packets transmitted, 2 received, 0% packet loss, time Tms
rtt min/avg/max/mdev = TIMES ms
`);
    const rtt = Number(/time=([\d.]+)/.exec(stdout)?.[1]);
    expect(rtt).toBeGreaterThan(9);
    expect(rtt).toBeLessThan(20);
  });

  it('says why not', () => {
    const world = make();
    expect(world.run('ping -c 1 nosuch')).toEqual({ code: 2, stdout: '', stderr: 'ping: nosuch: Name or service not known\n' });
    expect(world.run('ping')).toEqual({ code: 1, stdout: '', stderr: 'ping: usage error: Destination address required\n' });
    expect(timeless(world.run('ping -c 1 10.0.2.77').stdout)).toBe(`PING 10.0.2.77 (10.0.2.77) 56(84) bytes of data.
From 10.0.2.15 icmp_seq=1 Destination Host Unreachable

--- 10.0.2.77 ping statistics ---
1 packets transmitted, 0 received, +1 errors, 100% packet loss, time Tms

`);
    const silent = world.run('ping -c 1 -W 1 198.51.100.99');
    expect([silent.code, timeless(silent.stdout)]).toEqual([1, 'PING 198.51.100.99 (198.51.100.99) 56(84) bytes of data.\n\n--- 198.51.100.99 ping statistics ---\n1 packets transmitted, 0 received, 100% packet loss, time Tms\n\n']);
    world.box.net.removeRoute('0.0.0.0', 0);
    expect(world.run('ping -c 1 198.51.100.7')).toMatchObject({ code: 2, stderr: 'ping: connect: Network is unreachable\n' });
  });

  it('ends with its statistics on ^C', () => {
    const { code, stdout } = make().run('ping 127.0.0.1', { interrupt: 2.5e9, seconds: 5 });
    expect(code).toBe(0);
    expect(stdout).toContain('3 packets transmitted, 3 received, 0% packet loss');
  });
});

describe('ping of BusyBox', () => {
  it('looks different', () => {
    const world = make();
    const { code, stdout } = world.run('ping -c 2 web.example', { busybox: true });
    expect(code).toBe(0);
    expect(timeless(stdout)).toBe(`PING web.example (198.51.100.7): 56 data bytes
64 bytes from 198.51.100.7: seq=0 ttl=64 time=T ms
64 bytes from 198.51.100.7: seq=1 ttl=64 time=T ms

--- web.example ping statistics ---
2 packets transmitted, 2 packets received, 0% packet loss
round-trip min/avg/max = TIMES ms
`);
    expect(world.run('ping -c 1 nosuch', { busybox: true })).toEqual({ code: 1, stdout: '', stderr: "ping: bad address 'nosuch'\n" });
    expect(world.run('ping -c 1 -W 1 10.0.2.77', { busybox: true })).toMatchObject({ code: 1, stdout: expect.stringContaining('1 packets transmitted, 0 packets received, 100% packet loss') });
  });
});

describe('traceroute', () => {
  it('names the routers on the way', () => {
    const world = make();
    world.far.net.forwarding = true;
    const out = world.run('traceroute -n 198.51.100.7').stdout;
    expect(out).toMatch(/^traceroute to 198\.51\.100\.7 \(198\.51\.100\.7\), 30 hops max, 60 byte packets\n 1 {2}198\.51\.100\.7( {2}[\d.]+ ms){3}\n$/);
  });
});
