/**
 * The numbers of the design: boot, commands of the tutorials, `docker ps` with many containers, replay, undo. Run by `npm run bench`;
 * prints a table and never fails: a figure beyond its bound is marked.
 */
import { Machine } from '../../src/machine/machine.ts';
import { preloadPrograms } from '../../src/machine/programs.ts';
import { Session, type BootBase } from '../../src/machine/session/session.ts';
import { COURSE_WORLD } from '../../src/machine/world.ts';

const rows: { what: string; figure: number; unit: string; bound: number | undefined }[] = [];

function report(what: string, figure: number, unit: string, bound?: number): void {
  rows.push({ what, figure, unit, bound });
  console.log(`${what.padEnd(48)} ${figure.toFixed(figure < 10 ? 2 : 0).padStart(8)} ${unit}${bound === undefined ? '' : `   (bound ${bound} ${unit}${(unit === '/s' ? figure < bound : figure > bound) ? ', MISSED' : ''})`}`);
}

async function timed(body: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await body();
  return performance.now() - started;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
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

const TUTORIAL = [
  'docker run hello-world', 'docker ps -a', 'docker run -d --name web -p 8080:80 nginx', 'curl -s localhost:8080', 'docker logs web', 'docker exec web ls /etc/nginx', 'docker inspect web',
  'docker stop web', 'docker rm web', 'docker images', 'docker network create shop', 'docker run -d --name db --network shop redis', 'docker exec db redis-cli ping', 'docker volume ls',
];

/** 40 % ps and inspect, 30 % run, stop and rm, 30 % pipelines. */
function mix(count: number): string[] {
  const round = ['docker ps', 'docker run -d --name NAME alpine sleep 1000', 'docker inspect NAME', 'docker ps -a | grep NAME | wc -l', 'docker ps -q', 'docker stop -t 0 NAME', 'docker ps -aq | head -1', 'docker inspect -f "{{.State.Status}}" NAME', 'docker rm NAME', 'echo a b c | tr a-z A-Z | cut -d" " -f2'];
  return Array.from({ length: count }, (_, i) => (round[i % round.length] ?? '').replaceAll('NAME', `c${Math.floor(i / round.length)}`));
}

await preloadPrograms();
report('first boot', await timed(() => Machine.boot(COURSE_WORLD)), 'ms');
const boots: number[] = [];
for (let i = 0; i < 20; i++) boots.push(await timed(() => Machine.boot(COURSE_WORLD)));
report('boot after the first', median(boots), 'ms', 2);

const session = await Session.begin(boot, { seed: 1, base: { kind: 'scenario', commands: [] } });
await type(session, ['true']);
const costs: number[] = [];
for (const line of TUTORIAL) {
  const cost = await timed(() => type(session, [line]));
  costs.push(cost);
  report(`  ${line}`.slice(0, 48), cost, 'ms');
}
report('a command of the tutorials, slowest', Math.max(...costs), 'ms', 16);

for (const [count, bound] of [[1000, 30], [10_000, 300]] as const) {
  const machine = await Machine.boot(COURSE_WORLD);
  await machine.execute(`docker pull -q alpine; for i in $(seq ${count}); do docker create alpine > /dev/null; done`, { limit: 1e15 });
  await machine.execute('docker ps -a > /dev/null');
  report(`docker ps -a with ${count} containers`, await timed(() => machine.execute('docker ps -a > /dev/null')), 'ms', bound);
}

const long = await Session.begin(boot, { seed: 2, base: { kind: 'scenario', commands: [] } });
await type(long, ['docker pull -q alpine', ...mix(500)]);
const replay = await timed(() => Session.replay(boot, long.log()));
report('replay of 500 commands', (500 / replay) * 1000, '/s', 2000);
report('undo with 500 commands behind', await timed(() => Session.replay(boot, long.log(), long.undoPoint())), 'ms', 300);
