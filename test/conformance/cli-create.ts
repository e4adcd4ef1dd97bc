/** Corpus cli-create: flags of `docker create` and the body that the real client sends, or its error. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { corpus, corpusCases } from '../corpora.ts';
import { play } from '../docker/docker-host.ts';
import { canonical, compareAll, type SuiteResult } from './compare.ts';

interface CreateCase {
  readonly id: string;
  readonly argv: string[];
  readonly expect: { readonly exit: number; readonly stdout: string; readonly stderr: string; readonly request?: { readonly query?: Record<string, string>; readonly json: unknown } };
}

function files(folder: string, prefix = ''): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) Object.assign(found, files(path, `${prefix}${name}/`));
    else found[prefix + name] = readFileSync(path);
  }
  return found;
}

export function run(): SuiteResult {
  const path = corpus('cli-create');
  const here = path === undefined ? {} : files(join(path, 'files'));
  return compareAll('cli-create', corpusCases<CreateCase>('cli-create'), (c) => {
    const id = c.expect.stdout.trim();
    const outcome = play({
      argv: c.argv,
      files: here,
      exchanges: [{ req: { method: 'POST', path: '/containers/create' }, res: { status: 201, headers: { 'Content-Type': 'application/json' }, json: { Id: id, Warnings: [] } } }],
    });
    const sent = outcome.requests.find((request) => request.path === '/containers/create');
    const { request } = c.expect;
    return {
      name: c.argv.slice(2).join(' '),
      want: { exit: c.expect.exit, stdout: c.expect.stdout, stderr: c.expect.stderr, query: request?.query ?? {}, json: request === undefined ? null : JSON.parse(canonical(request.json)) as unknown },
      got: {
        exit: outcome.exit, stdout: outcome.stdout, stderr: outcome.stderr, query: sent?.query ?? {},
        json: sent === undefined ? null : JSON.parse(canonical(JSON.parse(new TextDecoder().decode(sent.body)))) as unknown,
      },
    };
  });
}
