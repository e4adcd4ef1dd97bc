/**
 * Which executables the Debian packages of the simulated hosts and images bring (Debian 12, amd64): `path program size`.
 * A program is a name of the machine's program table; what is listed here without one answers like a missing program would.
 */

export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  /** Executables: path, program (default: the path's last name), size in bytes. */
  readonly executables: readonly { readonly path: string; readonly program: string; readonly size: number }[];
  /** Symbolic links: path → target. */
  readonly links: Readonly<Record<string, string>>;
}

/** `name version`, then the commands: `dir name[=program][:size]`; names with `->` are links. */
function debianPackage(name: string, version: string, directory: string, commands: string, links: Record<string, string> = {}): DebianPackage {
  const executables = commands.split(/\s+/).filter((word) => word !== '').map((word) => {
    const [, file = '', program, size] = /^([^=:]+)(?:=([^:]+))?(?::(\d+))?$/.exec(word) ?? [];
    const path = file.startsWith('/') ? file : `${directory}/${file}`;
    return { path, program: program ?? path.slice(path.lastIndexOf('/') + 1), size: Number(size ?? 47_536) };
  });
  return { name, version, executables, links };
}

const BIN = '/usr/bin';

export const DEBIAN_PACKAGES: readonly DebianPackage[] = [
  debianPackage('bash', '5.2.15-2+b8', BIN, 'bash:1265648', { '/usr/bin/rbash': 'bash' }),
  debianPackage('dash', '0.5.12-2', BIN, 'dash=sh:125640', { '/usr/bin/sh': 'dash' }),
  debianPackage('coreutils', '9.1-1', BIN,
    '[:68496 arch b2sum base32 base64 basename basenc cat:44016 chcon chgrp:64384 chmod:64384 chown:72704 cksum:113000 comm cp:151152 csplit cut date:121904 dd:92560 df:111848 dir=ls du:146968 echo:43856 env:48536 expand expr:43952 factor:72664 false:35664 fmt fold groups head:47992 hostid id install:155464 join link ln:76544 logname ls:151344 md5sum mkdir:97552 mkfifo mknod mktemp:47984 mv:142968 nice nl nohup nproc numfmt od:76784 paste pathchk pinky pr:76800 printenv printf:60496 ptx pwd:43952 readlink:47984 realpath:47984 rm:72752 rmdir:51536 runcon seq:60368 sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep:43888 sort:126488 split:60752 stat:84864 stdbuf stty:85008 sum sync:39760 tac:113000 tail:72656 tee:43952 test:60272 timeout:52176 touch:109616 tr:52072 true:35664 truncate tsort tty:35696 uname:43888 unexpand uniq:51984 unlink users vdir=ls wc:52008 who whoami:35664 yes:43888'),
  debianPackage('grep', '3.8-5', BIN, 'grep:203152'),
  debianPackage('sed', '4.9-1', BIN, 'sed:126424'),
  debianPackage('mawk', '1.3.4.20200120-3.1', BIN, 'mawk=awk:158472', { '/usr/bin/awk': 'mawk' }),
  debianPackage('findutils', '4.9.0-4', BIN, 'find:224848 xargs:64472'),
  debianPackage('tar', '1.34+dfsg-1.2', BIN, 'tar:531984'),
  debianPackage('gzip', '1.12-1', BIN, 'gzip:98136 gunzip=gzip:2346 zcat=gzip:1984'),
  debianPackage('hostname', '3.23+nmu1', BIN, 'hostname:22680'),
  debianPackage('util-linux', '2.38.1-5+deb12u3', BIN, 'mount:59704 umount:35128 su:71912 more:59776 lsblk:186664 dmesg:84384 nsenter:51752 unshare:59944 getopt:22760 findmnt:68304 flock:35080 setsid:18664 whereis:31080 rev:14568 kill=kill:30952'),
  debianPackage('login', '1:4.13+dfsg1-1+deb12u1', BIN, 'login:52880 newgrp:40496 /usr/sbin/nologin:14472'),
  debianPackage('passwd', '1:4.13+dfsg1-1+deb12u1', '/usr/sbin', 'useradd:138944 usermod:134424 userdel:97472 groupadd:77416 groupdel:68688 /usr/bin/passwd:68248 /usr/bin/chsh /usr/bin/gpasswd'),
  debianPackage('adduser', '3.134', '/usr/sbin', 'adduser:37927 addgroup=adduser:37927 deluser:19107'),
  debianPackage('debianutils', '5.7-0.5~deb12u1', BIN, 'which:946 run-parts:27360 tempfile=mktemp'),
  debianPackage('ncurses-bin', '6.4-4', BIN, 'clear:14504 tput:22984 reset:26960 tset'),
  debianPackage('diffutils', '1:3.8-4', BIN, 'diff:154984 cmp:51664 diff3 sdiff'),
  debianPackage('apt', '2.6.1', BIN, 'apt:18752 apt-get:47400 apt-cache:84304 apt-mark apt-config'),
  debianPackage('dpkg', '1.21.22', BIN, 'dpkg:318176 dpkg-query:154136 dpkg-deb'),
  debianPackage('libc-bin', '2.36-9+deb12u10', BIN, 'getent:39832 ldd:5453 locale:59352 iconv:68592 /usr/sbin/ldconfig:1056408'),
  debianPackage('perl-base', '5.36.0-7+deb12u2', BIN, 'perl:3823768'),
  debianPackage('procps', '2:4.0.2-3', BIN, 'ps:147480 top:134336 free:26880 uptime:14592 kill:30952 pkill=pgrep:30952 pgrep:30952 pidof:14552 watch:31008 vmstat w:22784 pmap /usr/sbin/sysctl:26888'),
  debianPackage('psmisc', '23.6-1', BIN, 'killall:31656 pstree:35696 fuser:39856'),
  debianPackage('iproute2', '6.1.0-3', BIN, 'ip:735720 ss:149320 /usr/sbin/bridge', { '/usr/sbin/ip': '/usr/bin/ip' }),
  debianPackage('iputils-ping', '3:20221126-1+deb12u1', BIN, 'ping:90568'),
  debianPackage('net-tools', '2.10-0.1+deb12u2', '/usr/sbin', 'ifconfig:80144 route:64952 arp:65120 /usr/bin/netstat:159152'),
  debianPackage('bind9-dnsutils', '1:9.18.33-1~deb12u2', BIN, 'dig:190480 nslookup:157416 host:149208'),
  debianPackage('netcat-openbsd', '1.219-1', BIN, 'nc:43368'),
  debianPackage('traceroute', '1:2.1.2-1', BIN, 'traceroute:67016'),
  debianPackage('telnet', '0.17+2.4-2+deb12u1', BIN, 'telnet:115272'),
  debianPackage('curl', '7.88.1-10+deb12u12', BIN, 'curl:272144'),
  debianPackage('wget', '1.21.3-1+deb12u1', BIN, 'wget:503568'),
  debianPackage('jq', '1.6-2.1', BIN, 'jq:31264'),
  debianPackage('less', '590-2.1~deb12u2', BIN, 'less:195992'),
  debianPackage('nano', '7.2-1+deb12u1', BIN, 'nano:283144'),
  debianPackage('vim-tiny', '2:9.0.1378-2+deb12u2', BIN, 'vim.tiny=vi:1566952', { '/usr/bin/vi': 'vim.tiny' }),
  debianPackage('tree', '2.1.0-1', BIN, 'tree:88800'),
  debianPackage('file', '1:5.44-3', BIN, 'file:31000'),
  debianPackage('lsof', '4.95.0-1', BIN, 'lsof:175824'),
  debianPackage('htop', '3.2.2-2', BIN, 'htop=top:339960'),
  debianPackage('bsdextrautils', '2.38.1-5+deb12u3', BIN, 'column:39176 hexdump:51464 cal:47296'),
  debianPackage('xxd', '2:9.0.1378-2+deb12u2', BIN, 'xxd:22776'),
  debianPackage('bc', '1.07.1-3+b1', BIN, 'bc:93328'),
  debianPackage('sudo', '1.9.13p3-1+deb12u1', BIN, 'sudo:281624 visudo'),
  debianPackage('systemd', '252.36-1~deb12u1', BIN, 'systemctl:1115640 journalctl:83480 hostnamectl timedatectl systemd-socket-activate', { '/usr/sbin/init': '/lib/systemd/systemd' }),
  debianPackage('git', '1:2.39.5-0+deb12u2', BIN, 'git:3721272'),
  debianPackage('redis-tools', '5:7.0.15-1~deb12u3', BIN, 'redis-cli:1104264 redis-benchmark'),
  debianPackage('postgresql-client-15', '15.12-0+deb12u2', BIN, 'psql:756384 pg_isready pg_dump'),
];

/** Executables of a Debian system with these packages. */
export function packageNamed(name: string): DebianPackage | undefined {
  return DEBIAN_PACKAGES.find((each) => each.name === name);
}

/** What the official debian image has; the learner's host has more. */
export const DEBIAN_BASE: readonly string[] = ['bash', 'dash', 'coreutils', 'grep', 'sed', 'mawk', 'findutils', 'tar', 'gzip', 'hostname', 'util-linux', 'login', 'passwd', 'debianutils', 'ncurses-bin', 'diffutils', 'apt', 'dpkg', 'libc-bin', 'perl-base'];
