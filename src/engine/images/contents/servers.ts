/** Files of the other images with a program of their own: databases, web servers, tools. */
import { addProgram } from './contents.ts';
import type { Contents } from './contents.ts';

const PLAIN_ENTRYPOINT = '#!/bin/sh\nset -e\nexec "$@"\n';

const REDIS_ENTRYPOINT = `#!/bin/sh
set -e
# first arg is \`-f\` or \`--some-option\`, or is \`something.conf\`
if [ "\${1#-}" != "$1" ] || [ "\${1%.conf}" != "$1" ]; then
	set -- redis-server "$@"
fi
exec "$@"
`;

export const redisContents: Contents = {
  users: 'redis:x:999:999::/home/redis:/bin/sh\n',
  groups: 'redis:x:999:\n',
  version: ['REDIS_VERSION'],
  copies: { 'docker-entrypoint.sh': REDIS_ENTRYPOINT },
  main(tree, context) {
    const version = context.version || /redis-(\d[\d.]*)\.tar/.exec(context.env.get('REDIS_DOWNLOAD_URL') ?? '')?.[1] || '8.2.1';
    addProgram(tree, context, 'usr/local/bin/redis-server', 'redis-server', 12_000_000, version);
    addProgram(tree, context, 'usr/local/bin/redis-cli', 'redis-cli', 900_000, version);
    addProgram(tree, context, 'usr/local/bin/redis-benchmark', 'redis-benchmark', 800_000, version);
    tree.directory('data', 0o755, { uid: 999, gid: 999 });
  },
};

export const postgresContents: Contents = {
  users: 'postgres:x:999:999::/var/lib/postgresql:/bin/bash\n',
  groups: 'postgres:x:999:\n',
  version: ['PG_VERSION'],
  copies: { 'docker-entrypoint.sh': { program: 'postgres-entrypoint' }, 'docker-ensure-initdb.sh': { program: 'postgres-entrypoint' } },
  main(tree, context) {
    const version = (context.version || '17').split('-')[0] ?? '';
    const folder = context.base.kind === 'alpine' ? 'usr/local/bin' : `usr/lib/postgresql/${context.env.get('PG_MAJOR') ?? '17'}/bin`;
    for (const name of ['postgres', 'initdb', 'pg_ctl', 'psql', 'pg_isready', 'pg_dump', 'pg_restore', 'createdb', 'dropdb', 'createuser']) addProgram(tree, context, `${folder}/${name}`, name, 400_000, version);
    if (folder !== 'usr/local/bin') for (const name of ['psql', 'pg_isready', 'pg_dump', 'pg_restore', 'createdb', 'dropdb', 'createuser']) addProgram(tree, context, `usr/bin/${name}`, name, 10_000, version);
    tree.directory('docker-entrypoint-initdb.d').directory('var/lib/postgresql', 0o755, { uid: 999, gid: 999 }).directory('var/lib/postgresql/data', 0o777, { uid: 999, gid: 999 });
    tree.directory('var/run/postgresql', 0o3777, { uid: 999, gid: 999 });
  },
};

export const httpdContents: Contents = {
  version: ['HTTPD_VERSION'],
  copies: { 'httpd-foreground': '#!/bin/sh\nset -e\nrm -f /usr/local/apache2/logs/httpd.pid\nexec httpd -DFOREGROUND "$@"\n' },
  main(tree, context) {
    const home = 'usr/local/apache2';
    addProgram(tree, context, `${home}/bin/httpd`, 'httpd', 700_000);
    addProgram(tree, context, `${home}/bin/ab`, 'ab', 90_000);
    addProgram(tree, context, `${home}/bin/htpasswd`, 'htpasswd', 60_000);
    tree.file(`${home}/htdocs/index.html`, '<html><body><h1>It works!</h1></body></html>\n');
    tree.directory(`${home}/logs`).directory(`${home}/cgi-bin`);
    tree.file(`${home}/conf/httpd.conf`, 'ServerRoot "/usr/local/apache2"\n\nListen 80\n\nUser www-data\nGroup www-data\n\nServerAdmin you@example.com\n\nDocumentRoot "/usr/local/apache2/htdocs"\n<Directory "/usr/local/apache2/htdocs">\n    Options Indexes FollowSymLinks\n    AllowOverride None\n    Require all granted\n</Directory>\n\nDirectoryIndex index.html\n\nErrorLog /proc/self/fd/2\nLogLevel warn\n\nLogFormat "%h %l %u %t \\"%r\\" %>s %b" common\nCustomLog /proc/self/fd/1 common\n');
  },
};

export const helloContents: Contents = { copies: { hello: { program: 'hello', size: 9480 } } };

export const whoamiContents: Contents = { copies: { whoami: { program: 'whoami-server', size: 0 } } };

export const registryContents: Contents = {
  copies: {
    'config-example.yml': 'version: 0.1\nlog:\n  fields:\n    service: registry\nstorage:\n  filesystem:\n    rootdirectory: /var/lib/registry\nhttp:\n  addr: :5000\n',
    'entrypoint.sh': '#!/bin/sh\nset -e\ncase "$1" in\n    *.yaml|*.yml) set -- registry serve "$@" ;;\n    serve|garbage-collect|help|-*) set -- registry "$@" ;;\nesac\nexec "$@"\n',
    'docker-entrypoint.sh': '#!/bin/sh\nset -e\ncase "$1" in\n    *.yaml|*.yml) set -- registry serve "$@" ;;\n    serve|garbage-collect|help|-*) set -- registry "$@" ;;\nesac\nexec "$@"\n',
  },
  main(tree, context) {
    addProgram(tree, { ...context, base: { ...context.base, interpreter: '' } }, 'bin/registry', 'registry', 15_000_000, context.version || '2.8.3');
  },
};

