import { expect, test } from 'vitest';
import { makeBox } from '../box.ts';

const CONF =
  'ServerRoot "/usr/local/apache2"\nListen 80\nServerName localhost\nDocumentRoot "/srv/www"\nDirectoryIndex index.html\nErrorLog /proc/self/fd/2\nLogFormat "%h %l %u %t \\"%r\\" %>s %b" common\nCustomLog /proc/self/fd/1 common\n';

test('httpd serves files, logs and stops gracefully', async () => {
  const box = await makeBox({ httpd: '2.4.65' });
  box.fs.mkdirs('/usr/local/apache2/logs');
  box.file('/usr/local/apache2/conf/httpd.conf', CONF);
  box.file('/srv/www/index.html', '<h1>hi</h1>\n');
  const server = box.start('httpd -DFOREGROUND');
  expect(server.output).toMatch(
    /^\[Wed Aug 20 10:00:\d\d\.\d{6} 2025\] \[mpm_event:notice\] \[pid \d+:tid \d+\] AH00489: Apache\/2\.4\.65 \(Unix\) configured -- resuming normal operations\n/,
  );
  expect(box.run('curl -s localhost').stdout).toBe('<h1>hi</h1>\n');
  expect(box.run('curl -sI localhost/none').stdout).toContain('HTTP/1.1 404 Not Found\r\n');
  expect(server.output).toContain('127.0.0.1 - - [20/Aug/2025:10:00:00 +0000] "GET / HTTP/1.1" 200 12\n');
  expect(box.run('httpd -t').stderr).toBe('Syntax OK\n');
  expect(server.stop('SIGWINCH')).toBe(0);
  expect(server.output).toMatch(/AH00492: caught SIGWINCH, shutting down gracefully\n$/);
});

test('memcached keeps values', async () => {
  const box = await makeBox({ memcached: '1.6.39' });
  const server = box.start('memcached');
  expect(box.run("printf 'set a 0 0 3\\r\\nabc\\r\\nget a\\r\\nincr a 1\\r\\nquit\\r\\n' | nc localhost 11211").stdout).toBe(
    'STORED\r\nVALUE a 0 3\r\nabc\r\nEND\r\nCLIENT_ERROR cannot increment or decrement non-numeric value\r\n',
  );
  expect(server.stop('SIGTERM')).toBe(0);
  expect(server.output).toBe('Signal handled: Terminated.\n');
});

test('python and node run one-line programs and refuse others', async () => {
  const box = await makeBox({ python3: '3.12.11', node: '20.19.4' });
  expect(box.run('python3 --version').stdout).toBe('Python 3.12.11\n');
  expect(box.run(`python3 -c 'import os; print("a" * 3, 7 // 2, os.environ.get("NO", "none"))'`).stdout).toBe('aaa 3 none\n');
  expect(box.run(`python3 -c 'print([x for x in range(3)])'`)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'python3: running Python programs is not simulated here\n',
  });
  expect(box.run(`node -e "require('fs').writeFileSync('/tmp/x', 'y'); console.log(process.version)"; cat /tmp/x`).stdout).toBe('v20.19.4\ny');
  expect(box.run('node -e "for (;;) {}"').stderr).toBe('node: running JavaScript programs is not simulated here\n');
  box.file('/desk/site/index.html', 'page\n');
  const server = box.start('python3 -m http.server 8000 -d /desk/site');
  expect(box.run('curl -s localhost:8000/; curl -s -o /dev/null -w "%{http_code}" localhost:8000/none').stdout).toBe('page\n404');
  expect(server.output).toContain('"GET / HTTP/1.1" 200 -\n');
});

test('accounts', async () => {
  const box = await makeBox();
  expect(box.run('groupadd -r app && useradd -r -g app app && id app').stdout).toMatch(/^uid=999\(app\) gid=99\d\(app\)/);
  expect(box.run('adduser --disabled-password --gecos "" ann').stdout).toContain("Adding user `ann' ...\n");
  expect(box.run('gosu ann id -un; usermod -aG app ann; id -nG ann; useradd ann').stdout).toBe('ann\nann app\n');
  expect(box.run('useradd ann')).toMatchObject({ code: 9, stderr: "useradd: user 'ann' already exists\n" });
  expect(box.run('unshare -u sh -c "hostname inner; hostname"; hostname').stdout).toBe('inner\nbox\n');
  expect(box.run("X=1 envsubst <<< 'a $X ${Y} b'").stdout).toBe('a 1  b\n');
});
