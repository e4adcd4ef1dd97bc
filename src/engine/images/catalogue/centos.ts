/** Docker Hub's `centos`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const centos: Repository = {
  name: 'centos',
  description: 'CentOS base image (deprecated, end of life)',
  stars: 7800,
  official: true,
  images: [
    {
      tags: ['7', 'centos7', 'centos7.9.2009', '7.9.2009'],
      created: '2021-09-15T18:20:05Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/bash'], Labels: { 'org.label-schema.build-date': '20201113', 'org.label-schema.license': 'GPLv2', 'org.label-schema.name': 'CentOS Base Image', 'org.label-schema.schema-version': '1.0', 'org.label-schema.vendor': 'CentOS', 'org.opencontainers.image.created': '2020-11-13 00:00:00+00:00', 'org.opencontainers.image.licenses': 'GPL-2.0-only', 'org.opencontainers.image.title': 'CentOS Base Image', 'org.opencontainers.image.vendor': 'CentOS' } },
      history: [
        ['/bin/sh -c #(nop) ADD file:888fc2ecd2c90680c7f7e344aee6c7079e4fe0fcce052425c12234833a4c046c in / ', 204000000, 76099999],
        ['/bin/sh -c #(nop)  LABEL org.label-schema.build-date=20201113 org.label-schema.license=GPLv2 org.label-schema.name=Cen ...'],
        ['/bin/sh -c #(nop)  CMD ["/bin/bash"]'],
      ],
    },
    {
      tags: ['latest', 'centos8', '8', 'centos8.4.2105', '8.4.2105'],
      created: '2021-09-15T18:20:05Z',
      config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/bin/bash'], Labels: { 'org.label-schema.build-date': '20210915', 'org.label-schema.license': 'GPLv2', 'org.label-schema.name': 'CentOS Base Image', 'org.label-schema.schema-version': '1.0', 'org.label-schema.vendor': 'CentOS' } },
      history: [
        ['/bin/sh -c #(nop) ADD file:888fc2ecd2c90680c7f7e344aee6c7079e4fe0fcce052425c12234833a4c046c in / ', 231000000, 83500000],
        ['/bin/sh -c #(nop)  LABEL org.label-schema.build-date=20210915 org.label-schema.license=GPLv2 org.label-schema.name=Cen ...'],
        ['/bin/sh -c #(nop)  CMD ["/bin/bash"]'],
      ],
    },
  ],
};
