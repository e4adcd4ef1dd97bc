/** BusyBox and Alpine root file systems: one binary, many links. */
import { executable } from '../../../kernel/executable.ts';
import type { TreeBuilder } from '../../../kernel/fs/tree.ts';

/** Applets by folder (BusyBox 1.37 as Alpine builds it). */
const APPLETS: Readonly<Record<string, string>> = {
  bin: 'arch ash base64 bbconfig cat chattr chgrp chmod chown cp date dd df dmesg dnsdomainname dumpkmap echo egrep false fatattr fdflush fgrep fsync getopt grep gunzip gzip hostname ionice iostat ipcalc kbd_mode kill link linux32 linux64 ln login ls lsattr lzop makemime mkdir mknod mktemp more mount mountpoint mpstat mv netstat nice pidof ping ping6 pipe_progress printenv ps pwd reformime rev rm rmdir run-parts sed setpriv setserial sh sleep stat stty su sync tar touch true tty umount uname usleep watch zcat',
  sbin: 'acpid adjtimex arp blkid blockdev depmod fbsplash fdisk findfs freeramdisk fsck fstrim getty halt hwclock ifconfig ifdown ifenslave ifup init insmod ip ipaddr iplink ipneigh iproute iprule iptunnel klogd loadkmap logread losetup lsmod mdev mkdosfs mkfs.vfat mkswap modinfo modprobe nameif nologin pivot_root poweroff raidautorun reboot rmmod route setconsole slattach swapoff swapon switch_root sysctl syslogd tunctl udhcpc vconfig watchdog zcip',
  'usr/bin': '[ [[ awk basename bc beep blkdiscard bunzip2 bzcat bzip2 cal chvt cksum clear cmp comm cpio crontab cryptpw cut dc deallocvt diff dirname dos2unix du eject env expand expr factor fallocate find flock fold free fuser getopt groups hd head hexdump hostid iconv id install ipcrm ipcs killall last less logger lsof lsusb lzcat lzma lzopcat md5sum mesg microcom mkfifo mkpasswd nc nl nmeter nohup nproc nsenter nslookup od openvt passwd paste pgrep pkill pmap printf pscan pstree pwdx readlink realpath renice reset resize scanelf seq setkeycodes setsid sha1sum sha256sum sha3sum sha512sum showkey shred shuf sort split ssl_client strings sum tac tail tee test time timeout top tr traceroute traceroute6 tree truncate ts tty ttysize udhcpc6 unexpand uniq unix2dos unlink unlzma unlzop unshare unxz unzip uptime uudecode uuencode vi vlock volname wc wget which whoami whois xargs xxd xzcat yes',
  'usr/sbin': 'add-shell addgroup adduser arping brctl chpasswd chroot crond delgroup deluser ether-wake fbset killall5 loadfont nanddump nandwrite nbd-client ntpd partprobe rdate rdev readahead remove-shell rfkill sendmail setfont setlogcons',
};

const ALPINE_PASSWD = `root:x:0:0:root:/root:/bin/sh
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
lp:x:4:7:lp:/var/spool/lpd:/sbin/nologin
sync:x:5:0:sync:/sbin:/bin/sync
shutdown:x:6:0:shutdown:/sbin:/sbin/shutdown
halt:x:7:0:halt:/sbin:/sbin/halt
mail:x:8:12:mail:/var/mail:/sbin/nologin
news:x:9:13:news:/usr/lib/news:/sbin/nologin
uucp:x:10:14:uucp:/var/spool/uucppublic:/sbin/nologin
cron:x:16:16:cron:/var/spool/cron:/sbin/nologin
ftp:x:21:21::/var/lib/ftp:/sbin/nologin
sshd:x:22:22:sshd:/dev/null:/sbin/nologin
games:x:35:35:games:/usr/games:/sbin/nologin
ntp:x:123:123:NTP:/var/empty:/sbin/nologin
guest:x:405:100:guest:/dev/null:/sbin/nologin
nobody:x:65534:65534:nobody:/:/sbin/nologin
`;

const ALPINE_GROUP = `root:x:0:root
bin:x:1:root,bin,daemon
daemon:x:2:root,bin,daemon
sys:x:3:root,bin
adm:x:4:root,daemon
tty:x:5:
disk:x:6:root
lp:x:7:lp
kmem:x:9:
wheel:x:10:root
floppy:x:11:root
mail:x:12:mail
news:x:13:news
uucp:x:14:uucp
cron:x:16:cron
audio:x:18:
cdrom:x:19:
dialout:x:20:root
ftp:x:21:
sshd:x:22:
input:x:23:
tape:x:26:root
video:x:27:root
netdev:x:28:
kvm:x:34:kvm
games:x:35:
shadow:x:42:
www-data:x:82:
users:x:100:games
ntp:x:123:
abuild:x:300:
utmp:x:406:
ping:x:999:
nogroup:x:65533:
nobody:x:65534:
`;

