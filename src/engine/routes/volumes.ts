/** Routes of volumes (Engine API v1.50, Volume). */
import type { VolumeCreateRequest } from '../../api/volume.ts';
import { DaemonError } from '../daemon.ts';
import type { RequestContext, Route } from '../daemon.ts';
import { Filters } from '../filters.ts';
import { compareVersions } from '../http/router.ts';
import { apiVolume, listVolumes, pruneVolumes } from '../volumes/filter.ts';
import type { Volumes } from '../volumes/service.ts';

function volumesOf(context: RequestContext): Volumes {
  return context.daemon.volumes as Volumes;
}

export const volumeRoutes: readonly Route[] = [
  {
    method: 'GET', pattern: '/volumes',
    *handle(context) {
      const volumes = volumesOf(context);
      const list = listVolumes(volumes, Filters.parse(context.query.get('filters')));
      yield* context.reply(200, { Volumes: list.map((volume) => apiVolume(volumes, volume)), Warnings: null });
    },
  },
  {
    method: 'GET', pattern: '/volumes/{name}',
    *handle(context) {
      const volumes = volumesOf(context);
      const name = context.params['name'] ?? '';
      const volume = volumes.get(name);
      if (!volume) throw new DaemonError(404, `get ${name}: no such volume`);
      yield* context.reply(200, apiVolume(volumes, volume));
    },
  },
  {
    method: 'POST', pattern: '/volumes/create',
    *handle(context) {
      const volumes = volumesOf(context);
      const request = (yield* context.json<VolumeCreateRequest>()) ?? {};
      const volume = volumes.create({
        name: request.Name ?? '', ...(request.Driver ? { driver: request.Driver } : {}), ...(request.DriverOpts ? { driverOpts: request.DriverOpts } : {}), ...(request.Labels ? { labels: request.Labels } : {}),
      });
      yield* context.reply(201, apiVolume(volumes, volume));
    },
  },
  {
    method: 'POST', pattern: '/volumes/prune',
    *handle(context) {
      yield* context.reply(200, pruneVolumes(volumesOf(context), Filters.parse(context.query.get('filters')), compareVersions(context.version, '1.42') < 0));
    },
  },
  {
    method: 'DELETE', pattern: '/volumes/{name}',
    *handle(context) {
      volumesOf(context).remove(context.params['name'] ?? '', context.flag('force'));
      yield* context.reply(204);
    },
  },
];
