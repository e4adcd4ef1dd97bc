/** `docker service inspect` (https://docs.docker.com/reference/cli/docker/service/inspect/) */
import { clusterInspect } from '../inspect/cluster-inspect.ts';

export const command = clusterInspect('service', 'services', { query: { insertDefaults: 'true' } });
