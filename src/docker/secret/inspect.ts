/** `docker secret inspect` (https://docs.docker.com/reference/cli/docker/secret/inspect/) */
import { clusterInspect } from '../inspect/cluster-inspect.ts';

export const command = clusterInspect('secret', 'secrets');
