/** The root file system of Debian 12: folders, /etc, and the executables of the chosen packages. */
import { executable } from '../../../kernel/executable.ts';
import type { TreeBuilder } from '../../../kernel/fs/tree.ts';
import { packageNamed } from './packages.ts';

const INTERPRETER = '/lib64/ld-linux-x86-64.so.2';

const SYSTEM_USERS = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
bin:x:2:2:bin:/bin:/usr/sbin/nologin
sys:x:3:3:sys:/dev:/usr/sbin/nologin
sync:x:4:65534:sync:/bin:/bin/sync
games:x:5:60:games:/usr/games:/usr/sbin/nologin
man:x:6:12:man:/var/cache/man:/usr/sbin/nologin
lp:x:7:7:lp:/var/spool/lpd:/usr/sbin/nologin
mail:x:8:8:mail:/var/mail:/usr/sbin/nologin
news:x:9:9:news:/var/spool/news:/usr/sbin/nologin
uucp:x:10:10:uucp:/var/spool/uucp:/usr/sbin/nologin
proxy:x:13:13:proxy:/bin:/usr/sbin/nologin
www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
backup:x:34:34:backup:/var/backups:/usr/sbin/nologin
list:x:38:38:Mailing List Manager:/var/list:/usr/sbin/nologin
irc:x:39:39:ircd:/run/ircd:/usr/sbin/nologin
_apt:x:42:65534::/nonexistent:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
`;

const SYSTEM_GROUPS = `root:x:0:
daemon:x:1:
bin:x:2:
sys:x:3:
adm:x:4:
tty:x:5:
disk:x:6:
lp:x:7:
mail:x:8:
news:x:9:
uucp:x:10:
man:x:12:
proxy:x:13:
kmem:x:15:
dialout:x:20:
fax:x:21:
voice:x:22:
cdrom:x:24:
floppy:x:25:
tape:x:26:
sudo:x:27:
audio:x:29:
dip:x:30:
www-data:x:33:
backup:x:34:
operator:x:37:
list:x:38:
irc:x:39:
src:x:40:
shadow:x:42:
utmp:x:43:
video:x:44:
sasl:x:45:
plugdev:x:46:
staff:x:50:
games:x:60:
users:x:100:
nogroup:x:65534:
`;

/** What Debian's bash reads in every interactive shell: it sets the prompt. */
const BASHRC = `# System-wide .bashrc file for interactive bash(1) shells.

# If not running interactively, don't do anything
[ -z "$PS1" ] && return

PS1='\${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ '
`;

export interface DebianOptions {
  readonly packages: readonly string[];
  /** Lines added to /etc/passwd and /etc/group. */
  readonly users?: string;
  readonly groups?: string;
  /** For /etc/os-release and /etc/debian_version; Debian 12.11 when left out. */
  readonly release?: { readonly osRelease: string; readonly files: Readonly<Record<string, string>> };
}

const BOOKWORM = {
  osRelease: `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
