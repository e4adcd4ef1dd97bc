import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checksOf } from '../../src/course/checks.ts';
import { parseLesson } from '../../src/course/parse.ts';
import { makeChecker } from '../../src/workbench/checks.ts';
import { bootLab } from '../../src/workbench/drydock-lab.ts';
import type { Lab } from '../../src/workbench/lab.ts';
import type { BootRequest } from '../../src/workbench/protocol.ts';
import type { Snapshot } from '../../src/workbench/snapshot.ts';

const lesson = parseLesson(readFileSync(new URL('../../lessons/en/01-containers/01-first-container.md', import.meta.url), 'utf8'));
const checks = checksOf(lesson);
const request: BootRequest = { locale: 'en', lesson: lesson.head.slug, scenario: lesson.head.scenario, seed: 7, checks };

/** A lab with a terminal that is typed into; what it prints is kept. */
async function start(boot: BootRequest = request, fetchServices?: () => Promise<unknown>) {
  let shown = '';
  let wake = () => {};
  const lab = await bootLab(boot, { output: (_tab, bytes) => void (shown += new TextDecoder().decode(bytes)), cleared: () => void (shown = ''), changed() {}, completed() {}, wake: () => wake() }, makeChecker, fetchServices);
  /** Lets the machine run a virtual second. */
  const settle = async () => {
    const until = Math.ceil(lab.now() + 1000);
    while (lab.now() < until) {
      const { why } = lab.run(until, 100_000);
      if (why === 'external') await new Promise<void>((resolve) => void (wake = resolve));
      else if (why === 'idle') return;
    }
  };
  lab.openTerminal(1, 80, 24);
  await settle();
  const type = async (line: string) => {
    lab.input(1, new TextEncoder().encode(`${line}\r`));
    for (let second = 0; second < 5; second += 1) await settle();
  };
  return { lab, type, settle, shown: () => shown };
}

/** What the panels show of a host whose daemon runs. */
function picture(lab: Lab): Snapshot {
  const snapshot = lab.snapshot();
  if (!snapshot) throw new Error('there is no picture yet');
  return snapshot;
}

const ok = async (lab: Lab, task: string) => (await lab.check())?.[task]?.map((goal) => goal.ok);

