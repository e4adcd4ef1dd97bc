import { tool } from '../tool.ts';

export const which = tool({
  name: 'which',
  package: 'debianutils 5.7',
  synopsis: ['[-a] args'],
  summary: 'Locate a command.',
  options: [{ short: 'a', help: 'print all matching pathnames of each argument' }],
  *run(t) {
    if (t.operands.length === 0) return 1;
    for (const name of t.operands) {
      const candidates = name.includes('/') ? [name] : (t.proc.env.get('PATH') ?? '').split(':').map((directory) => `${directory}/${name}`);
      const found = candidates.filter((path) => t.proc.access(path, 1) && t.proc.stat(path).kind === 'file');
      if (found.length === 0) t.exit = 1;
      for (const path of t.has('a') ? found : found.slice(0, 1)) yield* t.print(`${path}\n`);
    }
    return t.exit;
  },
});
