/** The host of Docker Hub: how its registry is configured, and its names. */

/** Configuration of the registry program on the host of Docker Hub (`registry serve`). */
export const HUB_CONFIG = `version: 0.1
storage:
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: :443
auth:
  token:
    realm: https://auth.docker.io/token
    service: registry.docker.io
`;
/** Names that lead to the host of Docker Hub. */
export const HUB_NAMES = ['registry-1.docker.io', 'auth.docker.io', 'index.docker.io', 'docker.io', 'hub.docker.com'];
