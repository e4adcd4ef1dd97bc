/** Docker Hub's `buildpack-deps`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const buildpackDeps: Repository = {
  name: 'buildpack-deps',
  description: 'Common build dependencies',
  stars: 220,
  official: true,
  images: [
    {
      tags: ['bookworm', 'oldstable'],
      created: '2024-01-09T01:14:25Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['bash'] },
      history: [
        ['# debian.sh --arch \'amd64\' out/ \'bookworm\' \'@1754870400\'', 117000000, 48500000],
        ['RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tca-certificates \t\tcurl \t\tgnupg ... # buildkit', 60000000, 23769507],
        ['RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tgit \t\tmercurial \t\topenssh-clie ... # buildkit', 60000000, 23769507],
        ['RUN /bin/sh -c set -ex; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tautoconf \t\tautomake \t\tbzip2 \t\td ... # buildkit', 596000000, 236110444],
      ],
    },
  ],
};
