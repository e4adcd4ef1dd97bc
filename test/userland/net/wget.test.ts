import { describe, expect, it } from 'vitest';
import { wget } from '../../../src/userland/net/wget.ts';
import { NetWorld, http } from './world.ts';

const make = () => new NetWorld({ wget });
const undated = (text: string): string => text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'NOW').replace(/[\d.]+ [KMG]?B\/s/, 'RATE').replace(/ {1,3}[\d.]+[KMG]=0s/, ' RATE=0s');

describe('GNU wget', () => {
  it('saves a page and tells how', () => {
    const world = make();
    const requests = world.serve(8080, () => http('x'.repeat(615)));
    const { code, stderr } = world.run('wget 127.0.0.1:8080');
    expect(code).toBe(0);
    expect(undated(stderr)).toBe(`--NOW--  http://127.0.0.1:8080/
Connecting to 127.0.0.1:8080... connected.
HTTP request sent, awaiting response... 200 OK
Length: 615 [text/html]
Saving to: ‘index.html’

     0K                                                        100% RATE=0s

NOW (RATE) - ‘index.html’ saved [615/615]

`);
    expect(world.fs.readText('/tmp/index.html')).toHaveLength(615);
    expect(requests[0]).toBe('GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: Wget/1.21.3\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: Keep-Alive\r\n\r\n');
    world.run('wget -q 127.0.0.1:8080');
    expect(world.fs.exists('/tmp/index.html.1')).toBe(true);
    expect(world.run('wget -qO- 127.0.0.1:8080')).toEqual({ code: 0, stdout: 'x'.repeat(615), stderr: '' });
  });

  it.each([
    ['wget 127.0.0.1:81', 4, '--NOW--  http://127.0.0.1:81/\nConnecting to 127.0.0.1:81... failed: Connection refused.\n'],
    ['wget nosuch.example', 4, '--NOW--  http://nosuch.example/\nResolving nosuch.example (nosuch.example)... failed: Name or service not known.\nwget: unable to resolve host address ‘nosuch.example’\n'],
    ['wget 127.0.0.1:8080/x', 8, '--NOW--  http://127.0.0.1:8080/x\nConnecting to 127.0.0.1:8080... connected.\nHTTP request sent, awaiting response... 404 Not Found\nNOW ERROR 404: Not Found.\n\n'],
    ['wget', 1, "wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n"],
  ])('fails as the real one: %s', (line, code, stderr) => {
    const world = make();
    world.names([]);
    world.serve(8080, () => http('gone', 'HTTP/1.1 404 Not Found'));
    const result = world.run(line);
    expect([result.code, undated(result.stderr)]).toEqual([code, stderr]);
  });
});

describe('BusyBox wget', () => {
  const run = (world: NetWorld, line: string) => world.run(line, { busybox: true });

  it('saves, prints, checks', () => {
    const world = make();
    const requests = world.serve(8080, (request) => (request.startsWith('HEAD') ? 'HTTP/1.1 200 OK\r\n\r\n' : http('hello\n')));
    expect(run(world, 'wget 127.0.0.1:8080')).toEqual({
      code: 0, stdout: '', stderr: `Connecting to 127.0.0.1:8080 (127.0.0.1:8080)\nsaving to 'index.html'\nindex.html           100% |********************************|     6  0:00:00 ETA\n'index.html' saved\n`,
    });
    expect(requests[0]).toBe('GET / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: Wget\r\nConnection: close\r\n\r\n');
    expect(run(world, 'wget -q -O- 127.0.0.1:8080')).toEqual({ code: 0, stdout: 'hello\n', stderr: '' });
    expect(run(world, 'wget --spider 127.0.0.1:8080').stderr).toBe('Connecting to 127.0.0.1:8080 (127.0.0.1:8080)\nremote file exists\n');
    expect(run(world, 'wget 127.0.0.1:8080').stderr).toBe("Connecting to 127.0.0.1:8080 (127.0.0.1:8080)\nwget: can't open 'index.html': File exists\n");
  });

  it.each([
    ['wget -q localhost:81', "wget: can't connect to remote host (::1): Connection refused\n"],
    ['wget -q nosuch.example', "wget: bad address 'nosuch.example'\n"],
    ['wget -q 127.0.0.1:8080', 'wget: server returned error: HTTP/1.1 500 Internal Server Error\n'],
    ['wget -q 127.0.0.1:8081', 'wget: error getting response\n'],
    ['wget -q -T 2 127.0.0.1:8082', 'wget: download timed out\n'],
  ])('fails as the real one: %s', (line, stderr) => {
    const world = make();
    world.names([]);
    world.serve(8080, () => http('', 'HTTP/1.1 500 Internal Server Error'));
    world.serve(8081, () => '-ERR no\r\n');
    world.serve(8082, () => '', { delay: 60e9 });
    expect(run(world, line)).toEqual({ code: 1, stdout: '', stderr });
  });
});
