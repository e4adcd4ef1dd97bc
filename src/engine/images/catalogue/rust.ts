/** Docker Hub's `rust`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const rust: Repository = {
  name: 'rust',
  description: 'Rust language',
  stars: 1000,
  official: true,
  images: [
    {
      tags: ['latest', '1', '1-trixie', '1.89-trixie', '1.89.0-trixie', 'trixie', '1.89', '1.89.0'],
      created: '2025-08-07T14:12:07Z',
      config: { Env: ['PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'RUSTUP_HOME=/usr/local/rustup', 'CARGO_HOME=/usr/local/cargo', 'RUST_VERSION=1.89.0'], Cmd: ['bash'], Labels: { 'org.opencontainers.image.source': 'https://github.com/rust-lang/docker-rust' } },
      history: [
        ['# debian.sh --arch \'amd64\' out/ \'trixie\' \'@1754870400\'', 120000000, 49300000],
        ['RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tca-certificates \t\tcurl \t\tgnupg ... # buildkit', 60000000, 21538461],
        ['RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tgit \t\tmercurial \t\topenssh-clie ... # buildkit', 60000000, 21538461],
        ['RUN /bin/sh -c set -ex; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tautoconf \t\tautomake \t\tbzip2 \t\td ... # buildkit', 60000000, 21538461],
        ['LABEL org.opencontainers.image.source=https://github.com/rust-lang/docker-rust'],
        ['ENV RUSTUP_HOME=/usr/local/rustup CARGO_HOME=/usr/local/cargo PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin ...'],
        ['RUN /bin/sh -c set -eux;     dpkgArch="$(dpkg --print-architecture)";     case "${dpkgArch##*-}" in         amd64) rus ... # buildkit', 1260000000, 452307692],
      ],
    },
    {
      tags: ['slim', '1-slim-trixie', '1.89-slim-trixie', '1.89.0-slim-trixie', 'slim-trixie', '1-slim', '1.89-slim', '1.89.0-slim'],
      created: '2025-08-07T14:12:07Z',
      config: { Env: ['PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'RUSTUP_HOME=/usr/local/rustup', 'CARGO_HOME=/usr/local/cargo', 'RUST_VERSION=1.89.0'], Cmd: ['bash'], Labels: { 'org.opencontainers.image.source': 'https://github.com/rust-lang/docker-rust' } },
      history: [
        ['# debian.sh --arch \'amd64\' out/ \'trixie\' \'@1754870400\'', 78600000, 29773285],
        ['LABEL org.opencontainers.image.source=https://github.com/rust-lang/docker-rust'],
        ['ENV RUSTUP_HOME=/usr/local/rustup CARGO_HOME=/usr/local/cargo PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin ...'],
        ['RUN /bin/sh -c set -eux;     apt-get update;     apt-get install -y --no-install-recommends         ca-certificates ... # buildkit', 779400000, 263433566],
      ],
    },
    {
      tags: ['alpine', '1-alpine3.22', '1.89-alpine3.22', '1.89.0-alpine3.22', 'alpine3.22', '1-alpine', '1.89-alpine', '1.89.0-alpine'],
      created: '2025-08-07T14:12:07Z',
      config: { Env: ['PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'RUSTUP_HOME=/usr/local/rustup', 'CARGO_HOME=/usr/local/cargo', 'RUST_VERSION=1.89.0'], Cmd: ['/bin/sh'], Labels: { 'org.opencontainers.image.source': 'https://github.com/rust-lang/docker-rust' } },
      history: [
        ['ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', 8310000, 3799689],
        ['CMD ["/bin/sh"]'],
        ['LABEL org.opencontainers.image.source=https://github.com/rust-lang/docker-rust'],
        ['RUN /bin/sh -c apk add --no-cache         ca-certificates         gcc # buildkit', 164258684, 54752894],
        ['ENV RUSTUP_HOME=/usr/local/rustup CARGO_HOME=/usr/local/cargo PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin ...'],
        ['RUN /bin/sh -c set -eux;     apkArch="$(apk --print-arch)";     case "$apkArch" in         x86_64) rustArch=\'x86_64-un ... # buildkit', 727431315, 242477105],
      ],
    },
  ],
};
