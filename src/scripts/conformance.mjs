// `npm run conformance`: how much of the corpora and of the recordings of real Docker is met, suite by suite.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { explain, installed, root, tooling } from './tooling.mjs';

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const verbose = process.argv.includes('--failures');
const wanted = (name) => words.length === 0 || words.some((word) => name.includes(word));
const shared = process.env.DRYDOCK_CORPORA ? resolve(process.env.DRYDOCK_CORPORA, '..') : resolve(root, '../shared');

function line(name, equal, total, note = '') {
  const percent = total === 0 ? '   -  ' : `${((100 * equal) / total).toFixed(1).padStart(5)}%`;
  console.log(`${name.padEnd(34)} ${String(equal).padStart(6)} / ${String(total).padEnd(6)} ${percent} ${note}`);
}

async function suites() {
  const folder = join(root, 'test/conformance');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts')).sort()) {
    if (!wanted(file)) continue;
    try {
      const { run } = await import(pathToFileURL(join(folder, file)).href);
      if (!run) continue;
      const { suite, total, equal, failures } = await run();
      line(suite, equal, total, total === 0 ? 'its corpus is not here' : '');
      if (verbose) for (const { name, want, got } of failures) console.log(`  ${name}\n    want ${JSON.stringify(want)}\n    got  ${JSON.stringify(got)}`);
    } catch (error) {
      console.log(`${file.padEnd(34)} could not be run: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 2;
    }
  }
}

/** Runs the scenarios of a folder and compares them with what Docker printed. */
function recordings(node, name, scenarios, golden) {
  if (!wanted(name)) return;
  if (!existsSync(golden)) {
    console.log(`${name.padEnd(34)} the recordings are not here`);
    return;
  }
  const out = join(root, '.cache/conformance', name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const files = readdirSync(scenarios).filter((file) => file.endsWith('.sh')).sort().map((file) => join(scenarios, file));
  const world = join(shared, 'ground-truth/world.json');
  const start = Date.now();
  const run = (options, some) => {
    if (some.length === 0) return;
    const ran = spawnSync(node, [join(root, 'src/headless/drydock.ts'), 'run', '--json', ...options, '--world', world, '--out', out, ...some], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (ran.status !== 0) process.exitCode = 2;
  };
  run(['--api'], files);
  run(['--tty'], files.filter((file) => existsSync(join(golden, `${basename(file, '.sh')}.tty.json`))));
  console.log(`${name}: ${files.length} scenarios run in ${((Date.now() - start) / 1000).toFixed(1)} s`);
  const compared = spawnSync('python3', [join(shared, 'ground-truth/compare.py'), golden, out, '--show', verbose ? '-1' : '0', '--json', join(out, 'verdicts.json')], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (compared.error) console.log(`${name.padEnd(34)} needs python3 to be compared`);
  else process.stdout.write(compared.stdout + compared.stderr);
  wholeScenarios(name, join(out, 'verdicts.json'));
}

function wholeScenarios(name, file) {
  if (!existsSync(file)) return;
  const verdicts = JSON.parse(readFileSync(file, 'utf8'));
  const byScenario = new Map();
  for (const step of Array.isArray(verdicts) ? verdicts : (verdicts.steps ?? [])) {
    const good = step.verdict === 'exact' || step.verdict === 'same';
    byScenario.set(step.scenario, (byScenario.get(step.scenario) ?? true) && good);
  }
  if (byScenario.size > 0) line(`${name}: whole scenarios`, [...byScenario.values()].filter(Boolean).length, byScenario.size);
}

try {
  installed();
  const { node, env } = tooling();
  if (node !== process.execPath) {
    process.exitCode = spawnSync(node, process.argv.slice(1), { stdio: 'inherit', env }).status ?? 2;
  } else {
    await suites();
    recordings(node, 'recordings', join(shared, 'ground-truth/scenarios'), join(shared, 'ground-truth/recordings'));
    recordings(node, 'walks', join(shared, 'ground-truth/walks/scenarios'), join(shared, 'ground-truth/walks/recordings'));
  }
} catch (error) {
  explain(error);
}
