/** Routes of what this engine does not take part in: swarm mode (503, as a node outside a swarm answers) and plugins (none are installed). */
import { DaemonError } from '../daemon.ts';
import type { Route } from '../daemon.ts';

const NOT_A_MANAGER = 'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';
const NOT_IN_A_SWARM = 'This node is not part of a swarm';

function refusal(method: Route['method'], pattern: string, status: number, message: string): Route {
  return {
    method, pattern,
    *handle() {
      throw new DaemonError(status, message);
    },
  };
}

function noPlugin(method: Route['method'], pattern: string): Route {
  return {
    method, pattern,
    *handle(context) {
      throw new DaemonError(404, `plugin ${JSON.stringify(context.params['name'])} not found`);
    },
  };
}

export function swarmRoutes(): Route[] {
  const routes: Route[] = [];
  for (const kind of ['services', 'nodes', 'tasks', 'secrets', 'configs']) {
    routes.push(refusal('GET', `/${kind}`, 503, NOT_A_MANAGER), refusal('GET', `/${kind}/{id}`, 503, NOT_A_MANAGER), refusal('POST', `/${kind}/create`, 503, NOT_A_MANAGER));
    routes.push(refusal('POST', `/${kind}/{id}/update`, 503, NOT_A_MANAGER), refusal('DELETE', `/${kind}/{id}`, 503, NOT_A_MANAGER), refusal('GET', `/${kind}/{id}/logs`, 503, NOT_A_MANAGER));
  }
  routes.push(
    refusal('GET', '/swarm', 503, NOT_A_MANAGER), refusal('POST', '/swarm/update', 503, NOT_A_MANAGER), refusal('GET', '/swarm/unlockkey', 503, NOT_A_MANAGER),
    refusal('POST', '/swarm/leave', 503, NOT_IN_A_SWARM), refusal('POST', '/swarm/unlock', 503, NOT_IN_A_SWARM),
    refusal('POST', '/swarm/init', 501, "'swarm init' is not simulated here"), refusal('POST', '/swarm/join', 501, "'swarm join' is not simulated here"),
    {
      method: 'GET', pattern: '/plugins',
      *handle(context) {
        yield* context.reply(200, []);
      },
    },
    noPlugin('GET', '/plugins/{name}/json'), noPlugin('POST', '/plugins/{name}/enable'), noPlugin('POST', '/plugins/{name}/disable'), noPlugin('POST', '/plugins/{name}/set'),
    noPlugin('POST', '/plugins/{name}/push'), noPlugin('POST', '/plugins/{name}/upgrade'), noPlugin('DELETE', '/plugins/{name}'),
    refusal('GET', '/plugins/privileges', 501, 'plugins are not simulated here'), refusal('POST', '/plugins/pull', 501, 'plugins are not simulated here'),
  );
  return routes;
}
