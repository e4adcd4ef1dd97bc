// A machine for tests of the page alone: it echoes, and a few words make it do what a test needs. Not a simulation.
import type { TaskStates } from '../../src/course/replica.ts';
import type { BootLab, Lab } from '../../src/workbench/lab.ts';
import { fresh, sample } from '../workbench/sample-snapshot.ts';

const prompt = '\u001b[32mlearner@drydock:~$\u001b[0m ';

/** `echo x`, `colour` (one outside the theme), `fill` (the sample host), `miss TASK` and `pass TASK`, `ask` (a question without an end of line), `flood`, `hang`, `throw`, `poison` (a session that cannot be booted again); else a command not found. */
export const bootFakeLab: BootLab = async (request, listener) => {
  let commands: string[] = [];
  let tasks: TaskStates = {};
  let ran = 0;
  let now = 0;
  const pending: (() => void)[] = [];
  const lines = new Map<number, string>();
  const say = (tab: number, text: string) => listener.output(tab, new TextEncoder().encode(text.replaceAll('\n', '\r\n')));

  const perform = (tab: number, line: string) => {
    const [word = '', ...rest] = line.trim().split(' ');
    if (word === 'echo') say(tab, `${rest.join(' ')}\n`);
    else if (word === 'colour') say(tab, '\u001b[38;2;1;200;3mcoloured\u001b[0m\n');
    else if (word === 'fill') listener.changed();
    else if (word === 'miss') tasks = { ...tasks, [rest[0] ?? '']: [{ ok: true }, { ok: false, isMistake: true, miss: 'Port 8081 leads to `8081` in `shop`, but nginx listens on `80`. Try `curl -s localhost:8081` yourself.' }] };
    else if (word === 'pass') tasks = { ...tasks, [rest[0] ?? '']: [{ ok: true }, { ok: true }] };
    else if (word === 'ask') say(tab, 'Are you sure? [y/N] ');
    else if (word === 'flood') for (let at = 0; at < 20_000; at += 1) say(tab, `line ${at}\n`);
    else if (word === 'hang') for (;;) now += 1;
    else if (word === 'throw') throw new Error('the fake machine was told to throw');
    else if (word && word !== 'poison') say(tab, `bash: ${word}: command not found\n`);
  };
  const accept = (tab: number) => {
    const line = lines.get(tab) ?? '';
    lines.set(tab, '');
    say(tab, '\n');
    perform(tab, line);
    if (line.trim()) {
      commands.push(line);
      listener.changed();
      listener.completed();
    }
    if (line !== 'ask') say(tab, prompt);
  };
  const saved = request.saved ? (JSON.parse(new TextDecoder().decode(request.saved.data)) as string[]) : [];
  if (saved.includes('poison')) throw new Error('the session is poisoned');
  const replay = saved.slice(0, saved.length - (request.drop ?? 0));

  const lab: Lab = {
    now: () => now,
    run(until) {
      now = until;
      ran += 1;
      for (const action of pending.splice(0)) action();
      return { why: 'idle' };
    },
    terminals: () => [],
    openTerminal: (tab) => pending.push(() => {
      if (tab === 1 && replay.length > 0) {
        for (const line of replay.splice(0)) {
          lines.set(tab, line);
          say(tab, prompt + line);
          accept(tab);
        }
      } else say(tab, prompt);
    }),
    closeTerminal: (tab) => void lines.delete(tab),
    resize: () => undefined,
    input: (tab, bytes) => pending.push(() => {
      for (const sign of new TextDecoder().decode(bytes)) {
        if (sign === '\r') accept(tab);
        else if (sign === '\u007f') lines.set(tab, (lines.get(tab) ?? '').slice(0, -1));
        else {
          lines.set(tab, (lines.get(tab) ?? '') + sign);
          say(tab, sign);
        }
      }
    }),
    undo() {
      if (!commands.pop()) return false;
      listener.cleared(1);
      for (const line of commands) say(1, `${prompt}${line}\n`);
      say(1, prompt);
      return true;
    },
    reset() {
      commands = [];
      tasks = {};
      listener.cleared(1);
      say(1, prompt);
    },
    readFile: () => new Uint8Array(),
    editFile: () => undefined,
    drawn: () => undefined,
    shell: () => ({ isAtPrompt: true, accepted: commands.length }),
    statuses: () => ({}),
    snapshot: () => (commands.some((line) => line.startsWith('fill')) ? sample : fresh),
    save: () => ({ format: 1, events: commands.length, data: new TextEncoder().encode(JSON.stringify(commands)) }),
    check: () => (ran > 0 ? tasks : undefined),
    grade: async (_quiz, reply) => 'texts' in reply && reply.texts[0] === 'right',
    answer: (task) => void (tasks = { ...tasks, [task]: [{ ok: true }] }),
  };
  return lab;
};
