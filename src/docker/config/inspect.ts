/** `docker config inspect` (https://docs.docker.com/reference/cli/docker/config/inspect/) */
import { clusterInspect } from '../inspect/cluster-inspect.ts';

export const command = clusterInspect('config', 'configs');
