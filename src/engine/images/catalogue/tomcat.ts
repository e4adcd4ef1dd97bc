/** Docker Hub's `tomcat`: facts of August 2025; long RUN lines are cut. */
import { environmentOf, historyOf, type Bytes } from './recipe.ts';
import type { CatalogueImage, Repository } from './repository.ts';

interface Release { readonly version: string; readonly sha512: string; readonly tags: readonly string[]; readonly created: string; readonly layers: readonly Bytes[] }

const JAVA = [
  '/bin/sh -c #(nop)  ARG RELEASE',
  '/bin/sh -c #(nop)  ARG LAUNCHPAD_BUILD_ARCH',
  '/bin/sh -c #(nop)  LABEL org.opencontainers.image.ref.name=ubuntu',
  '/bin/sh -c #(nop)  LABEL org.opencontainers.image.version=24.04',
  '/bin/sh -c #(nop) ADD file:a4f11cd21e050be4a46099d20bfd0ecd978dc93a18961835ef6ad7be63d94eb0 in / ',
  '/bin/sh -c #(nop)  CMD ["/bin/bash"]',
  'ENV JAVA_HOME=/opt/java/openjdk',
  'ENV PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'ENV LANG=en_US.UTF-8 LANGUAGE=en_US:en LC_ALL=en_US.UTF-8',
  'RUN /bin/sh -c set -eux;     apt-get update;     DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recomm ... # buildkit',
  'ENV JAVA_VERSION=jdk-21.0.8+9',
  'RUN /bin/sh -c set -eux;     ARCH="$(dpkg --print-architecture)";     case "${ARCH}" in        amd64)          ESUM=\'f ... # buildkit',
  'RUN /bin/sh -c set -eux;     echo "Verifying install ...";     fileEncoding="$(echo \'System.out.println(System.getProp ... # buildkit',
  'COPY --chmod=755 entrypoint.sh /__cacert_entrypoint.sh # buildkit',
  'ENTRYPOINT ["/__cacert_entrypoint.sh"]',
  'CMD ["jshell"]',
  'ENV CATALINA_HOME=/usr/local/tomcat',
  'ENV PATH=/usr/local/tomcat/bin:/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'RUN /bin/sh -c mkdir -p "$CATALINA_HOME" # buildkit',
  'WORKDIR /usr/local/tomcat',
  'ENV TOMCAT_NATIVE_LIBDIR=/usr/local/tomcat/native-jni-lib',
  'ENV LD_LIBRARY_PATH=/usr/local/tomcat/native-jni-lib',
];

function image({ version, sha512, tags, created, layers }: Release): CatalogueImage {
  const lines = [
    ...JAVA,
    `ENV TOMCAT_MAJOR=${version.split('.')[0]}`,
    `ENV TOMCAT_VERSION=${version}`,
    `ENV TOMCAT_SHA512=${sha512}`,
    'RUN /bin/sh -c set -eux; \t\tsavedAptMark="$(apt-mark showmanual)"; \tapt-get update; \tapt-get install -y --no-install-re ... # buildkit',
    'RUN /bin/sh -c set -eux; \tnativeLines="$(catalina.sh configtest 2>&1)"; \tnativeLines="$(echo "$nativeLines" | grep \'Ap ... # buildkit',
    'EXPOSE map[8080/tcp:{}]',
    'ENTRYPOINT []',
    'CMD ["catalina.sh" "run"]',
  ];
  return {
    tags,
    created,
    config: { ExposedPorts: { '8080/tcp': {} }, Env: environmentOf(lines), Cmd: ['catalina.sh', 'run'], WorkingDir: '/usr/local/tomcat', Labels: { 'org.opencontainers.image.ref.name': 'ubuntu', 'org.opencontainers.image.version': '24.04' } },
    history: historyOf(lines, layers),
  };
}

export const tomcat: Repository = {
  name: 'tomcat',
  description: 'Apache Tomcat servlet server',
  stars: 3800,
  official: true,
  images: [
    image({
      version: '11.0.10', sha512: '404143be042016fcc8e2d9d960dafe39608899ad24c5f181bdade919100ba1d3206d55a79f20c8dc0c32905b1729f80354da94f7916af86c98ebe4b21cc9b4c2',
      tags: ['latest', '11', '11.0.10-jdk21-temurin-noble', '11.0-jdk21-temurin-noble', '11-jdk21-temurin-noble', 'jdk21-temurin-noble', '11.0.10-jdk21-temurin', '11.0-jdk21-temurin', '11-jdk21-temurin', 'jdk21-temurin'],
      created: '2025-08-06T20:03:27Z', layers: [[78100001, 34982292], [68691127, 30767900], [304203563, 136257845], [0, 32], [5309, 2377], [0, 32], [0, 32], [28236842, 12647752], [763157, 341830]],
    }),
    image({
      version: '9.0.108', sha512: '243474cd54d8589c97f2db964b13b36920500a298b190370a8c58306db786bb30101c33d9ca85eddd8014c5d7f53fec1685beeb4fb7f3037ffcc2f4124c6c6b7',
      tags: ['9', '9.0', '9.0.108-jdk21-temurin-noble', '9.0-jdk21-temurin-noble', '9-jdk21-temurin-noble', '9.0.108-jdk21-temurin', '9.0-jdk21-temurin', '9-jdk21-temurin', '9.0.108-jdk21', '9.0-jdk21'],
      created: '2025-08-06T20:12:57Z', layers: [[78100001, 34965272], [68691127, 30752931], [304203563, 136191553], [0, 32], [5309, 2376], [0, 32], [0, 32], [26289473, 11769764], [710526, 318101]],
    }),
    image({
      version: '10.1.44', sha512: 'efc5f010d2c35c7f930b8d53e809eb72ac95675e739c9678e617f42c704ebe6410676071b1118c429cc84eb651e50241fd8fe4bf21be8f3a12d00e9fb28e1610',
      tags: ['10', '10.1', '10.1.44-jdk21-temurin-noble', '10.1-jdk21-temurin-noble', '10-jdk21-temurin-noble', '10.1.44-jdk21-temurin', '10.1-jdk21-temurin', '10-jdk21-temurin', '10.1.44-jdk21', '10.1-jdk21'],
      created: '2025-08-07T16:46:24Z', layers: [[78100001, 34694129], [68691127, 30514453], [304203563, 135135437], [0, 32], [5309, 2358], [0, 32], [0, 32], [58421052, 25952209], [1578947, 701410]],
    }),
  ],
};
