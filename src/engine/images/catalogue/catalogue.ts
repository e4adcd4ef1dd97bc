/** All repositories of the catalogue. A new image is one file here and one line in this list. */
import type { Repository } from './repository.ts';
import { adminer } from './adminer.ts';
import { almalinux } from './almalinux.ts';
import { alpine } from './alpine.ts';
import { amazonlinux } from './amazonlinux.ts';
import { bash } from './bash.ts';
import { buildpackDeps } from './buildpack-deps.ts';
import { busybox } from './busybox.ts';
import { caddy } from './caddy.ts';
import { centos } from './centos.ts';
import { composer } from './composer.ts';
import { curlimagesCurl } from './curlimages-curl.ts';
import { debian } from './debian.ts';
import { dockerGettingStarted } from './docker-getting-started.ts';
import { dockerWelcomeToDocker } from './docker-welcome-to-docker.ts';
import { docker } from './docker.ts';
import { eclipseTemurin } from './eclipse-temurin.ts';
import { fedora } from './fedora.ts';
import { golang } from './golang.ts';
import { grafanaGrafana } from './grafana-grafana.ts';
import { haproxy } from './haproxy.ts';
import { helloWorld } from './hello-world.ts';
import { httpd } from './httpd.ts';
import { jwilderWhoami } from './jwilder-whoami.ts';
import { mariadb } from './mariadb.ts';
import { memcached } from './memcached.ts';
import { mongoExpress } from './mongo-express.ts';
import { mongo } from './mongo.ts';
import { mysql } from './mysql.ts';
import { nginx } from './nginx.ts';
import { nicolakaNetshoot } from './nicolaka-netshoot.ts';
import { node } from './node.ts';
import { openjdk } from './openjdk.ts';
import { php } from './php.ts';
import { phpmyadmin } from './phpmyadmin.ts';
import { portainerPortainerCe } from './portainer-portainer-ce.ts';
import { postgres } from './postgres.ts';
import { promPrometheus } from './prom-prometheus.ts';
import { python } from './python.ts';
import { rabbitmq } from './rabbitmq.ts';
import { redis } from './redis.ts';
import { registry } from './registry.ts';
import { rockylinux } from './rockylinux.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { tomcat } from './tomcat.ts';
import { traefikWhoami } from './traefik-whoami.ts';
import { traefik } from './traefik.ts';
import { ubuntu } from './ubuntu.ts';
import { wordpress } from './wordpress.ts';

export const CATALOGUE: readonly Repository[] = [
  adminer,
  almalinux,
  alpine,
  amazonlinux,
  bash,
  buildpackDeps,
  busybox,
  caddy,
  centos,
  composer,
  curlimagesCurl,
  debian,
  dockerGettingStarted,
  dockerWelcomeToDocker,
  docker,
  eclipseTemurin,
  fedora,
  golang,
  grafanaGrafana,
  haproxy,
  helloWorld,
  httpd,
  jwilderWhoami,
  mariadb,
  memcached,
  mongoExpress,
  mongo,
  mysql,
  nginx,
  nicolakaNetshoot,
  node,
  openjdk,
  php,
  phpmyadmin,
  portainerPortainerCe,
  postgres,
  promPrometheus,
  python,
  rabbitmq,
  redis,
  registry,
  rockylinux,
  ruby,
  rust,
  tomcat,
  traefikWhoami,
  traefik,
  ubuntu,
  wordpress,
];
