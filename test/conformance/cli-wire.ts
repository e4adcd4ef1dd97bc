/** Corpus cli-wire: command lines, the exchanges with the daemon and what the real client printed. */
import type { TarEntry, TarSegment } from '../../src/formats/tar/entry.ts';
import { readTar } from '../../src/formats/tar/reader.ts';
import { corpusCases } from '../corpora.ts';
import { play, type Outcome } from '../docker/docker-host.ts';
import type { Exchange, Received } from '../docker/playback.ts';
import { canonical, type Failure, type SuiteResult } from './compare.ts';

interface Expected { readonly exit: number; readonly stdout?: string; readonly stderr?: string; readonly tty_output?: string; readonly files_created?: Record<string, unknown> }
interface WireCase {
  readonly id: string;
  readonly suite: string;
  readonly input: {
    readonly cwd: string;
    readonly argv: string[]; readonly env?: Record<string, string>; readonly files?: Record<string, string>; readonly stdin?: string; readonly daemon?: 'down';
    readonly tty?: { rows: number; cols: number }; readonly ping_headers?: Record<string, string>; readonly 'config.json'?: unknown;
  };
  readonly clock: number;
  readonly exchanges: Exchange[];
  readonly expect: Expected;
  readonly alternative?: { expect?: Expected } & Partial<Expected>;
  readonly requests_unordered?: boolean;
  readonly nondeterministic?: boolean;
}

/** The headers the corpus records; what it derives from them (`…-decoded`) says nothing new. */
const RECORDED = ['content-type', 'connection', 'upgrade', 'x-registry-auth', 'x-registry-config'];

function headersOf(headers: Readonly<Record<string, string>>): unknown {
  return Object.fromEntries(RECORDED.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}

/** What of a request is compared. */
function wanted(req: Exchange['req']): unknown {
  const { headers = {}, text = null } = req as { headers?: Record<string, string>; text?: string };
  return { headers: headersOf(headers), text, method: req.method, path: req.path, version: req.version ?? null, query: decoded(req.query ?? {}), json: req.json ?? null, tar: (req as { tar?: TarMember[] }).tar?.map(member) ?? null };
}

interface TarMember { readonly name: string; readonly type: string; readonly mode: string; readonly size?: number; readonly text?: string }
const member = (m: TarMember): unknown => ({ name: m.name.replace(/\/$/, ''), type: m.type, mode: m.mode, size: m.size ?? 0, text: m.text ?? '' });

function ours(entry: TarEntry, segments: readonly TarSegment[]): unknown {
  const text = segments.map((segment) => new TextDecoder().decode(segment.data)).join('');
  return { name: entry.name, type: entry.kind === 'directory' ? 'dir' : entry.kind, mode: `0o${entry.mode.toString(8)}`, size: entry.size, text };
}

/** Query values that are JSON themselves, as values. */
function decoded(query: Record<string, unknown>): unknown {
  return Object.fromEntries(Object.entries(query).map(([key, value]) => [key, typeof value === 'string' && value.startsWith('{') ? (JSON.parse(value) as unknown) : value]));
}

function sent(req: Received): unknown {
  const text = new TextDecoder().decode(req.body);
  const json = req.headers['content-type'] === 'application/json' && text !== '' ? (JSON.parse(text) as unknown) : null;
  const tar = new TextDecoder().decode(req.body.subarray(257, 262)) === 'ustar' ? readTar(req.body).map(({ entry, segments }) => ours(entry, segments)) : null;
  return {
    headers: headersOf(req.headers), text: json === null && tar === null && text !== '' ? text : null,
    method: req.method, path: req.path, version: req.version, query: decoded(req.query), json, tar,
  };
}

function perform(c: WireCase): Outcome {
  const config = c.input['config.json'];
  return play({
    argv: c.input.argv,
    cwd: c.input.cwd,
    exchanges: c.exchanges,
    // The recorded client took some milliseconds to start.
    clock: c.clock + 400,
    files: { ...c.input.files, ...(config === undefined ? {} : { '/root/.docker/config.json': JSON.stringify(config) }) },
    ...(c.input.stdin === undefined ? {} : c.input.tty === undefined ? { stdin: c.input.stdin } : { typed: c.input.stdin }),
    ...(c.input.env === undefined ? {} : { env: c.input.env }),
    ...(c.input.tty === undefined ? {} : { tty: c.input.tty }),
    ...(c.input.daemon === undefined ? {} : { daemon: c.input.daemon }),
    ...(c.input.ping_headers === undefined ? {} : { pingHeaders: c.input.ping_headers }),
  });
}

/** Judges output and requests; a suite of `suites` only, if any are named. */
export function run(suites: readonly string[] = []): SuiteResult & { readonly suites: Record<string, [equal: number, total: number]> } {
  const failures: Failure[] = [];
  const perSuite: Record<string, [number, number]> = {};
  const cases = corpusCases<WireCase>('cli-wire').filter((c) => suites.length === 0 || suites.includes(c.suite));
  for (const c of cases) {
    const count = (perSuite[c.suite] ??= [0, 0]);
    count[1]++;
    let got: unknown;
    let outcome: Outcome | undefined;
    try {
      outcome = perform(c);
    } catch (error) {
      failures.push({ name: `${c.suite}: ${c.input.argv.join(' ')}`, want: c.expect, got: String((error as Error).stack).slice(0, 600) });
      continue;
    }
    const printed = (e: Expected): unknown => (e.tty_output === undefined ? { exit: e.exit, stdout: e.stdout ?? '', stderr: e.stderr ?? '' } : { exit: e.exit, tty: e.tty_output });
    const ours = c.expect.tty_output === undefined ? { exit: outcome.exit, stdout: outcome.stdout, stderr: outcome.stderr } : { exit: outcome.exit, tty: outcome.terminal };
    const accepted = [c.expect, ...(c.alternative === undefined ? [] : [(c.alternative.expect ?? { ...c.expect, ...c.alternative }) as Expected])];
    const files = Object.fromEntries(Object.keys(c.expect.files_created ?? {}).map((name) => [name, new TextDecoder().decode(outcome.file(`/root/${name}`))]));
    const same = accepted.some((e) => canonical(printed(e)) === canonical(ours)) && canonical(c.expect.files_created ?? {}) === canonical(files);
    const requests = { want: c.exchanges.map((e) => canonical(wanted(e.req))), got: outcome.requests.map((r) => canonical(sent(r))) };
    if (c.requests_unordered || c.suite.endsWith('tty')) {
      requests.want.sort();
      requests.got.sort();
    }
    got = { ...ours, files, requests: requests.got };
    const want = { ...(printed(c.expect) as object), files: c.expect.files_created ?? {}, requests: requests.want };
    if (same && requests.want.join('\n') === requests.got.join('\n')) count[0]++;
    else failures.push({ name: `${c.suite}: ${c.input.argv.join(' ')}${same ? ' (requests)' : ''}`, want, got });
  }
  return { suite: 'cli-wire', total: cases.length, equal: cases.length - failures.length, failures, suites: perSuite };
}