export interface BusyboxOptions {
  /** Alpine adds its own /etc, apk and musl; plain BusyBox has hard links in /bin only. */
  readonly flavor: 'alpine' | 'busybox';
  /** `3.22.1` for /etc/alpine-release. */
  readonly version: string;
}

/** Puts a BusyBox root file system into the tree. */
export function addBusybox(tree: TreeBuilder, options: BusyboxOptions): void {
  const alpine = options.flavor === 'alpine';
  const interpreter = alpine ? '/lib/ld-musl-x86_64.so.1' : '';
  for (const name of ['bin', 'dev', 'etc', 'home', 'proc', 'sys', 'usr/bin', 'usr/sbin', 'var']) tree.add(name, { kind: 'directory' });
  tree.add('root', { kind: 'directory', mode: 0o700 });
  tree.add('tmp', { kind: 'directory', mode: 0o1777 });
  tree.add('bin/busybox', { kind: 'file', mode: 0o755, data: executable('busybox', { variant: 'busybox', interpreter, size: alpine ? 808_712 : 1_131_168 }) });
  for (const [directory, names] of Object.entries(APPLETS)) {
    for (const name of names.split(' ')) {
      if (alpine) tree.add(`${directory}/${name}`, { kind: 'symlink', target: '/bin/busybox' });
      else tree.add(`bin/${name}`, { kind: 'link', to: 'bin/busybox' });
    }
  }
  if (!alpine) {
    tree.add('etc/passwd', { kind: 'file', data: 'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nbin:x:2:2:bin:/bin:/bin/false\nsys:x:3:3:sys:/dev:/bin/false\nsync:x:4:100:sync:/bin:/bin/sync\nmail:x:8:8:mail:/var/spool/mail:/bin/false\nwww-data:x:33:33:www-data:/var/www:/bin/false\noperator:x:37:37:Operator:/var:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n' });
    tree.add('etc/group', { kind: 'file', data: 'root:x:0:\ndaemon:x:1:\nbin:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\ndisk:x:6:\nwheel:x:10:root\nwww-data:x:33:\nusers:x:100:\nnobody:x:65534:\n' });
    tree.add('etc/shadow', { kind: 'file', mode: 0o640, data: 'root:*:10933:0:99999:7:::\n' });
    tree.add('etc/localtime', { kind: 'file', data: { size: 114, extents: [] } });
    return;
  }
  for (const name of ['lib', 'media/cdrom', 'media/floppy', 'media/usb', 'mnt', 'opt', 'run', 'sbin', 'srv', 'usr/lib', 'usr/local/bin', 'usr/share', 'var/cache/apk', 'var/lib', 'var/log', 'var/spool', 'etc/apk/keys', 'etc/profile.d', 'lib/apk/db']) tree.add(name, { kind: 'directory' });
  tree.add('var/tmp', { kind: 'directory', mode: 0o1777 });
  tree.add('var/run', { kind: 'symlink', target: '../run' });
  tree.add('lib/ld-musl-x86_64.so.1', { kind: 'file', mode: 0o755, data: { size: 662_840, extents: [] } });
  tree.add('sbin/apk', { kind: 'file', mode: 0o755, data: executable('apk', { variant: 'alpine', interpreter, size: 70_872 }) });
  const [major, minor] = options.version.split('.');
  const files: Record<string, string> = {
    'etc/alpine-release': `${options.version}\n`,
    'etc/os-release': `NAME="Alpine Linux"\nID=alpine\nVERSION_ID=${options.version}\nPRETTY_NAME="Alpine Linux v${major}.${minor}"\nHOME_URL="https://alpinelinux.org/"\nBUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"\n`,
    'etc/issue': `Welcome to Alpine Linux ${major}.${minor}\nKernel \\r on \\m (\\l)\n\n`,
    'etc/passwd': ALPINE_PASSWD,
    'etc/group': ALPINE_GROUP,
    'etc/shells': '# valid login shells\n/bin/sh\n/bin/ash\n',
    'etc/hosts': '127.0.0.1\tlocalhost localhost.localdomain\n::1\t\tlocalhost localhost.localdomain\n',
    'etc/hostname': 'localhost\n',
    'etc/profile': 'export PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\nexport PAGER=less\numask 022\n',
    'etc/motd': 'Welcome to Alpine!\n',
  };
  for (const [path, text] of Object.entries(files)) tree.add(path, { kind: 'file', mode: 0o644, data: text });
  tree.add('etc/shadow', { kind: 'file', mode: 0o640, gid: 42, data: 'root:*::0:::::\n' });
}