describe('a lesson on the machine', () => {
  it('ticks a task when it holds, keeps it ticked, and explains a known mistake', async () => {
    const { lab, type } = await start();
    expect(await lab.check()).toEqual({});
    await type('docker pull hello-world');
    expect((await lab.check())?.['twice']?.[0]?.miss).toMatch(/only fetches the image/);
    await type('docker run hello-world');
    // Half of the way is no mistake, nor is a block of the text.
    expect((await lab.check())?.['twice']?.[0]).toEqual({ ok: false, miss: expect.stringContaining('wc -l'), isMistake: false });
    await type('docker run hello-world');
    expect(await ok(lab, 'twice')).toEqual([true, true]);
    expect((await lab.check())?.['all']).toEqual([{ ok: false }]);
    await type('docker ps');
    await type('docker images');
    expect((await lab.check())?.['all']?.[0]).toMatchObject({ isMistake: false });
    await type('docker ps');
    expect((await lab.check())?.['all']?.[0]?.miss).toMatch(/running containers only/);
    expect(await ok(lab, 'clean')).toBeUndefined();
    await lab.undo();
    expect(await ok(lab, 'twice')).toEqual([true, true]);
    await type('docker ps -a');
    expect(await ok(lab, 'all')).toEqual([true]);
  });

  it('is the same to the byte with checks and without', async () => {
    const lines = ['docker run hello-world', 'docker ps -a', 'ls; date', 'docker rm $(docker ps -aq)'];
    const [looked, left] = [await start(), await start({ ...request, checks: undefined } as unknown as BootRequest)];
    for (const line of lines) {
      await looked.lab.check();
      await looked.type(line);
      await looked.lab.check();
      await left.type(line);
    }
    expect(looked.shown()).toBe(left.shown());
    expect(await looked.lab.save()).toEqual(await left.lab.save());
    expect(looked.lab.now()).toBe(left.lab.now());
    expect(looked.shown()).toContain('Hello from Docker!');
  });

  it('goes on from what was saved', async () => {
    const { lab, type, shown } = await start();
    await type('echo kept > note; docker run -q --name one hello-world');
    const again = await start({ ...request, saved: await lab.save() });
    expect(again.shown()).toBe(shown());
    expect(await again.lab.save()).toEqual(await lab.save());
    await again.type('cat note; docker ps -a --format "{{.Names}}"');
    expect(again.shown()).toMatch(/kept\r\none\r\n/);
  });

  it('remembers the life of a container and the last command over a reload and an undo', async () => {
    const { lab, type } = await start();
    await type('docker run --name one -q hello-world');
    await type('docker start one');
    const again = await start({ ...request, saved: await lab.save() });
    for (const { containers, events, lastCommand } of [picture(lab), picture(again.lab)]) {
      expect(containers[0]?.history.map(({ state }) => state)).toEqual(['created', 'running', 'exited', 'running', 'exited']);
      expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(['pull', 'create', 'die']));
      expect(lastCommand?.calls.map(({ method }) => method)).toContain('POST');
      expect(lastCommand?.events.map(({ action }) => action)).toEqual(expect.arrayContaining(['start', 'die']));
    }
    await lab.undo();
    expect(picture(lab).containers[0]?.history).toHaveLength(3);
    expect(picture(lab).lastCommand?.line).toBe('docker run --name one -q hello-world');
  });

  it('shows what a lesson begins with, the first process, and a status that ages while nothing happens', async () => {
    const { lab } = await start({ ...request, scenario: 'docker run -d --name web nginx:alpine' });
    const [web] = picture(lab).containers;
    expect(web?.history.map(({ state }) => state)).toEqual(['created', 'running']);
    expect(web?.pid1).toBe('nginx');
    expect(Object.values(lab.statuses(lab.now() + 65_000))).toEqual(['Up About a minute']);
  });

  it('has its prompt before the daemon, and the daemon when that was fetched', async () => {
    let fetched = () => {};
    const { lab, type, settle, shown } = await start(request, () => new Promise<void>((resolve) => void (fetched = resolve)));
    expect(shown()).toContain('learner@drydock');
    await type('echo x; pgrep dockerd; systemctl is-active docker docker.socket');
    expect(shown()).toContain('x\r\ninactive\r\nactive\r\n');
    expect(lab.snapshot()).toBeUndefined();
    lab.drawn();
    fetched();
    await new Promise((resolve) => setTimeout(resolve));
    await settle();
    await type('systemctl is-active docker');
    expect(shown()).toMatch(/[^n]active\r\n[^\n]*$/);
    expect(picture(lab).networks.map(({ name }) => name)).toContain('bridge');
    await type('docker run -q hello-world');
    await type('docker run hello-world');
    const again = await start({ ...request, saved: await lab.save() });
    expect(again.shown()).toBe(shown());
    expect(await again.lab.save()).toEqual(await lab.save());
    expect(await ok(lab, 'twice')).toEqual([true, true]);
    // Before the services were started: they are started again.
    for (let i = 0; i < 4; i += 1) await lab.undo();
    await settle();
    await type('docker ps -q; systemctl is-active docker');
    expect(shown()).toMatch(/[^n]active\r\n[^\n]*$/);
  });

  it('starts the daemon for a command that comes before it was fetched', async () => {
    const { lab, type, shown } = await start(request, () => new Promise(() => {}));
    await type('docker ps');
    expect(shown()).toContain('CONTAINER ID');
    expect(picture(lab).containers).toEqual([]);
  });

  it('draws the names by which a network finds a container', async () => {
    const scenario = ['docker pull nginx', 'docker network create app', 'docker run -d --name web --network app --network-alias front nginx'].join('\n');
    const { lab } = await start({ locale: 'en', lesson: 'names', scenario, seed: 7 });
    const [web] = picture(lab).containers;
    expect(web?.endpoints).toEqual([{ network: 'app', address: '172.18.0.2', aliases: ['web', 'front', web?.id.slice(0, 12)] }]);
  });

  it('grades a question by running', async () => {
    const { lab } = await start();
    const quiz = checks.quizzes.find(({ kind }) => kind === 'command')?.id ?? '';
    expect(await lab.grade(quiz, { texts: ['docker run --name=greeter hello-world'] })).toBe(true);
    expect(await lab.grade(quiz, { texts: ['docker run hello-world --name greeter'] })).toBe(false);
    await expect(lab.grade('nonesuch', { texts: [] })).rejects.toThrow('no question');
  });
});
