import { beforeAll, expect, test } from 'vitest';
import { DEBIAN_PACKAGES } from '../../../src/engine/images/rootfs/packages.ts';
import { MIRROR } from '../../../src/userland/debian/mirror-host.ts';
import { mirrorFiles } from '../../../src/userland/debian/mirror-tree.ts';
import { makeBox, type Box } from '../box.ts';

let box: Box;

beforeAll(async () => {
  box = await makeBox();
  for (const [path, bytes] of mirrorFiles(DEBIAN_PACKAGES, { suites: ['bookworm'], alpine: ['3.22'], mtime: 0n })) {
    const full = `/srv/mirror/${path}`;
    box.fs.mkdirs(full.slice(0, full.lastIndexOf('/')));
    box.fs.writeFile(full, bytes);
  }
  box.fs.appendFile('/etc/hosts', `127.0.0.1 ${MIRROR}\n`);
  box.fs.removeAll('/usr/bin/tree');
  box.fs.removeAll('/var/lib/dpkg/info/tree.list');
  box.start('debian-mirror /srv/mirror');
});

test('a package is not known before apt-get update', () => {
  const result = box.run('apt-get install -y tree');
  expect(result).toEqual({
    code: 100,
    stdout: 'Reading package lists...\nBuilding dependency tree...\nReading state information...\n',
    stderr: 'E: Unable to locate package tree\n',
  });
});

test('update, install, use, remove', () => {
  expect(box.run('apt-get update').stdout).toMatch(
    /^Get:1 http:\/\/\S+\/debian bookworm\/main amd64 Packages \[[\d.]+ k?B\]\nFetched [\d.]+ k?B in 1s \([\d.]+ k?B\/s\)\nReading package lists\.\.\.\n$/,
  );
  expect(box.run('apt-get update').stdout).toMatch(/^Hit:1 /);
  const installed = box.run('apt-get install -y tree');
  expect(installed.stdout).toContain(
    'The following NEW packages will be installed:\n  tree\n0 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.\nNeed to get 35.5 kB of archives.\n',
  );
  expect(installed.stdout).toMatch(
    /Selecting previously unselected package tree\.\n\(Reading database \.\.\. \d+ files and directories currently installed\.\)\nPreparing to unpack \.\.\.\/tree_2\.1\.0-1_amd64\.deb \.\.\.\nUnpacking tree \(2\.1\.0-1\) \.\.\.\nSetting up tree \(2\.1\.0-1\) \.\.\.\n$/,
  );
  expect(installed.code).toBe(0);
  expect(box.fs.stat('/usr/bin/tree')).toMatchObject({ mode: 0o755, size: 88800 });
  expect(box.run('dpkg -L tree').stdout).toBe('/.\n/usr/bin/tree\n');
  expect(box.run('dpkg -s tree').stdout).toContain('Version: 2.1.0-1\n');
  expect(box.run('apt-cache policy tree').stdout).toContain('  Installed: 2.1.0-1\n  Candidate: 2.1.0-1\n');
  expect(box.run('apt-get install -y tree').stdout).toContain('tree is already the newest version (2.1.0-1).\n');
  expect(box.run('apt-get remove -y tree').stdout).toContain('Removing tree (2.1.0-1) ...\n');
  expect(box.fs.exists('/usr/bin/tree')).toBe(false);
});

test('needs root and a mirror', () => {
  box.run('useradd -m joe');
  expect(box.run('su joe -c "apt-get install -y tree"').stderr).toBe(
    'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n',
  );
  box.file('/etc/apt/sources.list', 'deb http://nowhere.test/debian bookworm main\n');
  expect(box.run('apt-get update').stderr).toContain(
    "W: Failed to fetch http://nowhere.test/debian/dists/bookworm/InRelease  Temporary failure resolving 'nowhere.test'\n",
  );
});

test('apk adds and deletes', () => {
  box.file('/etc/alpine-release', '3.22.1\n');
  const added = box.run('apk add --no-cache tree');
  expect(added.stdout).toBe(
    `fetch http://${MIRROR}/alpine/v3.22/main/x86_64/APKINDEX.tar.gz\nfetch http://${MIRROR}/alpine/v3.22/community/x86_64/APKINDEX.tar.gz\n(1/1) Installing tree (2.1.0-r0)\nExecuting busybox-1.37.0-r18.trigger\nOK: 8 MiB in 17 packages\n`,
  );
  expect(box.fs.exists('/usr/bin/tree')).toBe(true);
  expect(box.run('apk add nosuch').stderr).toBe('ERROR: unable to select packages:\n  nosuch (no such package):\n    required by: world[nosuch]\n');
  expect(box.run('apk del tree').stdout).toContain('(1/1) Purging tree (2.1.0-r0)\n');
  expect(box.fs.exists('/usr/bin/tree')).toBe(false);
});
