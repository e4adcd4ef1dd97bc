/** Docker Hub's `mongo-express`: facts of August 2025; long RUN lines are cut. */
import type { Repository } from './repository.ts';

export const mongoExpress: Repository = {
  name: 'mongo-express',
  description: 'DEPRECATED; web admin of MongoDB',
  stars: 1500,
  official: true,
  images: [
    {
      tags: ['latest', '1.0.2', '1.0', '1', '1.0.2-18', '1.0-18', '1-18', '1.0.2-18-alpine3.18', '1.0-18-alpine3.18', '1-18-alpine3.18'],
      created: '2024-03-08T19:22:05Z',
      config: { ExposedPorts: { '8081/tcp': {} }, Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'NODE_VERSION=18.20.2', 'YARN_VERSION=1.22.19', 'ME_CONFIG_MONGODB_URL=mongodb://mongo:27017', 'ME_CONFIG_MONGODB_ENABLE_ADMIN=true', 'ME_CONFIG_SITE_SESSIONSECRET=secret', 'ME_CONFIG_BASICAUTH=true', 'VCAP_APP_HOST=0.0.0.0'], Entrypoint: ['/sbin/tini', '--', '/docker-entrypoint.sh'], Cmd: ['mongo-express'], WorkingDir: '/app' },
      history: [
        ['/bin/sh -c #(nop) ADD file:5b7378f3c5761a2853192391d61bf7dc5b1a342ada576398aa91d8fb14a4aa25 in / ', 45999634, 14999880],
        ['/bin/sh -c #(nop)  CMD ["/bin/sh"]'],
        ['ENV NODE_VERSION=18.20.2'],
        ['RUN /bin/sh -c addgroup -g 1000 node     && adduser -u 1000 -G node -s /bin/sh -D node     && apk add --no-cache ... # buildkit', 45999634, 14999880],
        ['ENV YARN_VERSION=1.22.19'],
        ['RUN /bin/sh -c apk add --no-cache --virtual .build-deps-yarn curl gnupg tar   && export GNUPGHOME="$(mktemp -d)"   && ... # buildkit', 45999634, 14999880],
        ['COPY docker-entrypoint.sh /usr/local/bin/ # buildkit', 45999634, 14999880],
        ['ENTRYPOINT ["docker-entrypoint.sh"]'],
        ['CMD ["node"]'],
        ['RUN /bin/sh -c set -eux;     apk add --no-cache         bash         tini # buildkit', 0, 32],
        ['WORKDIR /app', 0, 32],
        ['ARG MONGO_EXPRESS_REPOSITORY=mongo-express/mongo-express'],
        ['ARG MONGO_EXPRESS_VERSION=release/v1.0.2'],
        ['RUN |2 MONGO_EXPRESS_REPOSITORY=mongo-express/mongo-express MONGO_EXPRESS_VERSION=release/v1.0.2 /bin/sh -c set -eux; ... # buildkit', 0, 32],
        ['ENV ME_CONFIG_MONGODB_URL=mongodb://mongo:27017 ME_CONFIG_MONGODB_ENABLE_ADMIN=true ME_CONFIG_SITE_SESSIONSECRET=secre ...'],
        ['EXPOSE map[8081/tcp:{}]'],
        ['COPY docker-entrypoint.sh / # buildkit', 1462, 476],
        ['ENTRYPOINT ["/sbin/tini" "--" "/docker-entrypoint.sh"]'],
        ['CMD ["mongo-express"]'],
      ],
    },
  ],
};
