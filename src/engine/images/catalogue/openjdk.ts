/** Docker Hub's `openjdk`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const openjdk: Repository = {
  name: 'openjdk',
  description: 'Pre-release / non-production builds of OpenJDK',
  stars: 4100,
  official: true,
  images: [
    {
      tags: ['latest', '18.0.2.1-jdk-oraclelinux8', '18.0.2.1-oraclelinux8', '18.0.2-jdk-oraclelinux8', '18.0.2-oraclelinux8', '18.0-jdk-oraclelinux8', '18.0-oraclelinux8', '18-jdk-oraclelinux8', '18-oraclelinux8', 'jdk-oraclelinux8'],
      created: '2022-08-18T18:48:14Z',
      config: { Env: ['PATH=/usr/java/openjdk-18/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'JAVA_HOME=/usr/java/openjdk-18', 'LANG=C.UTF-8', 'JAVA_VERSION=18.0.2.1'], Cmd: ['jshell'] },
      history: [
        ['ADD oraclelinux-8-slim-amd64-rootfs.tar.xz / # buildkit', 150000001, 60000000],
        ['CMD ["/bin/bash"]'],
        ['/bin/sh -c set -eux; \tmicrodnf install \t\tgzip \t\ttar \t\t\t\tbinutils \t\tfreetype fontconfig \t; \tmicrodnf clean all', 73684210, 29473684],
        ['/bin/sh -c #(nop)  ENV JAVA_HOME=/usr/java/openjdk-18'],
        ['/bin/sh -c #(nop)  ENV PATH=/usr/java/openjdk-18/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
        ['/bin/sh -c #(nop)  ENV LANG=C.UTF-8'],
        ['/bin/sh -c #(nop)  ENV JAVA_VERSION=18.0.2.1'],
        ['/bin/sh -c set -eux; \t\tarch="$(objdump="$(command -v objdump)" && objdump --file-headers "$objdump" | awk -F \'[:,]+[[: ...', 326315789, 130526315],
        ['/bin/sh -c #(nop)  CMD ["jshell"]'],
      ],
    },
    {
      tags: ['17', '17.0.2-jdk-oraclelinux8', '17.0.2-oraclelinux8', '17.0-jdk-oraclelinux8', '17.0-oraclelinux8', '17-jdk-oraclelinux8', '17-oraclelinux8', '17.0.2-jdk-oracle', '17.0.2-oracle', '17.0-jdk-oracle'],
      created: '2022-01-18T19:48:59Z',
      config: { Env: ['PATH=/usr/java/openjdk-17/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'JAVA_HOME=/usr/java/openjdk-17', 'LANG=C.UTF-8', 'JAVA_VERSION=17.0.2'], Cmd: ['jshell'] },
      history: [
        ['ADD oraclelinux-8-slim-amd64-rootfs.tar.xz / # buildkit', 150000001, 60000000],
        ['CMD ["/bin/bash"]'],
        ['/bin/sh -c set -eux; \tmicrodnf install \t\tgzip \t\ttar \t\t\t\tbinutils \t\tfreetype fontconfig \t; \tmicrodnf clean all', 59131578, 23853502],
        ['/bin/sh -c #(nop)  ENV JAVA_HOME=/usr/java/openjdk-17'],
        ['/bin/sh -c #(nop)  ENV PATH=/usr/java/openjdk-17/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
        ['/bin/sh -c #(nop)  ENV LANG=C.UTF-8'],
        ['/bin/sh -c #(nop)  ENV JAVA_VERSION=17.0.2'],
        ['/bin/sh -c set -eux; \t\tarch="$(objdump="$(command -v objdump)" && objdump --file-headers "$objdump" | awk -F \'[:,]+[[: ...', 261868421, 105636942],
        ['/bin/sh -c #(nop)  CMD ["jshell"]'],
      ],
    },
    {
      tags: ['11', '11.0.16-jdk-bullseye', '11.0.16-bullseye', '11.0-jdk-bullseye', '11.0-bullseye', '11-jdk-bullseye', '11-bullseye', '11.0.16-jdk', '11.0.16', '11.0-jdk'],
      created: '2022-07-25T18:22:35Z',
      config: { Env: ['PATH=/usr/local/openjdk-11/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'JAVA_HOME=/usr/local/openjdk-11', 'LANG=C.UTF-8', 'JAVA_VERSION=11.0.16'], Cmd: ['jshell'] },
      history: [
        ['/bin/sh -c #(nop) ADD file:9add556838f279f320272416db6bce2dba482b7bb9bc5dd02c3cb2a38a120b80 in / ', 61000000, 23784403],
        ['/bin/sh -c #(nop)  CMD ["bash"]'],
        ['/bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tca-certificates \t\tcurl \t\tnetbase \t\twget \t; \trm -rf /var/lib/apt/lists/*', 61000000, 23784403],
        ['/bin/sh -c set -ex; \tif ! command -v gpg > /dev/null; then \t\tapt-get update; \t\tapt-get install -y --no-install-recomme ...', 61000000, 23784403],
        ['/bin/sh -c apt-get update && apt-get install -y --no-install-recommends \t\tgit \t\tmercurial \t\topenssh-client \t\tsubversio ...', 61000000, 23784403],
        ['/bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tbzip2 \t\tunzip \t\txz-utils \t\t\t\tfontc ...', 223088235, 86983944],
        ['/bin/sh -c #(nop)  ENV JAVA_HOME=/usr/local/openjdk-11'],
        ['/bin/sh -c { echo \'#/bin/sh\'; echo \'echo "$JAVA_HOME"\'; } > /usr/local/bin/docker-java-home && chmod +x /usr/local/bin ...', 0, 32],
        ['/bin/sh -c #(nop)  ENV PATH=/usr/local/openjdk-11/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
        ['/bin/sh -c #(nop)  ENV LANG=C.UTF-8'],
        ['/bin/sh -c #(nop)  ENV JAVA_VERSION=11.0.16'],
        ['/bin/sh -c set -eux; \t\tarch="$(dpkg --print-architecture)"; \tcase "$arch" in \t\t\'amd64\') \t\t\tdownloadUrl=\'https://github ...', 186911764, 72878440],
        ['/bin/sh -c #(nop)  CMD ["jshell"]'],
      ],
    },
  ],
};
