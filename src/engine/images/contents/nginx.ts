/** Files of the nginx images (nginx.org packages). */
import { addProgram } from './contents.ts';
import type { Contents } from './contents.ts';

export const ENTRYPOINT = `#!/bin/sh
set -e

entrypoint_log() {
    if [ -z "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ]; then
        echo "$@"
    fi
}

if [ "$1" = "nginx" ] || [ "$1" = "nginx-debug" ]; then
    found=
    for f in /docker-entrypoint.d/*; do
        if [ -f "$f" ]; then found=1; fi
    done
    if [ -n "$found" ]; then
        entrypoint_log "$0: /docker-entrypoint.d/ is not empty, will attempt to perform configuration"
        entrypoint_log "$0: Looking for shell scripts in /docker-entrypoint.d/"
        for f in /docker-entrypoint.d/*; do
            case "$f" in
                *.envsh)
                    entrypoint_log "$0: Sourcing $f"
                    . "$f"
                    ;;
                *.sh)
                    if [ -x "$f" ]; then
                        entrypoint_log "$0: Launching $f"
                        "$f"
                    else
                        entrypoint_log "$0: Ignoring $f, not executable"
                    fi
                    ;;
                *) entrypoint_log "$0: Ignoring $f" ;;
            esac
        done
        entrypoint_log "$0: Configuration complete; ready for start up"
    else
        entrypoint_log "$0: No files found in /docker-entrypoint.d/, skipping configuration"
    fi
fi

exec "$@"
`;

const LISTEN_IPV6 = `#!/bin/sh
set -e
ME=$(basename "$0")
log() {
    if [ -z "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ]; then echo "$ME: $*"; fi
}
CONF=etc/nginx/conf.d/default.conf
if [ ! -f "/$CONF" ]; then
    log "info: /$CONF is not a file or does not exist"
    exit 0
fi
if ! touch "/$CONF" 2>/dev/null; then
    log "info: can not modify /$CONF (read-only file system?)"
    exit 0
fi
if grep -q "listen  \\[::\\]:80;" "/$CONF"; then
    log "info: IPv6 listen already enabled"
    exit 0
fi
log "info: Getting the checksum of /$CONF"
sed -i -e 's,listen       80;,listen       80;\\n    listen  [::]:80;,' "/$CONF"
log "info: Enabled listen on IPv6 in /$CONF"
`;

const ENVSUBST = `#!/bin/sh
set -e
ME=$(basename "$0")
dir="\${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}"
out="\${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}"
[ -d "$dir" ] || exit 0
for t in "$dir"/*.template; do
    [ -f "$t" ] || continue
    name=$(basename "$t" .template)
    if [ -z "\${NGINX_ENTRYPOINT_QUIET_LOGS:-}" ]; then echo "$ME: Running envsubst on $t to $out/$name"; fi
    envsubst < "$t" > "$out/$name"
done
`;

const CONF = `
user  nginx;
worker_processes  auto;

error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;


events {
    worker_connections  1024;
}


http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;

    log_format  main  '$remote_addr - $remote_user [$time_local] "$request" '
                      '$status $body_bytes_sent "$http_referer" '
                      '"$http_user_agent" "$http_x_forwarded_for"';

    access_log  /var/log/nginx/access.log  main;

    sendfile        on;
    #tcp_nopush     on;

    keepalive_timeout  65;

    #gzip  on;

    include /etc/nginx/conf.d/*.conf;
}
`;

const DEFAULT_SITE = `server {
    listen       80;
    server_name  localhost;

    #access_log  /var/log/nginx/host.access.log  main;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }

    #error_page  404              /404.html;

    # redirect server error pages to the static page /50x.html
    #
    error_page   500 502 503 504  /50x.html;
    location = /50x.html {
        root   /usr/share/nginx/html;
    }
}
`;

const INDEX = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;

const ERROR_PAGE = `<!DOCTYPE html>
<html>
<head>
<title>Error</title>
</head>
<body>
<h1>An error occurred.</h1>
<p>Sorry, the page you are looking for is currently unavailable.<br/>
Please try again later.</p>
<p><em>Faithfully yours, nginx.</em></p>
</body>
</html>
`;

const MIME_TYPES = `
types {
    text/html                             html htm shtml;
    text/css                              css;
    text/xml                              xml;
    image/gif                             gif;
    image/jpeg                            jpeg jpg;
    application/javascript                js;
    text/plain                            txt;
    image/png                             png;
    image/svg+xml                         svg svgz;
    image/x-icon                          ico;
    application/json                      json;
    application/pdf                       pdf;
    application/zip                       zip;
    font/woff2                            woff2;
}
`;

export const nginxContents: Contents = {
  users: 'nginx:x:101:101:nginx user:/nonexistent:/bin/false\n',
  groups: 'nginx:x:101:\n',
  version: ['NGINX_VERSION'],
  packages: ['curl'],
  copies: {
    'docker-entrypoint.sh': ENTRYPOINT,
    '10-listen-on-ipv6-by-default.sh': LISTEN_IPV6,
    '15-local-resolvers.envsh': '#!/bin/sh\n# Sets NGINX_LOCAL_RESOLVERS for templates.\n[ "${NGINX_ENTRYPOINT_LOCAL_RESOLVERS:-}" ] || return 0\n',
    '20-envsubst-on-templates.sh': ENVSUBST,
    '30-tune-worker-processes.sh': '#!/bin/sh\n[ "${NGINX_ENTRYPOINT_WORKER_PROCESSES_AUTOTUNE:-}" ] || exit 0\n',
  },
  main(tree, context) {
    addProgram(tree, context, 'usr/sbin/nginx', 'nginx', 1_600_000);
    addProgram(tree, context, 'usr/bin/envsubst', 'envsubst', 35_000, 'gnu');
    tree.file('etc/nginx/nginx.conf', CONF).file('etc/nginx/conf.d/default.conf', DEFAULT_SITE).file('etc/nginx/mime.types', MIME_TYPES);
    tree.file('usr/share/nginx/html/index.html', INDEX).file('usr/share/nginx/html/50x.html', ERROR_PAGE);
    tree.directory('var/cache/nginx').directory('docker-entrypoint.d').directory('var/log/nginx');
    tree.symlink('var/log/nginx/access.log', '/dev/stdout').symlink('var/log/nginx/error.log', '/dev/stderr');
  },
};
