/** Recordings: what each step of a scenario printed, in the format of the recordings of real Docker, and the exchanges with the engine. */
import { joinBytes } from '../formats/bytes/join.ts';
import type { ApiExchange } from '../machine/capture/api-capture.ts';
import type { World } from '../machine/world.ts';
import type { StepResult } from '../machine/scripted-shell.ts';
import type { Scenario, ScenarioStep } from './scenario.ts';

export interface RecordedStep {
  n: number;
  cmd: string;
  title?: string;
  directives?: Readonly<Record<string, unknown>>;
  stdout: string;
  stderr: string;
  code: number;
  seconds: number;
  tty?: string;
  timed_out?: true;
}

export interface Recording { scenario: string; title: string; mode: 'pipe' | 'tty'; versions: Readonly<Record<string, string>>; env: Readonly<Record<string, string>>; steps: RecordedStep[] }

/** The frame of a recording of this world. */
export function newRecording(scenario: Scenario, world: World, mode: 'pipe' | 'tty'): Recording {
  return {
    scenario: scenario.name, title: scenario.title, mode,
    versions: { client: '28.2.2', server: '28.2.2', api: '1.50', compose: '2.36.2', buildx: 'github.com/docker/buildx v0.24.0' },
    env: { work: world.cwd, home: world.home, docker_host: 'unix:///var/run/docker.sock', hostname: world.hostname, Name: world.hostname, KernelVersion: world.kernel, OperatingSystem: world.os, NCPU: String(world.cpus), MemTotal: String(world.memory), DockerRootDir: '/var/lib/docker', Driver: 'overlay2', CgroupVersion: String(world.cgroupVersion) },
    steps: [],
  };
}

/** One step as it is recorded. A script's `bash: line 3: ` becomes `bash: `, as an interactive shell says it. */
export function recordStep(step: ScenarioStep, result: StepResult): RecordedStep {
  return {
    n: step.n, cmd: step.command,
    ...(step.title === undefined ? {} : { title: step.title }),
    ...(Object.keys(step.directives).length === 0 ? {} : { directives: step.directives }),
    stdout: step.tty ? '' : result.stdout,
    stderr: step.tty ? '' : result.stderr.replace(/^bash: (?:-c: )?line \d+: /gm, 'bash: '),
    code: result.code, seconds: Math.round(result.seconds * 100) / 100,
    ...(step.tty ? { tty: result.tty } : {}),
    ...(result.timedOut ? { timed_out: true } : {}),
  };
}

const BODY_LIMIT = 32 * 1024;

function body(pieces: readonly Uint8Array[], length: number): unknown {
  const bytes = joinBytes(pieces).subarray(0, BODY_LIMIT);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
  if (length <= BODY_LIMIT) {
    try {
      return JSON.parse(text);
    } catch {
      return { text };
    }
  }
  return { text };
}

/** The lines of an exchange file: /_ping and BuildKit's own sessions are left out. */
export function apiLines(exchanges: readonly { step: number; exchange: ApiExchange }[]): string {
  return exchanges.filter(({ exchange }) => !exchange.url.endsWith('/_ping') && !/\/(session|grpc)$/.test(exchange.url)).map(({ step, exchange }) => {
    const record = {
      step, method: exchange.method, url: exchange.url, req_headers: Object.fromEntries(exchange.requestHeaders),
      ...(exchange.requestLength > 0 ? { req: body(exchange.request, exchange.requestLength) } : {}), req_len: exchange.requestLength,
      status: exchange.status, res_headers: Object.fromEntries(exchange.responseHeaders),
      ...(exchange.responseLength > 0 ? { res: body(exchange.response, exchange.responseLength) } : {}), res_len: exchange.responseLength, upgraded: exchange.upgraded,
    };
    return `${JSON.stringify(record)}\n`;
  }).join('');
}
