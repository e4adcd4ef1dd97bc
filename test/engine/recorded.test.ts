/** What a real engine answered, replayed: each recorded create request, and the inspect or the refusal that followed. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ContainerInspect, CreateRequest } from '../../src/api/container.ts';
import { ALPINE, DockerHost } from './support/docker-host.ts';
import type { FakeImage } from './support/fakes.ts';

const TRUTH = fileURLToPath(new URL('../../../shared/ground-truth', import.meta.url));

interface Exchange { readonly method: string; readonly url: string; readonly req?: CreateRequest; readonly status: number; readonly res?: unknown }

function images(): Record<string, FakeImage> {
  const file = join(TRUTH, 'images.json');
  const all = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { config: { config?: FakeImage['config'] } }>;
  return Object.fromEntries(Object.entries(all).map(([name, image]) => [name.replace(/:latest$/, ''), { ...ALPINE, config: image.config.config ?? {} }]));
}

function exchanges(pattern: RegExp): { file: string; list: Exchange[] }[] {
  const folder = join(TRUTH, 'api');
  return readdirSync(folder).filter((name) => pattern.test(name)).map((file) => ({
    file, list: readFileSync(join(folder, file), 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Exchange),
  }));
}

/** Ids, times and what the network decides are not compared here. */
function comparable(inspect: ContainerInspect): unknown {
  const text = JSON.stringify({
    ...inspect, Created: '', State: undefined, NetworkSettings: undefined, GraphDriver: undefined, ExecIDs: undefined, ResolvConfPath: '', HostnamePath: '', HostsPath: '', LogPath: '',
    RestartCount: 0, Image: '', Name: '', Mounts: inspect.Mounts.map((m) => JSON.stringify({ ...m, ...(/^[0-9a-f]{64}$/.test(m.Name ?? '') ? { Name: 'ANONYMOUS', Source: '' } : {}) })).sort(),
  });
  return JSON.parse(text.replaceAll(inspect.Id, 'ID').replaceAll(inspect.Id.slice(0, 12), 'ID12'));
}

function keys(value: unknown): unknown {
  if (Array.isArray(value) || value === null || typeof value !== 'object') return undefined;
  return Object.entries(value).map(([name, inner]) => [name, ['Labels', 'GraphDriver', 'Networks', 'Ports', 'ExposedPorts'].includes(name) ? undefined : keys(inner)]);
}

describe.skipIf(!existsSync(TRUTH))('create and inspect as recorded', () => {
  it('gives the same inspect for the same request', () => {
    const docker = new DockerHost({ images: images() });
    const wrong: unknown[] = [];
    let compared = 0;
    for (const { file, list } of exchanges(/^(life|run|inspect|exec|logs|ps|attach|events|health|limits)-/)) {
      const open = new Map<string, CreateRequest>();
      for (const exchange of list) {
        if (exchange.method === 'POST' && /\/containers\/create/.test(exchange.url) && exchange.status === 201 && exchange.req) {
          open.set((exchange.res as { Id: string }).Id, exchange.req);
          continue;
        }
        const wanted = exchange.res as ContainerInspect | undefined;
        if (exchange.method !== 'GET' || !/\/containers\/[^/]+\/json$/.test(exchange.url) || exchange.status !== 200 || !wanted) continue;
        const request = open.get(wanted.Id);
        if (!request) continue;
        open.delete(wanted.Id);
        const created = docker.post('/containers/create', { ...request, HostConfig: { ...request.HostConfig, NetworkMode: request.HostConfig?.NetworkMode } });
        // Images that the scenario built are not here.
        if (created.status === 404 && /No such image/.test(created.text)) continue;
        if (created.status !== 201) {
          wrong.push([file, exchange.url, created.text]);
          continue;
        }
        const got = docker.inspect(created.json.Id) as ContainerInspect;
        compared++;
        try {
          expect(keys({ ...got, State: { ...got.State, Health: undefined }, NetworkSettings: undefined })).toEqual(keys({ ...wanted, State: { ...wanted.State, Health: undefined }, NetworkSettings: undefined }));
          expect(comparable(got)).toEqual(comparable({ ...wanted, HostConfig: { ...wanted.HostConfig, RestartPolicy: got.HostConfig.RestartPolicy, Memory: got.HostConfig.Memory, MemorySwap: got.HostConfig.MemorySwap, NanoCpus: got.HostConfig.NanoCpus, PidsLimit: got.HostConfig.PidsLimit } }));
        } catch (error) {
          wrong.push([file, exchange.url, (error as Error).message.slice(0, 400), JSON.stringify(comparable(got)).slice(0, 20)]);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(30);
  });

  it('refuses what a real engine refuses, in its words', () => {
    const docker = new DockerHost({ images: images() });
    const wrong: unknown[] = [];
    let compared = 0;
    for (const { file, list } of exchanges(/^(life|run|inspect|exec|logs|ps|attach|events|health|limits|usage|vol)-/)) {
      for (const exchange of list) {
        if (exchange.method !== 'POST' || !/\/containers\/create/.test(exchange.url) || exchange.status === 201 || !exchange.req) continue;
        const { message } = exchange.res as { message: string };
        // Names in use depend on the scenario; the network's own refusals are tested with the networks.
        if (/Conflict\. The container name|config for network|could not get container/.test(message)) continue;
        const got = docker.post(exchange.url, exchange.req);
        compared++;
        if (got.status !== exchange.status || got.json.message !== message) wrong.push([file, exchange.url, got.status, got.text, message]);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(20);
  });
});
