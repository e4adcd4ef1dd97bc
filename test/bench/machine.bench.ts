/**
 * The numbers of the design: boot, commands of the tutorials, `docker ps` with many containers, a loop of the shell, replay, undo.
 * `npm run bench` prints one table: the best of several runs once warm, their median, the first run, and the bound.
 * It never fails: a figure whose best is beyond its bound is marked.
 */
import { Machine } from '../../src/machine/machine.ts';
import { preloadPrograms } from '../../src/machine/programs.ts';
import { Session, type BootBase } from '../../src/machine/session/session.ts';
import { Standby } from '../../src/machine/session/standby.ts';
import { COURSE_WORLD } from '../../src/machine/world.ts';

interface Row { readonly what: string; readonly first: number; readonly best: number; readonly median: number; readonly unit: 'ms' | '/s'; readonly bound: number | undefined }

const rows: Row[] = [];

/** Adds a row from times in milliseconds, the first of them cold; with `count` it is shown as so many a second. */
function report(what: string, times: readonly number[], bound?: number, count?: number): void {
  const [first = 0, ...rest] = times;
  const warm = (rest.length > 0 ? rest : [first]).toSorted((a, b) => a - b);
  const shown = (time: number): number => (count === undefined ? time : (count / time) * 1000);
  rows.push({ what, first: shown(first), best: shown(warm[0] ?? 0), median: shown(warm[warm.length >> 1] ?? 0), unit: count === undefined ? 'ms' : '/s', bound });
}

function figure(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0).padStart(9);
}

function table(): string {
  const lines = rows.map(({ what, first, best, median, unit, bound }) => {
    const missed = bound !== undefined && (unit === '/s' ? best < bound : best > bound);
    const limit = bound === undefined ? '' : `${unit === '/s' ? '≥' : '≤'} ${bound}`;
    return `${what.padEnd(46)}${figure(best)}${figure(median)}${figure(first)} ${unit}  ${limit}${missed ? '  MISSED' : ''}`.trimEnd();
  });
  return [`${''.padEnd(46)}${'best'.padStart(9)}${'median'.padStart(9)}${'first'.padStart(9)}      bound`, ...lines].join('\n');
}

/** Milliseconds of processor time of this thread; undefined where Node does not tell. */
function processor(): number | undefined {
  const usage = process.threadCpuUsage?.();
  return usage && (usage.user + usage.system) / 1000;
}

/** Processor times are told in ticks of some milliseconds: below this they say little. */
const COARSE = 20;

/**
 * Milliseconds that `body` takes: long ones in processor time, which others on the computer do not add to; short ones by the clock, since
 * the best of several is one that nothing interrupted.
 */
async function timed(body: () => Promise<unknown>): Promise<number> {
  const [started, before] = [performance.now(), processor()];
  await body();
  const [elapsed, after] = [performance.now() - started, processor()];
  const used = before === undefined || after === undefined ? 0 : after - before;
  return used > COARSE ? Math.min(used, elapsed) : elapsed;
}

async function repeated(times: number, body: () => Promise<unknown>): Promise<number[]> {
  const out: number[] = [];
  for (let i = 0; i < times; i++) out.push(await timed(body));
  return out;
}

const boot: BootBase = (header) => Machine.boot(COURSE_WORLD, header.seed);

/** Types command lines into a session's first terminal, each when the prompt is there. */
async function type(session: Session, lines: readonly string[]): Promise<void> {
  if (!session.shown(1)) session.openTerminal(1, 120, 40);
  const terminal = session.machine.terminals.get(1);
  for (const line of lines) {
    await session.machine.runUntil(() => terminal?.atPrompt === true, 600_000_000_000);
    if (terminal) terminal.atPrompt = false;
    session.input(1, `${line}\r`);
  }
  await session.machine.runUntil(() => terminal?.atPrompt === true, 600_000_000_000);
}

const PULLS = ['docker pull hello-world', 'docker pull nginx', 'docker pull redis'];
const TUTORIAL = [
  'docker run hello-world', 'docker ps -a', 'docker run -d --name web -p 8080:80 nginx', 'curl -s localhost:8080', 'docker logs web', 'docker exec web ls /etc/nginx', 'docker inspect web',
  'docker stop web', 'docker rm web', 'docker images', 'docker network create shop', 'docker run -d --name db --network shop redis', 'docker exec db redis-cli ping', 'docker volume ls',
];

/** 40 % ps and inspect, 30 % run, stop and rm, 30 % pipelines. */
function mix(count: number): string[] {
  const round = ['docker ps', 'docker run -d --name NAME alpine sleep 1000', 'docker inspect NAME', 'docker ps -a | grep NAME | wc -l', 'docker ps -q', 'docker stop -t 0 NAME', 'docker ps -aq | head -1', 'docker inspect -f "{{.State.Status}}" NAME', 'docker rm NAME', 'echo a b c | tr a-z A-Z | cut -d" " -f2'];
  return Array.from({ length: count }, (_, i) => (round[i % round.length] ?? '').replaceAll('NAME', `c${Math.floor(i / round.length)}`));
}

async function boots(): Promise<void> {
  report('boot after the first', await repeated(100, () => Machine.boot(COURSE_WORLD)), 2);
}

/** The lines of the tutorials in sessions of their own, so that each line is met again with the state it had. */
async function tutorials(): Promise<void> {
  const times = new Map<string, number[]>();
  for (let round = 0; round < 8; round++) {
    const session = await Session.begin(boot, { seed: 1, base: { kind: 'scenario', commands: [] } });
    await type(session, ['true']);
    for (const line of [...PULLS, ...TUTORIAL]) times.set(line, [...(times.get(line) ?? []), await timed(() => type(session, [line]))]);
  }
  for (const [line, costs] of times) report(line, costs, TUTORIAL.includes(line) ? 16 : undefined);
}

async function listings(): Promise<void> {
  for (const [count, bound] of [[1000, 30], [10_000, 300]] as const) {
    const machine = await Machine.boot(COURSE_WORLD);
    await machine.execute(`docker pull -q alpine; for i in $(seq ${count}); do docker create alpine > /dev/null; done`, { limit: 1e15 });
    report(`docker ps -a with ${count} containers`, await repeated(6, () => machine.execute('docker ps -a > /dev/null')), bound);
  }
}

async function loop(): Promise<void> {
  const machine = await Machine.boot(COURSE_WORLD);
  report('for i in $(seq 10000); do echo $i; done', await repeated(6, () => machine.execute('for i in $(seq 10000); do echo $i; done')), 100);
}

async function replays(): Promise<void> {
  const session = await Session.begin(boot, { seed: 2, base: { kind: 'scenario', commands: [] } });
  await type(session, ['docker pull -q alpine', ...mix(500)]);
  report('replay, commands', await repeated(6, () => Session.replay(boot, session.log())), 2000, 500);
  const [log, point] = [session.log(), session.undoPoint() ?? -1];
  const undos: number[] = [];
  for (let i = 0; i < 4; i++) {
    const standby = new Standby(boot);
    while (await standby.step(log, point));
    undos.push(await timed(() => standby.take(log, point)));
  }
  report('undo with 500 commands behind', undos, 300);
  report('the same at once after another undo', await repeated(4, () => new Standby(boot).take(log, point)), 1000);
}

await preloadPrograms();
await boots();
await tutorials();
await replays();
await loop();
await listings();
console.log(table());
