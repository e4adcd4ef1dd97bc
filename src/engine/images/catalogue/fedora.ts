/** Docker Hub's `fedora`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const fedora: Repository = {
  name: 'fedora',
  description: 'Official Docker builds of Fedora',
  stars: 1200,
  official: true,
  images: [
    {
      tags: ['latest', '42'],
      created: '2025-08-05T11:53:51Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/bash'], Labels: { maintainer: 'Clement Verna <cverna@fedoraproject.org>' } },
      history: [
        ['LABEL maintainer=Clement Verna <cverna@fedoraproject.org>'],
        ['ENV DISTTAG=f42container FGC=f42 FBR=f42'],
        ['ADD fedora-20250821.tar / # buildkit', 162000000, 60000000],
        ['CMD ["/bin/bash"]'],
      ],
    },
  ],
};
