import { describe, expect, it } from 'vitest';
import { curl } from '../../../src/userland/net/curl.ts';
import { tlsAccept } from '../../../src/kernel/net/tls.ts';
import { NetWorld, http } from './world.ts';

const make = () => new NetWorld({ curl });

describe('curl', () => {
  it('prints the body, and the request is what the real one sends', () => {
    const world = make();
    const requests = world.serve(8080, () => http('<h1>hi</h1>\n'));
    expect(world.run('curl -s localhost:8080/x?y=1')).toEqual({ code: 0, stdout: '<h1>hi</h1>\n', stderr: '' });
    expect(requests).toEqual(['GET /x?y=1 HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n']);
    world.run(['curl', '-s', '-XPOST', '-H', 'X-A: b', '-d', 'a=1', '-d', 'b=2', 'localhost:8080']);
    expect(requests[1]).toBe('POST / HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\nX-A: b\r\nContent-Length: 7\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na=1&b=2');
    world.run(['curl', '-s', '-u', 'me:secret', '-H', 'Host: example.com', '-H', 'Accept:', 'localhost:8080']);
    expect(requests[2]).toBe('GET / HTTP/1.1\r\nHost: example.com\r\nAuthorization: Basic bWU6c2VjcmV0\r\nUser-Agent: curl/7.88.1\r\n\r\n');
  });

  it('shows headers, codes and files', () => {
    const world = make();
    world.serve(8080, (request) => (request.startsWith('HEAD') ? 'HTTP/1.1 200 OK\r\nServer: nginx/1.27.5\r\n\r\n' : http('body')));
    expect(world.run('curl -sI localhost:8080').stdout).toBe('HTTP/1.1 200 OK\r\nServer: nginx/1.27.5\r\n\r\n');
    expect(world.run('curl -si localhost:8080').stdout).toBe('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nbody');
    expect(world.run(['curl', '-s', '-o', '/dev/null', '-w', '%{http_code} %{size_download} %{content_type}\\n', 'localhost:8080']).stdout).toBe('200 4 text/html\n');
    expect(world.run('curl -sO localhost:8080/page.html').code).toBe(0);
    expect(world.fs.readText('/tmp/page.html')).toBe('body');
    expect(world.run('curl -sS localhost:8080 -o /nosuch/x').stderr).toBe('curl: (23) Failure writing output to destination\n');
  });

  it.each([
    ['curl -sS localhost:81', 7, 'curl: (7) Failed to connect to localhost port 81 after 0 ms: Couldn\'t connect to server\n'],
    ['curl -sS nosuch.example', 6, 'curl: (6) Could not resolve host: nosuch.example\n'],
    ['curl -sS localhost:8080/missing -f', 22, 'curl: (22) The requested URL returned error: 404\n'],
    ['curl -sS localhost:8081', 52, 'curl: (52) Empty reply from server\n'],
    ['curl -sS localhost:8082', 1, 'curl: (1) Received HTTP/0.9 when not allowed\n'],
    ['curl -sS -m 2 localhost:8083', 28, 'curl: (28) Operation timed out after 2000 milliseconds with 0 bytes received\n'],
    ['curl -sS --connect-timeout 1 10.0.2.99', 28, 'curl: (28) Connection timed out after 1000 milliseconds\n'],
    ['curl -sS 10.0.2.99', 7, 'curl: (7) Failed to connect to 10.0.2.99 port 80 after 3070 ms: Couldn\'t connect to server\n'],
    ['curl -sS --unix-socket /none http://x/', 7, 'curl: (7) Failed to connect to x port 80 after 0 ms: Couldn\'t connect to server\n'],
    ['curl -sS foo://x', 1, 'curl: (1) Protocol "foo" not supported or disabled in libcurl\n'],
    ['curl -sS https://localhost:8080', 35, 'curl: (35) error:0A00010B:SSL routines::wrong version number\n'],
    ['curl', 2, "curl: try 'curl --help' or 'curl --manual' for more information\n"],
    ['curl --nosuch x', 2, "curl: option --nosuch: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information\n"],
    ['curl -o', 2, "curl: option -o: requires parameter\ncurl: try 'curl --help' or 'curl --manual' for more information\n"],
  ])('fails as the real one: %s', (line, code, stderr) => {
    const world = make();
    world.names([]);
    world.serve(8080, () => http('not here', 'HTTP/1.1 404 Not Found'));
    world.serve(8081, () => '');
    world.serve(8082, () => '-ERR wrong number of arguments\r\n');
    world.serve(8083, () => http('late'), { delay: 60e9 });
    expect(world.run(line)).toEqual({ code, stdout: '', stderr });
  });

  it('says nothing with -s and keeps its exit code', () => {
    expect(make().run('curl -s localhost:81')).toEqual({ code: 7, stdout: '', stderr: '' });
  });

  it('shows the progress meter when the output is no terminal', () => {
    const world = make();
    world.serve(8080, () => http('x'.repeat(615)));
    const { stderr } = world.run('curl localhost:8080');
    expect(stderr).toMatch(/^ {2}% Total {4}% Received % Xferd {2}Average Speed {3}Time {4}Time {5}Time {2}Current\n {33}Dload {2}Upload {3}Total {3}Spent {4}Left {2}Speed\n\r {2}0 {5}0 {4}0 {5}0 {4}0 {5}0 {6}0 {6}0 --:--:-- --:--:-- --:--:-- {5}0\r100 {3}615 {2}100 {3}615 {4}0 {5}0 +[\d.]+[kM]? {6}0 --:--:-- --:--:-- --:--:-- +[\d.]+[kM]?\n$/);
  });

  it('follows redirects with -L', () => {
    const world = make();
    world.serve(8080, (request) => (request.startsWith('GET /old') ? http('', 'HTTP/1.1 302 Found\r\nLocation: /new') : http('new')));
    expect(world.run('curl -s localhost:8080/old').stdout).toBe('');
    expect(world.run('curl -sL localhost:8080/old').stdout).toBe('new');
    world.serve(8081, () => http('', 'HTTP/1.1 301 Moved Permanently\r\nLocation: /again'));
    expect(world.run('curl -sSL --max-redirs 3 localhost:8081').stderr).toBe('curl: (47) Maximum (3) redirects followed\n');
  });

  it('talks with -v', () => {
    const world = make();
    world.serve(8080, () => http('ok'));
    expect(world.run('curl -sv 127.0.0.1:8080').stderr).toBe(`*   Trying 127.0.0.1:8080...
* Connected to 127.0.0.1 (127.0.0.1) port 8080 (#0)
> GET / HTTP/1.1
> Host: 127.0.0.1:8080
> User-Agent: curl/7.88.1
> Accept: */*
> 
< HTTP/1.1 200 OK
< Content-Type: text/html
< Content-Length: 2
< 
* Connection #0 to host 127.0.0.1 left intact
`);
  });

  it('speaks through a Unix socket', () => {
    const world = make();
    world.background(function* (proc) {
      const server = proc.socket('unix', 'stream');
      proc.bind(server, { family: 'unix', path: '/tmp/api.sock' });
      proc.listen(server);
      const { fd } = yield* proc.accept(server);
      yield* proc.read(fd);
      yield* proc.write(fd, http('OK'));
      proc.close(fd);
      return 0;
    });
    expect(world.run('curl -s --unix-socket /tmp/api.sock http://localhost/_ping').stdout).toBe('OK');
  });

  it('checks certificates unless -k', () => {
    const world = make();
    world.background(function* (proc) {
      const server = proc.socket('inet', 'stream');
      proc.bind(server, { family: 'inet', address: '0.0.0.0', port: 443 });
      proc.listen(server);
      for (;;) {
        const { fd } = yield* proc.accept(server);
        yield* tlsAccept(proc, fd, { subject: 'localhost', names: [], issuer: 'localhost' });
        if ((yield* proc.read(fd)).length > 0) yield* proc.write(fd, http('secret'));
        proc.close(fd);
      }
    });
    expect(world.run('curl -sS https://localhost').stderr).toMatch(/^curl: \(60\) SSL certificate problem: self-signed certificate\nMore details here/);
    expect(world.run('curl -sk https://localhost').stdout).toBe('secret');
  });

  it('tries again when told to', () => {
    const world = make();
    let count = 0;
    world.serve(8080, () => (++count < 3 ? http('busy', 'HTTP/1.1 503 Service Unavailable') : http('ready')));
    const { stdout, stderr } = world.run('curl -sS --retry 5 localhost:8080');
    expect(count).toBe(3);
    expect(stdout).toContain('ready');
    expect(stderr).toBe('');
    expect(world.run('curl --retry 1 --retry-connrefused --no-progress-meter localhost:81').stderr).toBe(
      "Warning: Problem: connection refused. Will retry in 1 seconds. 1 retry left.\ncurl: (7) Failed to connect to localhost port 81 after 0 ms: Couldn't connect to server\n",
    );
  });
});
