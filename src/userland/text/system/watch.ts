import { strftime } from '../../dates.ts';
import { Screen } from '../../editors/screen.ts';
import { tool } from '../../tool.ts';
import { captureCommand } from '../run-shell.ts';

export const watch = tool({
  name: 'watch',
  package: 'procps-ng 4.0.2',
  synopsis: ['[options] command'],
  summary: 'Execute a program periodically, showing output fullscreen.',
  stopAtOperand: true,
  options: [{ short: 'n', long: 'interval', argument: 'secs', help: 'seconds to wait between updates' }, { short: 't', long: 'no-title', help: 'turn off header' }, { short: 'd', long: 'differences', help: 'highlight changes between updates' }, { short: 'e', long: 'errexit' }, { short: 'g', long: 'chgexit', help: 'exit when output from command changes' }, { short: 'x', long: 'exec', help: 'pass command to exec instead of "sh -c"' }, { short: 'c', long: 'color', help: 'interpret ANSI color and style sequences' }, { short: 'b', long: 'beep' }, { short: 'p', long: 'precise' }],
  *run(t) {
    if (t.operands.length === 0) return yield* t.usage('bad usage');
    const interval = Math.max(0.1, Number(t.value('interval') ?? 2));
    if (Number.isNaN(interval)) return yield* t.fail(`failed to parse argument: '${t.value('interval')}'`);
    const command = t.operands.join(' ');
    if (!t.proc.isatty(1)) return yield* t.fail('standard output is not a terminal');
    const screen = new Screen(t.proc);
    yield* screen.open();
    let last: string[] | undefined;
    for (;;) {
      const output = yield* captureCommand(t.proc, command);
      const { cols, rows } = screen;
      const right = `${t.proc.uts.hostname}: ${strftime('%a %b %e %H:%M:%S %Y', t.proc.realtime())}`;
      const left = `Every ${interval.toFixed(1)}s: ${command}`;
      const title = t.has('no-title') ? [] : [left.slice(0, Math.max(0, cols - right.length - 1)).padEnd(Math.max(0, cols - right.length)) + right, ''];
      const lines = output.replace(/\n$/, '').split('\n');
      const before = last;
      const painted = lines.map((line, index) => (t.has('differences') && before !== undefined && before[index] !== line ? `\x1b[7m${line.slice(0, cols)}\x1b[27m` : line.slice(0, cols + 64)));
      yield* screen.write(`\x1b[H${[...title, ...painted].slice(0, rows).join('\x1b[K\n')}\x1b[J`);
      if (t.has('chgexit') && before !== undefined && before.join('\n') !== lines.join('\n')) break;
      last = lines;
      const key = yield* screen.key(interval * 1e9);
      if (key === 'ctrl-c' || key === 'q' || key === 'eof') break;
    }
    yield* screen.close();
    return 0;
  },
});
