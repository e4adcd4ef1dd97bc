import { beforeAll, expect, test } from 'vitest';
import { TestHost, testHost } from '../text/host.ts';

let host: TestHost;
beforeAll(async () => {
  host = await testHost();
  host.file('tree/a.txt', 'alpha\n');
  host.file('tree/deep/b.txt', 'beta\n');
});

test('a tree survives packing, compression and unpacking', () => {
  const { stdout, stderr, code } = host.run(
    'tar czf t.tgz tree && mkdir out && tar xzf t.tgz -C out && cat out/tree/a.txt out/tree/deep/b.txt && tar tzf t.tgz',
  );
  expect({ stdout, stderr, code }).toEqual({ stdout: 'alpha\nbeta\ntree/\ntree/a.txt\ntree/deep/\ntree/deep/b.txt\n', stderr: '', code: 0 });
});

test('holes stay holes', () => {
  expect(host.run('truncate -s 64M big && tar cf big.tar big && stat -c %s big.tar && mkdir u && tar xf big.tar -C u && stat -c %s u/big').stdout).toBe(
    '10240\n67108864\n',
  );
});

test('a missing member is an error', () => {
  expect(host.run('tar xf t.tgz nothing').code).toBe(2);
});
