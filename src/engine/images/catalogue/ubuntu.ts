/** Docker Hub's `ubuntu`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const ubuntu: Repository = {
  name: 'ubuntu',
  description: 'Ubuntu base image',
  stars: 17600,
  official: true,
  images: [
    {
      tags: ['latest', '24.04', 'noble-20250716', 'noble'],
      created: '2025-07-30T06:51:03Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/bash'], Labels: { 'org.opencontainers.image.ref.name': 'ubuntu', 'org.opencontainers.image.version': '24.04' } },
      history: [
        ['/bin/sh -c #(nop)  ARG RELEASE'],
        ['/bin/sh -c #(nop)  ARG LAUNCHPAD_BUILD_ARCH'],
        ['/bin/sh -c #(nop)  LABEL org.opencontainers.image.ref.name=ubuntu'],
        ['/bin/sh -c #(nop)  LABEL org.opencontainers.image.version=24.04'],
        ['/bin/sh -c #(nop) ADD file:c90a97f014b876a7d74675b785ef8b83722a7a55337ce5b4245e4950e3c0c386 in / ', 78100000, 29723215],
        ['/bin/sh -c #(nop)  CMD ["/bin/bash"]'],
      ],
    },
    {
      tags: ['22.04', 'jammy-20250730', 'jammy'],
      created: '2025-07-30T02:00:00Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/bash'], Labels: { 'org.opencontainers.image.ref.name': 'ubuntu', 'org.opencontainers.image.version': '22.04' } },
      history: [
        ['/bin/sh -c #(nop)  ARG RELEASE'],
        ['/bin/sh -c #(nop)  ARG LAUNCHPAD_BUILD_ARCH'],
        ['/bin/sh -c #(nop)  LABEL org.opencontainers.image.ref.name=ubuntu'],
        ['/bin/sh -c #(nop)  LABEL org.opencontainers.image.version=22.04'],
        ['/bin/sh -c #(nop) ADD file:c90a97f014b876a7d74675b785ef8b83722a7a55337ce5b4245e4950e3c0c386 in / ', 77900000, 29540000],
        ['/bin/sh -c #(nop)  CMD ["/bin/bash"]'],
      ],
    },
    {
      tags: ['20.04', 'focal-20250404', 'focal'],
      created: '2025-04-04T02:00:00Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/bash'], Labels: { 'org.opencontainers.image.ref.name': 'ubuntu', 'org.opencontainers.image.version': '20.04' } },
      history: [
        ['/bin/sh -c #(nop)  ARG RELEASE'],
        ['/bin/sh -c #(nop)  ARG LAUNCHPAD_BUILD_ARCH'],
        ['/bin/sh -c #(nop)  LABEL org.opencontainers.image.ref.name=ubuntu'],
        ['/bin/sh -c #(nop)  LABEL org.opencontainers.image.version=20.04'],
        ['/bin/sh -c #(nop) ADD file:c90a97f014b876a7d74675b785ef8b83722a7a55337ce5b4245e4950e3c0c386 in / ', 72800000, 27510000],
        ['/bin/sh -c #(nop)  CMD ["/bin/bash"]'],
      ],
    },
  ],
};
