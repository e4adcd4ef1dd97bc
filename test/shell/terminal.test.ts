/** Sessions at a terminal: the bytes are those of bash 5.2.15 (readline 8.2) and dash 0.5.12 for the same keys, process ids aside. */
import { describe, expect, it } from 'vitest';
import { Machine } from './machine.ts';
import type { Session } from './machine.ts';

const ON = '\x1b[?2004h';
const OFF = '\x1b[?2004l\r';

function typed(keys: readonly string[], argv: readonly string[] = ['bash', '--norc']): string {
  const session = new Machine().session(argv);
  for (const key of keys) session.type(key, 0.25);
  return session.output;
}

describe('bash at a terminal', () => {
  it.each<[string, string[], string]>([
    ['runs a line', ['echo hi\r'], `${ON}$ echo hi\r\n${OFF}hi\r\n${ON}$ `],
    ['abandons a line at ^C', ['abc', '\x03'], `${ON}$ abc^C${OFF}${ON}${OFF}\r\n${ON}$ `],
    ['asks for the rest', ['if true\r', 'then echo x\r', 'fi\r'], `${ON}$ if true\r\n${OFF}${ON}> then echo x\r\n${OFF}${ON}> fi\r\n${OFF}x\r\n${ON}$ `],
    ['stops, lists, continues and kills a job', ['sleep 100\r', '\x1a', 'jobs\r', 'bg\r', 'kill %1\r', '\r'],
      `${ON}$ sleep 100\r\n${OFF}^Z\r\n[1]+  Stopped                 sleep 100\r\n${ON}$ jobs\r\n${OFF}[1]+  Stopped                 sleep 100\r\n${ON}$ bg\r\n${OFF}[1]+ sleep 100 &\r\n${ON}$ kill %1\r\n${OFF}[1]+  Terminated              sleep 100\r\n${ON}$ \r\n${OFF}${ON}$ `],
    ['interrupts a program', ['sleep 5\r', '\x03', 'echo $?\r'], `${ON}$ sleep 5\r\n${OFF}^C\r\n${ON}$ echo $?\r\n${OFF}130\r\n${ON}$ `],
    ['interrupts itself in a loop', ['while :; do :; done\r', '\x03', 'echo $?\r'], `${ON}$ while :; do :; done\r\n${OFF}^C\r\n${ON}$ echo $?\r\n${OFF}130\r\n${ON}$ `],
    ['ends at ^D', ['\x04'], `${ON}$ ${OFF}\r\nexit\r\n`],
    ['speaks of stopped jobs before it ends', ['sleep 100\r', '\x1a', 'exit\r', 'exit\r'],
      `${ON}$ sleep 100\r\n${OFF}^Z\r\n[1]+  Stopped                 sleep 100\r\n${ON}$ exit\r\n${OFF}exit\r\nThere are stopped jobs.\r\n${ON}$ exit\r\n${OFF}exit\r\n`],
    ['inserts in the middle', ['echo ac', '\x1b[D', 'b', '\r'], `${ON}$ echo ac\bbc\b\r\n${OFF}abc\r\n${ON}$ `],
    ['words errors without line numbers', ['foo\r', 'echo )\r'], `${ON}$ foo\r\n${OFF}bash: foo: command not found\r\n${ON}$ echo )\r\n${OFF}bash: syntax error near unexpected token \`)'\r\n${ON}$ `],
    ['expands history', ['echo one\r', '!!\r', '!zz\r'],
      `${ON}$ echo one\r\n${OFF}one\r\n${ON}$ !!\r\n${OFF}echo one\r\none\r\n${ON}$ !zz\r\n${OFF}bash: !zz: event not found\r\n${ON}$ `],
    ['lets read have a line', ['read x\r', 'hello\r', 'echo $x\r'], `${ON}$ read x\r\n${OFF}hello\r\n${ON}$ echo $x\r\n${OFF}hello\r\n${ON}$ `],
    ['ends a here-document at ^D', ['cat <<E\r', 'a\r', '\x04'],
      `${ON}$ cat <<E\r\n${OFF}${ON}> a\r\n${OFF}${ON}> ${OFF}\r\nbash: warning: here-document at line 1 delimited by end-of-file (wanted \`E')\r\na\r\n${ON}$ `],
    ['lists itself where there is no other line', ['fc -l\r'], `${ON}$ fc -l\r\n${OFF}1\t fc -l\r\n${ON}$ `],
    ['lists the last line by its place', ['echo a\r', 'fc -l -1\r'], `${ON}$ echo a\r\n${OFF}a\r\n${ON}$ fc -l -1\r\n${OFF}1\t echo a\r\n${ON}$ `],
    ['tells how a program died', ['sh -c "kill -9 \\$\\$"\r'], `${ON}$ sh -c "kill -9 \\$\\$"\r\n${OFF}Killed\r\n${ON}$ `],
  ])('%s', (_, keys, output) => expect(typed(keys)).toBe(output));

  it('announces a background job and its end', () => {
    const session = new Machine().session(['bash', '--norc']);
    expect(session.type('sleep 0.1 &\r')).toMatch(/\r\[1\] \d+\r\n/);
    expect(session.type('\r')).toContain('[1]+  Done                    sleep 0.1\r\n');
  });

  it('brings a stopped job back to the foreground', () => {
    const session = new Machine().session(['bash', '--norc']);
    session.type('cat\r');
    session.type('\x1a');
    session.type('fg\r');
    expect(session.type('hello\r')).toBe('hello\r\nhello\r\n');
    expect(session.type('\x04')).toBe(`${ON}$ `);
  });

  it('keeps what is typed ahead for the next prompt', () => {
    const session = new Machine().session(['bash', '--norc']);
    expect(session.type('sleep 1\recho next\r', 2)).toContain(`${OFF}next\r\n`);
  });

  it('runs every line of a paste in order', () => {
    expect(typed(['\x1b[200~echo a\necho b\n\x1b[201~', '\r'])).toContain(`${OFF}a\r\nb\r\n`);
    expect(typed(['echo a\recho b\r'])).toMatch(/a\r\n[^]*b\r\n/);
  });

  it('shows prompt escapes, PS2 and PROMPT_COMMAND', () => {
    const session = new Machine().session(['bash', '--norc'], { env: { PS1: '\\[\\e[32m\\]\\u@\\h\\[\\e[0m\\]:\\w\\$ ', PROMPT_COMMAND: 'echo pc' } });
    expect(session.output).toBe(`pc\r\n${ON}\x1b[32mroot@box\x1b[0m:/desk# `);
    expect(session.type('cd\r')).toContain('root@box\x1b[0m:~# ');
  });

  it('runs ~/.bashrc, and writes the history when it ends', () => {
    const machine = new Machine();
    machine.fs.writeFile('/root/.bashrc', "alias hi='echo hello'\nPS1='rc> '\n");
    machine.fs.writeFile('/root/.bash_history', 'old line\n');
    const session = machine.session(['bash']);
    expect(session.output).toContain('rc> ');
    expect(session.type('hi you\r')).toContain('hello you\r\n');
    expect(session.type('history\r')).toContain('    1  old line\r\n    2  hi you\r\n    3  history\r\n');
    session.type('exit\r');
    expect(session.handle.status()).toMatchObject({ kind: 'exited', code: 0 });
    expect(machine.fs.readText('/root/.bash_history')).toBe('old line\nhi you\nhistory\nexit\n');
  });

  it('tells the terminal where commands begin and end when asked to', () => {
    const session = new Machine().session(['bash', '--norc'], { env: { DRYDOCK_SHELL_INTEGRATION: '1' } });
    expect(session.output).toBe(`\x1b]133;A\x07${ON}$ \x1b]133;B\x07`);
    expect(session.type('false; x\r')).toBe(
      `false; x\r\n${OFF}\x1b]633;E;false\\x3b x\x07\x1b]133;C\x07bash: x: command not found\r\n\x1b]133;D;127\x07\x1b]133;A\x07${ON}$ \x1b]133;B\x07`,
    );
  });
});

describe('sh at a terminal', () => {
  it('is dash: no editor, its own messages', () => {
    expect(typed(['echo hi\r', 'foo\r', 'ab\x03', 'if true\r', 'then echo x; fi\r', 'sleep 50\r', '\x03', 'echo $?\r', 'sleep 30 &\r', 'jobs\r', '\x04'], ['dash'])).toBe(
      '$ echo hi\r\nhi\r\n$ foo\r\ndash: 2: foo: not found\r\n$ ^C\r\n$ if true\r\n> then echo x; fi\r\nx\r\n$ sleep 50\r\n^C\r\n$ echo $?\r\n130\r\n$ sleep 30 &\r\n$ jobs\r\n[1] + Running                    sleep 30\r\n$ \r\n',
    );
  });

  it('is ash where the executable is BusyBox', () => {
    const session: Session = new Machine().session(['ash']);
    expect(session.type('foo\r')).toBe('foo\r\nash: foo: not found\r\n$ \x1b[6n');
    expect(session.type('\x1b[1;1Recho ok\r')).toContain('\r\nok\r\n');
    session.type('exit 3\r');
    expect(session.handle.status()).toMatchObject({ code: 3 });
  });
});
