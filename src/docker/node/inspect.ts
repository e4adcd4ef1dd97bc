/** `docker node inspect` (https://docs.docker.com/reference/cli/docker/node/inspect/) */
import { clusterInspect } from '../inspect/cluster-inspect.ts';

export const command = clusterInspect('node', 'nodes', { operand: 'self|NODE' });
