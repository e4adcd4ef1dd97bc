import { describe, expect, it } from 'vitest';
import { arp } from '../../../src/userland/net/arp.ts';
import { ifconfig } from '../../../src/userland/net/ifconfig.ts';
import { ip } from '../../../src/userland/net/ip.ts';
import { route } from '../../../src/userland/net/route.ts';
import { NetWorld } from './world.ts';

/** With docker0 and one container on it. */
const make = () => {
  const world = new NetWorld({ ip, ifconfig, route, arp });
  const { net } = world.box;
  const bridge = net.addBridge('docker0', '02:42:ac:11:00:01');
  bridge.addAddress('172.17.0.1', 16);
  const inner = net.unshare();
  const [port] = net.addVeth('veth1234567', inner, 'eth0', { mac: '02:00:00:00:00:01', peerMac: '02:42:ac:11:00:02' });
  net.setMaster(port, bridge);
  inner.interface('eth0')?.addAddress('172.17.0.2', 16);
  return world;
};

describe('ip', () => {
  it('shows addresses', () => {
    const world = make();
    expect(world.run('ip addr').stdout).toBe(`1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
    inet6 ::1/128 scope host 
       valid_lft forever preferred_lft forever
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc pfifo_fast state UP group default qlen 1000
    link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff
    inet 10.0.2.15/24 brd 10.0.2.255 scope global eth0
       valid_lft forever preferred_lft forever
3: docker0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default 
    link/ether 02:42:ac:11:00:01 brd ff:ff:ff:ff:ff:ff
    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0
       valid_lft forever preferred_lft forever
4: veth1234567@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master docker0 state UP group default 
    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff link-netnsid 0
`);
    expect(world.run('ip -4 -br addr show eth0').stdout).toBe('eth0             UP             10.0.2.15/24 \n');
    expect(world.run('ip -o -4 addr show dev eth0').stdout).toBe('2: eth0    inet 10.0.2.15/24 brd 10.0.2.255 scope global eth0\\       valid_lft forever preferred_lft forever\n');
    expect(world.run('ip a show nosuch')).toEqual({ code: 1, stdout: '', stderr: 'Device "nosuch" does not exist.\n' });
    expect(world.run('ip link show lo').stdout).toBe('1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n');
    expect(world.run('ip link show veth1234567', { busybox: true }).stdout).toContain('<BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 1500 qdisc noqueue master docker0 state UP \n');
    expect(world.run('ip a show lo', { busybox: true }).stdout).toContain('1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000\n');
  });

  it('shows and changes routes', () => {
    const world = make();
    expect(world.run('ip route').stdout).toBe('default via 10.0.2.2 dev eth0 \n10.0.2.0/24 dev eth0 proto kernel scope link src 10.0.2.15 \n172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1 \n');
    expect(world.run('ip r', { busybox: true }).stdout).toBe('default via 10.0.2.2 dev eth0 \n10.0.2.0/24 dev eth0 scope link  src 10.0.2.15 \n172.17.0.0/16 dev docker0 scope link  src 172.17.0.1 \n');
    expect(world.run('ip route get 198.51.100.7').stdout).toBe('198.51.100.7 via 10.0.2.2 dev eth0 src 10.0.2.15 uid 0 \n    cache \n');
    expect(world.run('ip route add 10.9.0.0/16 via 10.0.2.2').code).toBe(0);
    expect(world.run('ip route show 10.9.0.0/16').stdout).toBe('10.9.0.0/16 via 10.0.2.2 dev eth0 \n');
    expect(world.run('ip route add 10.9.0.0/16 via 10.0.2.2')).toEqual({ code: 2, stdout: '', stderr: 'RTNETLINK answers: File exists\n' });
    expect(world.run('ip route del default').code).toBe(0);
    expect(world.run('ip route get 198.51.100.7')).toEqual({ code: 2, stdout: '', stderr: 'RTNETLINK answers: Network is unreachable\n' });
    expect(world.run('ip neigh').stdout).toContain('172.17.0.2 dev docker0 lladdr 02:42:ac:11:00:02 REACHABLE\n');
  });

  it('makes and changes links', () => {
    const world = make();
    expect(world.run('ip link add br9 type bridge').code).toBe(0);
    expect(world.run('ip addr add 10.77.0.1/24 dev br9').code).toBe(0);
    expect(world.run('ip link set br9 up').code).toBe(0);
    expect(world.run('ip -br addr show br9').stdout).toBe('br9              DOWN           10.77.0.1/24 \n');
    expect(world.run('ip link del br9').code).toBe(0);
    expect(world.run('ip frobnicate')).toEqual({ code: 1, stdout: '', stderr: 'Object "frobnicate" is unknown, try "ip help".\n' });
  });
});

describe('net-tools', () => {
  it('show interfaces', () => {
    const world = make();
    expect(world.run('ifconfig eth0').stdout).toBe(`eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500
        inet 10.0.2.15  netmask 255.255.255.0  broadcast 10.0.2.255
        ether 52:54:00:12:34:56  txqueuelen 1000  (Ethernet)
        RX packets 0  bytes 0 (0.0 B)
        RX errors 0  dropped 0  overruns 0  frame 0
        TX packets 0  bytes 0 (0.0 B)
        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0

`);
    expect(world.run('ifconfig eth0', { busybox: true }).stdout).toContain('eth0      Link encap:Ethernet  HWaddr 52:54:00:12:34:56  \n          inet addr:10.0.2.15  Bcast:10.0.2.255  Mask:255.255.255.0\n          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n');
    expect(world.run('ifconfig nosuch')).toEqual({ code: 1, stdout: '', stderr: 'nosuch: error fetching interface information: Device not found\n' });
    expect(world.run('route -n').stdout).toBe(`Kernel IP routing table
Destination     Gateway         Genmask         Flags Metric Ref    Use Iface
0.0.0.0         10.0.2.2        0.0.0.0         UG    0      0        0 eth0
10.0.2.0        0.0.0.0         255.255.255.0   U     0      0        0 eth0
172.17.0.0      0.0.0.0         255.255.0.0     U     0      0        0 docker0
`);
    expect(world.run('arp -a').stdout).toContain('? (172.17.0.2) at 02:42:ac:11:00:02 [ether] on docker0\n');
  });
});
