/** Docker Hub's `curlimages/curl`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const curlimagesCurl: Repository = {
  name: 'curlimages/curl',
  description: 'curl in a small image',
  stars: 300,
  official: false,
  images: [
    {
      tags: ['latest', '8.15.0'],
      created: '2025-07-16T00:00:00Z',
      config: { User: 'curl_user', Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'CURL_CA_BUNDLE=/cacert.pem'], Entrypoint: ['/entrypoint.sh'], Cmd: ['curl'], WorkingDir: '/home/curl_user', Labels: { 'org.opencontainers.image.title': 'curl', 'org.opencontainers.image.vendor': 'curl' } },
      history: [
        ['ADD alpine-minirootfs-3.22.1-x86_64.tar.gz / # buildkit', 8310000, 3799689],
        ['RUN /bin/sh -c apk add --no-cache brotli … # buildkit', 14190000, 6054432],
        ['COPY cacert.pem … # buildkit', 0, 32],
        ['WORKDIR /home/curl_user', 0, 32],
        ['USER curl_user'],
        ['COPY entrypoint.sh /entrypoint.sh # buildkit', 0, 32],
        ['CMD ["curl"]'],
        ['ENTRYPOINT ["/entrypoint.sh"]'],
      ],
    },
  ],
};