/** A language: its interpreter under several names. */
function language(names: readonly string[], folder: string, variables: readonly string[], size: number, extra: Partial<Contents> = {}): Contents {
  return {
    version: variables, copies: { 'docker-entrypoint.sh': PLAIN_ENTRYPOINT }, ...extra,
    main(tree, context) {
      for (const name of names) addProgram(tree, context, `${folder}/${name}`, name, size);
    },
  };
}

/** A server whose program is not simulated may still be pulled, inspected and started: its executable says so. */
function program(path: string, name: string, size: number, extra: Partial<Contents> = {}): Contents {
  return { copies: { 'docker-entrypoint.sh': PLAIN_ENTRYPOINT }, ...extra, main: (tree, context) => addProgram(tree, context, path, name, size) };
}

const MYSQL: Contents = {
  users: 'mysql:x:999:999::/var/lib/mysql:/bin/bash\n', groups: 'mysql:x:999:\n', version: ['MYSQL_VERSION', 'MARIADB_VERSION'], copies: { 'docker-entrypoint.sh': { program: 'mysql-entrypoint' } },
  main(tree, context) {
    for (const name of ['mysqld', 'mysql', 'mysqladmin', 'mysqldump', 'mariadbd', 'mariadb']) addProgram(tree, context, `usr/bin/${name}`, name, 4_000_000);
    tree.directory('var/lib/mysql', 0o1777, { uid: 999, gid: 999 }).directory('docker-entrypoint-initdb.d');
  },
};

export const CONTENTS: Readonly<Record<string, Contents>> = {
  'hello-world': helloContents,
  'traefik/whoami': whoamiContents,
  'jwilder/whoami': whoamiContents,
  redis: redisContents,
  postgres: postgresContents,
  httpd: httpdContents,
  registry: registryContents,
  mysql: MYSQL,
  mariadb: MYSQL,
  node: language(['node', 'npm', 'npx', 'yarn', 'corepack'], 'usr/local/bin', ['NODE_VERSION'], 9_000_000, { users: 'node:x:1000:1000::/home/node:/bin/bash\n', groups: 'node:x:1000:\n' }),
  python: language(['python', 'python3', 'pip', 'pip3', 'idle3', 'pydoc3'], 'usr/local/bin', ['PYTHON_VERSION'], 14_000),
  golang: language(['go', 'gofmt'], 'usr/local/go/bin', ['GOLANG_VERSION'], 13_000_000),
  php: language(['php', 'phpize', 'php-config', 'pecl', 'docker-php-ext-install'], 'usr/local/bin', ['PHP_VERSION'], 9_000_000),
  ruby: language(['ruby', 'irb', 'gem', 'bundle', 'rake'], 'usr/local/bin', ['RUBY_VERSION'], 20_000),
  rust: language(['rustc', 'cargo', 'rustup'], 'usr/local/cargo/bin', ['RUST_VERSION'], 9_000_000),
  openjdk: language(['java', 'javac', 'jar', 'jshell'], 'usr/local/openjdk/bin', ['JAVA_VERSION'], 13_000),
  'eclipse-temurin': language(['java', 'javac', 'jar', 'jshell'], 'opt/java/openjdk/bin', ['JAVA_VERSION'], 13_000),
  memcached: program('usr/local/bin/memcached', 'memcached', 400_000, { version: ['MEMCACHED_VERSION'] }),
  mongo: program('usr/bin/mongod', 'mongod', 180_000_000, { version: ['MONGO_VERSION'] }),
  rabbitmq: program('opt/rabbitmq/sbin/rabbitmq-server', 'rabbitmq-server', 8_000, { version: ['RABBITMQ_VERSION'] }),
  traefik: program('usr/local/bin/traefik', 'traefik', 50_000_000),
  haproxy: program('usr/local/sbin/haproxy', 'haproxy', 4_000_000, { version: ['HAPROXY_VERSION'] }),
  caddy: program('usr/bin/caddy', 'caddy', 40_000_000, { version: ['CADDY_VERSION'] }),
  tomcat: program('usr/local/tomcat/bin/catalina.sh', 'catalina', 26_000, { version: ['TOMCAT_VERSION'] }),
  bash: program('usr/local/bin/bash', 'bash', 1_200_000, { version: ['_BASH_VERSION'] }),
  'curlimages/curl': { packages: ['curl'] },
  'nicolaka/netshoot': { packages: ['curl', 'iproute2', 'iputils-ping', 'bind9-dnsutils', 'netcat-openbsd', 'net-tools', 'traceroute', 'jq', 'bash'] },
  'grafana/grafana': program('usr/share/grafana/bin/grafana', 'grafana', 5_000_000),
  'prom/prometheus': program('bin/prometheus', 'prometheus', 5_000_000),
  'portainer/portainer-ce': program('portainer', 'portainer', 5_000_000),
  adminer: program('usr/local/bin/php', 'php', 9_000_000),
};
