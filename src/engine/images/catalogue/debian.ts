/** Docker Hub's `debian`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const debian: Repository = {
  name: 'debian',
  description: 'Debian base image',
  stars: 5200,
  official: true,
  images: [
    {
      tags: ['latest', 'trixie', 'trixie-20250811', '13.0', '13'],
      created: '2025-08-11T00:00:00Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['bash'] },
      history: [
        ['# debian.sh --arch \'amd64\' out/ \'trixie\' \'@1754870400\'', 120000000, 49300000],
      ],
    },
    {
      tags: ['bookworm', 'bookworm-20250811', '12.11', '12'],
      created: '2025-08-11T00:00:00Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['bash'] },
      history: [
        ['# debian.sh --arch \'amd64\' out/ \'bookworm\' \'@1754870400\'', 117000000, 48500000],
      ],
    },
    {
      tags: ['bookworm-slim', 'bookworm-20250811-slim', '12.11-slim', '12-slim'],
      created: '2025-08-11T00:00:00Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['bash'] },
      history: [
        ['# debian.sh --arch \'amd64\' out/ \'bookworm\' \'@1754870400\'', 74800000, 28228346],
      ],
    },
    {
      tags: ['bullseye', 'bullseye-20250811', '11.11', '11'],
      created: '2025-08-11T00:00:00Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['bash'] },
      history: [
        ['# debian.sh --arch \'amd64\' out/ \'bullseye\' \'@1754870400\'', 124000000, 53700000],
      ],
    },
    {
      tags: ['bullseye-slim', 'bullseye-20250811-slim', '11.11-slim', '11-slim'],
      created: '2025-08-11T00:00:00Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['bash'] },
      history: [
        ['# debian.sh --arch \'amd64\' out/ \'bullseye\' \'@1754870400\'', 80700000, 30300000],
      ],
    },
    {
      tags: ['trixie-slim', 'trixie-20250811-slim', '13.0-slim', '13-slim'],
      created: '2025-08-11T00:00:00Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['bash'] },
      history: [
        ['# debian.sh --arch \'amd64\' out/ \'trixie\' \'@1754870400\'', 78600000, 29773285],
      ],
    },
  ],
};
