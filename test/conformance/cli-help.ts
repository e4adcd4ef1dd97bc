/** Corpus cli-help: help of every command and what wrong command lines say. Corpus plugin-help holds where plug-ins change it. */
import { corpusCases, corpusFile } from '../corpora.ts';
import { play } from '../docker/docker-host.ts';
import type { SuiteResult } from './compare.ts';
import { compareAll } from './compare.ts';

interface Printed { readonly exit: number; readonly stdout: string; readonly stderr: string }
interface HelpCase { readonly id: string; readonly argv: string[]; readonly offline: Printed; readonly engine?: Printed; readonly swarm_manager?: Printed; readonly experimental?: Printed }

const PING = { 'Api-Version': '1.50', 'Builder-Version': '2', 'Docker-Experimental': 'false', Ostype: 'linux', Swarm: 'inactive' };
const MODES = {
  engine: PING, swarm_manager: { ...PING, Swarm: 'active/manager' }, experimental: { ...PING, 'Docker-Experimental': 'true' },
} as const;

const printed = (outcome: Printed): Printed => ({ exit: outcome.exit, stdout: outcome.stdout, stderr: outcome.stderr });

/** Help of all commands, in every state of the daemon in which it differs. */
export function runHelp(): SuiteResult {
  const all = JSON.parse(corpusFile('cli-help', 'all-help.json') ?? '[]') as HelpCase[];
  const cases = all.flatMap((c) => [
    { name: `${c.argv.join(' ')} (offline)`, argv: c.argv, want: c.offline, ping: undefined },
    ...(['engine', 'swarm_manager', 'experimental'] as const).map((mode) => ({ name: `${c.argv.join(' ')} (${mode})`, argv: c.argv, want: c[mode] ?? c.offline, ping: MODES[mode] })),
  ]);
  return compareAll('cli-help: help', cases, (c) => {
    const outcome = play({ argv: c.argv, ...(c.ping === undefined ? { daemon: 'down' as const } : { pingHeaders: c.ping }) });
    return { name: c.name, want: printed(c.want), got: printed(outcome) };
  });
}

/** Wrong command lines. */
export function runErrors(): SuiteResult {
  const cases = corpusCases<{ id: string; argv: string[]; expect: Printed }>('cli-help');
  return compareAll('cli-help: errors', cases, (c) => ({ name: c.argv.join(' '), want: printed(c.expect), got: printed(play({ argv: c.argv })) }));
}

export function run(): SuiteResult {
  const parts = [runHelp(), runErrors()];
  return {
    suite: 'cli-help',
    total: parts.reduce((sum, part) => sum + part.total, 0),
    equal: parts.reduce((sum, part) => sum + part.equal, 0),
    failures: parts.flatMap((part) => part.failures),
  };
}