`,
  files: { 'etc/debian_version': '12.11\n' },
};

/** Puts a Debian root file system into the tree. Names of packages that are not in packages.ts are an error of the caller. */
export function addDebian(tree: TreeBuilder, options: DebianOptions): void {
  for (const name of ['boot', 'dev', 'etc', 'home', 'media', 'mnt', 'opt', 'proc', 'run', 'run/lock', 'srv', 'sys', 'usr/bin', 'usr/games', 'usr/lib', 'usr/lib64', 'usr/sbin', 'usr/local/bin', 'usr/local/sbin', 'usr/local/lib', 'usr/share', 'usr/src', 'var/cache', 'var/lib', 'var/log', 'var/spool', 'var/backups', 'var/opt', 'var/local']) {
    tree.add(name, { kind: 'directory' });
  }
  tree.add('root', { kind: 'directory', mode: 0o700 });
  tree.add('tmp', { kind: 'directory', mode: 0o1777 });
  tree.add('var/tmp', { kind: 'directory', mode: 0o1777 });
  for (const name of ['bin', 'lib', 'lib64', 'sbin']) tree.add(name, { kind: 'symlink', target: `usr/${name}` });
  tree.add('var/run', { kind: 'symlink', target: '/run' });
  tree.add('var/lock', { kind: 'symlink', target: '/run/lock' });
  tree.add('usr/lib64/ld-linux-x86-64.so.2', { kind: 'file', mode: 0o755, data: { size: 210_968, extents: [] } });
  tree.add('usr/lib/x86_64-linux-gnu/libc.so.6', { kind: 'file', mode: 0o755, data: { size: 1_922_136, extents: [] } });
  const release = options.release ?? BOOKWORM;
  const files: Record<string, string> = {
    'etc/passwd': SYSTEM_USERS + (options.users ?? ''),
    'etc/group': mergeGroups(SYSTEM_GROUPS, options.groups ?? ''),
    'usr/lib/os-release': release.osRelease,
    'etc/bash.bashrc': BASHRC,
    'etc/issue': `${/^NAME="([^"]*)"/m.exec(release.osRelease)?.[1] ?? 'Debian GNU/Linux'} ${/VERSION_ID="([^"]*)"/.exec(release.osRelease)?.[1] ?? ''} \\n \\l\n\n`,
    'etc/host.conf': 'multi on\n',
    'etc/nsswitch.conf': 'passwd:         files\ngroup:          files\nshadow:         files\n\nhosts:          files dns\nnetworks:       files\n',
    'etc/shells': '# /etc/shells: valid login shells\n/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n/bin/rbash\n/usr/bin/rbash\n/bin/dash\n/usr/bin/dash\n',
    'etc/profile': 'if [ "$(id -u)" -eq 0 ]; then\n  PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\nelse\n  PATH="/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games"\nfi\nexport PATH\n',
    'root/.profile': '# ~/.profile: executed by Bourne-compatible login shells.\n\nif [ "$BASH" ]; then\n  if [ -f ~/.bashrc ]; then\n    . ~/.bashrc\n  fi\nfi\n\nmesg n 2> /dev/null || true\n',
    ...release.files,
  };
  for (const [path, text] of Object.entries(files)) tree.add(path, { kind: 'file', mode: 0o644, data: text });
  tree.add('etc/os-release', { kind: 'symlink', target: '../usr/lib/os-release' });
  tree.add('etc/shadow', { kind: 'file', mode: 0o640, gid: 42, data: 'root:*:20300:0:99999:7:::\n' });
  for (const name of options.packages) addPackage(tree, name);
}

/** Puts the files of one package into the tree, and its entry into dpkg's list. */
export function addPackage(tree: TreeBuilder, name: string): void {
  const found = packageNamed(name);
  if (!found) throw new Error(`no such package: ${name}`);
  for (const { path, program, size } of found.executables) {
    const setuid = program === 'sudo' || program === 'su' || program === 'mount' || program === 'umount' || program === 'passwd';
    tree.add(path.slice(1), { kind: 'file', mode: setuid ? 0o4755 : 0o755, data: executable(program, { variant: 'gnu', interpreter: INTERPRETER, size }) });
  }
  for (const [path, target] of Object.entries(found.links)) tree.add(path.slice(1), { kind: 'symlink', target });
  tree.add(`var/lib/dpkg/info/${name}.list`, { kind: 'file', mode: 0o644, data: `${['/.', ...found.executables.map((each) => each.path), ...Object.keys(found.links)].join('\n')}\n` });
}

/** Adds members to groups that exist (`docker:x:998:learner`, `sudo:x:27:learner`), and new groups at the end. */
function mergeGroups(base: string, added: string): string {
  let text = base;
  for (const line of added.split('\n').filter((each) => each !== '')) {
    const name = line.slice(0, line.indexOf(':') + 1);
    const at = text.search(new RegExp(`^${name}`, 'm'));
    text = at < 0 ? `${text}${line}\n` : text.slice(0, at) + line + text.slice(text.indexOf('\n', at));
  }
  return text;
}
