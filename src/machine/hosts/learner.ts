/** The learner's host: Debian 12 with Docker, as `docker-ce` is installed on it. */
import { addDebian } from '../../engine/images/rootfs/debian.ts';
import { DEBIAN_BASE, DEBIAN_PACKAGES } from '../../engine/images/rootfs/packages.ts';
import { executable } from '../../kernel/executable.ts';
import { TreeBuilder, type TreeDirectory } from '../../kernel/fs/tree.ts';
import type { World } from '../world.ts';
import { NAME_SERVER } from './internet.ts';

const NOT_ON_HOST = new Set(['redis-tools', 'postgresql-client-15', 'adduser']);
const INTERPRETER = '/lib64/ld-linux-x86-64.so.2';

/** The units of docker-ce: name, the target that `systemctl enable` has linked them into, text. */
const UNITS: readonly (readonly [name: string, target: string, text: string])[] = [
  ['docker.socket', 'sockets.target', `[Unit]
Description=Docker Socket for the API

[Socket]
ListenStream=/run/docker.sock
SocketMode=0660
SocketUser=root
SocketGroup=docker

[Install]
WantedBy=sockets.target
`],
  ['docker.service', 'multi-user.target', `[Unit]
Description=Docker Application Container Engine
Documentation=https://docs.docker.com
After=network-online.target nss-lookup.target docker.socket firewalld.service containerd.service time-set.target
Wants=network-online.target containerd.service
Requires=docker.socket

[Service]
Type=notify
ExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock
ExecReload=/bin/kill -s HUP $MAINPID
TimeoutStartSec=0
RestartSec=2
Restart=always

[Install]
WantedBy=multi-user.target
`],
];

const BASHRC = `# ~/.bashrc: executed by bash(1) for non-login shells.
case $- in
    *i*) ;;
      *) return;;
esac
HISTCONTROL=ignoreboth
HISTSIZE=1000
HISTFILESIZE=2000
alias ls='ls --color=auto'
alias grep='grep --color=auto'
alias ll='ls -alF'
alias la='ls -A'
alias l='ls -CF'
`;

const PROMPT = String.raw`PS1='\[\e[32m\]\u@\h\[\e[0m\]:\[\e[34m\]\w\[\e[0m\]\$ '` + '\n';

const PROFILE = `# ~/.profile: executed by the command interpreter for login shells.
if [ -n "$BASH_VERSION" ]; then
    if [ -f "$HOME/.bashrc" ]; then
        . "$HOME/.bashrc"
    fi
fi
if [ -d "$HOME/bin" ] ; then
    PATH="$HOME/bin:$PATH"
fi
`;

const trees = new Map<string, TreeDirectory>();

/**
 * The files that the host starts with; `docker` is its /var/lib/docker when the world has images pulled. Pure in the world: equal worlds
 * share one tree, so that a second boot costs little.
 */
export function learnerTree(world: World, epoch: bigint, docker?: TreeDirectory): TreeDirectory {
  const key = JSON.stringify(world);
  const tree = trees.get(key) ?? buildTree(world, epoch, docker);
  trees.set(key, tree);
  return tree;
}

function buildTree(world: World, epoch: bigint, docker: TreeDirectory | undefined): TreeDirectory {
  const tree = new TreeBuilder({ mtime: epoch - 86_400_000_000_000n * 30n });
  const root = world.user === 'root';
  addDebian(tree, {
    packages: [...DEBIAN_BASE, ...DEBIAN_PACKAGES.map((each) => each.name).filter((name) => !DEBIAN_BASE.includes(name) && !NOT_ON_HOST.has(name))],
    users: root ? '' : `${world.user}:x:1000:1000:,,,:${world.home}:/bin/bash\n`,
    groups: root ? 'docker:x:998:\n' : `sudo:x:27:${world.user}\ndocker:x:998:${world.user}\n${world.user}:x:1000:\n`,
  });
  const file = (path: string, text: string, mode = 0o644): void => void tree.add(path, { kind: 'file', mode, data: text });
  const program = (path: string, name: string, size: number): void => void tree.add(path, { kind: 'file', mode: 0o755, data: executable(name, { variant: 'gnu', interpreter: INTERPRETER, size }) });
  file('etc/hostname', `${world.hostname}\n`);
  file('etc/hosts', `127.0.0.1\tlocalhost\n127.0.1.1\t${world.hostname}\n\n# The following lines are desirable for IPv6 capable hosts\n::1     localhost ip6-localhost ip6-loopback\nff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n`);
  file('etc/resolv.conf', `nameserver ${NAME_SERVER}\n`);
  file('etc/fstab', '/dev/vda1 / ext4 errors=remount-ro 0 1\n');
  // The recordings' shell takes its prompt from the environment.
  if (root) file('etc/bash.bashrc', '');
  program('usr/lib/systemd/systemd', 'systemd', 88_592);
  program('usr/bin/docker', 'docker', 42_991_752);
  program('usr/bin/dockerd', 'dockerd', 79_906_672);
  program('usr/libexec/docker/cli-plugins/docker-buildx', 'docker-buildx', 70_713_400);
  program('usr/libexec/docker/cli-plugins/docker-compose', 'docker-compose', 73_664_232);
  tree.add('etc/docker', { kind: 'directory' });
  for (const [name, target, text] of UNITS) {
    file(`usr/lib/systemd/system/${name}`, text);
    tree.add(`etc/systemd/system/${target}.wants/${name}`, { kind: 'symlink', target: `/lib/systemd/system/${name}` });
  }
  const owner = root ? {} : { uid: 1000, gid: 1000 };
  const home = world.home.slice(1);
  tree.add(home, { kind: 'directory', mode: root ? 0o700 : 0o755, ...owner });
  tree.add(`${home}/.bashrc`, { kind: 'file', mode: 0o644, data: root ? BASHRC : BASHRC + PROMPT, ...owner });
  tree.add(`${home}/.profile`, { kind: 'file', mode: 0o644, data: PROFILE, ...owner });
  if (world.cwd !== world.home) tree.add(world.cwd.slice(1), { kind: 'directory', mode: 0o755, ...owner });
  if (docker) tree.tree('var/lib/docker', docker);
  return tree.build();
}
