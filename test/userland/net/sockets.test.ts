import { describe, expect, it } from 'vitest';
import { nc } from '../../../src/userland/net/nc.ts';
import { netstat } from '../../../src/userland/net/netstat.ts';
import { ss } from '../../../src/userland/net/ss.ts';
import { telnet } from '../../../src/userland/net/telnet.ts';
import { NetWorld, http } from './world.ts';

const make = () => {
  const world = new NetWorld({ nc, netstat, ss, telnet });
  world.serve(8080, () => http('hi'), {});
  world.serve(6379, () => '+PONG\r\n', { address: '127.0.0.1' });
  for (const hostAddress of ['0.0.0.0', '::']) world.box.net.addForward({ protocol: 'tcp', hostAddress, hostPort: 8081, toAddress: '172.17.0.2', toPort: 80 });
  return world;
};

describe('ss', () => {
  it('lists listeners in columns as wide as needed', () => {
    const world = make();
    expect(world.run('ss -tln').stdout).toBe(`State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess
LISTEN 0      128          0.0.0.0:8080      0.0.0.0:*          
LISTEN 0      128        127.0.0.1:6379      0.0.0.0:*          
LISTEN 0      4096         0.0.0.0:8081      0.0.0.0:*          
LISTEN 0      4096            [::]:8081         [::]:*          
`);
    expect(world.run('ss -Htlnp sport = :8080').stdout).toMatch(/^LISTEN 0 {6}128 {4}0\.0\.0\.0:8080 0\.0\.0\.0:\*users:\(\("server",pid=\d+,fd=3\)\)\n$/);
    expect(world.run('ss -tn state established').stdout).toBe('Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n');
    expect(world.run('ss -q').code).toBe(255);
  });
});

describe('netstat', () => {
  it('lists listeners', () => {
    expect(make().run('netstat -tln').stdout).toBe(`Active Internet connections (only servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State      
tcp        0      0 0.0.0.0:8080            0.0.0.0:*               LISTEN     
tcp        0      0 127.0.0.1:6379          0.0.0.0:*               LISTEN     
tcp        0      0 0.0.0.0:8081            0.0.0.0:*               LISTEN     
tcp6       0      0 :::8081                 :::*                    LISTEN     
`);
  });
});

describe('nc and telnet', () => {
  it('try ports', () => {
    const world = make();
    expect(world.run('nc -zv 127.0.0.1 8080')).toEqual({ code: 0, stdout: '', stderr: 'Connection to 127.0.0.1 8080 port [tcp/http-alt] succeeded!\n' });
    expect(world.run('nc -zv localhost 81')).toEqual({ code: 1, stdout: '', stderr: 'nc: connect to localhost (::1) port 81 (tcp) failed: Connection refused\nnc: connect to localhost (127.0.0.1) port 81 (tcp) failed: Connection refused\n' });
    expect(world.run('nc -zv 127.0.0.1 8080', { busybox: true }).stderr).toBe('127.0.0.1 (127.0.0.1:8080) open\n');
    expect(world.run('nc -z 127.0.0.1 81', { busybox: true })).toEqual({ code: 1, stdout: '', stderr: '' });
    expect(world.run('nc nosuch', { busybox: false }).code).toBe(1);
  });

  it('carry what is typed and what is answered', () => {
    const world = make();
    expect(world.run('nc 127.0.0.1 6379', { stdin: 'PING\n' }).stdout).toBe('+PONG\r\n');
    expect(world.run('telnet 127.0.0.1 6379', { stdin: 'PING\n' })).toEqual({ code: 1, stdout: "Trying 127.0.0.1...\nConnected to 127.0.0.1.\nEscape character is '^]'.\n+PONG\r\n", stderr: 'Connection closed by foreign host.\n' });
    expect(world.run('telnet 127.0.0.1 81')).toMatchObject({ code: 1, stderr: 'telnet: Unable to connect to remote host: Connection refused\n' });
  });

  it('listen', () => {
    const world = make();
    let answer = '';
    world.background(function* (proc) {
      yield* proc.sleep(1e9);
      const fd = proc.socket('inet', 'stream');
      yield* proc.connect(fd, { family: 'inet', address: '127.0.0.1', port: 9000 });
      yield* proc.write(fd, 'from the client\n');
      answer = new TextDecoder().decode(yield* proc.read(fd));
      proc.close(fd);
      return 0;
    });
    expect(world.run('nc -lv -p 9000', { stdin: 'from the server\n' })).toMatchObject({ code: 0, stdout: 'from the client\n', stderr: expect.stringMatching(/^Listening on 0\.0\.0\.0 9000\nConnection received on 127\.0\.0\.1 \d+\n$/) });
    expect(answer).toBe('from the server\n');
    expect(world.run('nc -l 8080')).toEqual({ code: 1, stdout: '', stderr: 'nc: Address already in use\n' });
  });
});
