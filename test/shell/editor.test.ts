/** What the line editor paints, as a terminal emulator shows it. */
import unicode11 from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { Machine } from './machine.ts';
import type { Session } from './machine.ts';

interface Screen { readonly lines: string[]; readonly cursor: readonly [row: number, col: number] }

/** Lets an emulator of that width show everything the session wrote. */
async function screen(session: Session, cols = 80, rows = 24): Promise<Screen> {
  const terminal = new xterm.Terminal({ cols, rows, allowProposedApi: true });
  terminal.loadAddon(new unicode11.Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  await new Promise<void>((resolve) => terminal.write(session.output, resolve));
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let i = 0; i < active.length; i++) lines.push(active.getLine(i)?.translateToString(true) ?? '');
  while (lines.at(-1) === '' && lines.length > active.baseY + active.cursorY + 1) lines.pop();
  return { lines, cursor: [active.baseY + active.cursorY, active.cursorX] };
}

async function after(keys: readonly string[], options: { cols?: number; history?: string; files?: readonly string[]; dirs?: readonly string[] } = {}): Promise<Screen> {
  const machine = new Machine();
  for (const dir of options.dirs ?? []) machine.fs.mkdirs(`/desk/${dir}`);
  for (const file of options.files ?? []) machine.fs.writeFile(`/desk/${file}`, '');
  if (options.history) machine.fs.writeFile('/root/.bash_history', options.history);
  const session = machine.session(['bash', '--norc'], { cols: options.cols ?? 80 });
  for (const key of keys) session.type(key);
  return await screen(session, options.cols);
}

describe('keys', () => {
  it.each<[string, string[], string, number]>([
    ['^A and ^E', ['bc', '\x01', 'a', '\x05', 'd'], '$ abcd', 6], ['^B ^F ^D', ['abc', '\x02\x02', '\x04', '\x06', 'x'], '$ acx', 5],
    ['^K ^Y', ['one two', '\x1bb', '\x0b', '\x01', '\x19'], '$ twoone ', 5], ['^U', ['abc def', '\x1bb', '\x15'], '$ def', 2],
    ['^W', ['docker run nginx:alpine', '\x17'], '$ docker run ', 13], ['Alt-Backspace', ['a b/c', '\x1b\x7f'], '$ a b/', 6],
    ['Alt-d', ['one two', '\x01', '\x1bd'], '$  two', 2], ['kills that join', ['a b c', '\x17\x17', '\x19'], '$ a b c', 7],
    ['yank-pop', ['one', '\x15', 'two', '\x15', '\x19', '\x1by'], '$ one', 5], ['^T', ['ab', '\x14'], '$ ba', 4],
    ['Alt-u Alt-l Alt-c', ['aa BB cc', '\x01', '\x1bu', '\x1bl', '\x1bc'], '$ AA bb Cc', 10], ['undo', ['abc', '\x17', '\x1f'], '$ abc', 5],
    ['Home End Delete', ['abc', '\x1b[H', '\x1b[3~', '\x1b[F', 'd'], '$ bcd', 5], ['Ctrl-arrows', ['one two', '\x1b[1;5D', 'x', '\x1b[1;5C', 'y'], '$ one xtwoy', 11],
    ['backspace over a wide character', ['日本', '\x7f', 'x'], '$ 日x', 5], ['left over an emoji', ['a🐳b', '\x1b[D', '\x1b[D', 'x'], '$ ax🐳b', 4],
    ['a count', ['hello', '\x1b5', '\x02', 'X'], '$ Xhello', 3], ['a count of two digits', ['\x1b1', '2', 'x'], '$ xxxxxxxxxxxx', 14],
    ['^X^X goes to the mark', ['abc', '\x18\x18', 'Y'], '$ Yabc', 3], ['^X and a key without a meaning', ['a', '\x18', '*', 'b'], '$ ab', 4],
    ['a control character by ^V', ['\x16\x03', 'x'], '$ ^Cx', 5],
  ])('%s', async (_, keys, line, col) => expect(await after(keys)).toEqual({ lines: [line], cursor: [0, col] }));

  it('goes through the history and keeps what was typed', async () => {
    const history = 'first\nsecond\n';
    expect((await after(['new', '\x10', '\x10', '!'], { history })).lines).toEqual(['$ first!']);
    expect((await after(['new', '\x1b[A', '\x1b[B'], { history })).lines).toEqual(['$ new']);
    expect((await after(['\x1b.', '\x1b.'], { history: 'a b\nc d\n' })).lines).toEqual(['$ b']);
  });

  it('begins the output in the empty row that a full line or a pasted newline leaves', async () => {
    expect((await after(['echo ' + 'x'.repeat(53), '\r'], { cols: 60 })).lines).toEqual([`$ echo ${'x'.repeat(53)}`, 'x'.repeat(53), '$ ']);
    expect((await after(['\x1b[200~echo a\n\x1b[201~', '\r'])).lines).toEqual(['$ echo a', 'a', '$ ']);
  });

  it('says that ^X^E is not simulated, and keeps the line', async () => {
    expect((await after(['echo x', '\x18\x05'])).lines).toEqual(['$ echo x', 'edit-and-execute-command is not simulated here', '$ echo x']);
  });

  it('searches backwards', async () => {
    const history = 'docker ps\ndocker run nginx\nls\n';
    expect(await after(['\x12', 'dock'], { history })).toEqual({ lines: ["(reverse-i-search)`dock': docker run nginx"], cursor: [0, 26] });
    expect((await after(['\x12', 'dock', '\x12'], { history })).lines).toEqual(["(reverse-i-search)`dock': docker ps"]);
    expect((await after(['\x12', 'zzz'], { history })).lines).toEqual(["(failed reverse-i-search)`zzz': "]);
    expect((await after(['ab', '\x12', 'dock', '\x07'], { history })).lines).toEqual(['$ ab']);
    expect((await after(['\x12', 'ps', '\x05', ' -a'], { history })).lines).toEqual(['$ docker ps -a']);
  });
});

describe('wrapping', () => {
  it('goes on in the next row and comes back', async () => {
    expect(await after(['echo 12345678901234567890'], { cols: 20 })).toEqual({ lines: ['$ echo 1234567890123', '4567890'], cursor: [1, 7] });
    expect(await after(['echo 12345678901234567890', '\x01', 'x'], { cols: 20 })).toEqual({ lines: ['$ xecho 123456789012', '34567890'], cursor: [0, 3] });
    expect(await after(['123456789012345678'], { cols: 20 })).toEqual({ lines: ['$ 123456789012345678', ''], cursor: [1, 0] });
    expect(await after(['123456789012345678', '\x7f'], { cols: 20 })).toEqual({ lines: ['$ 12345678901234567'], cursor: [0, 19] });
  });

  it('never splits a wide character', async () => {
    expect(await after(['1234567日本'], { cols: 10 })).toEqual({ lines: ['$ 1234567', '日本'], cursor: [1, 4] });
  });

  it('runs a wrapped line and paints below it', async () => {
    expect((await after(['echo 1234567890123456', '\x01', '\r'], { cols: 20 })).lines).toEqual(['$ echo 1234567890123', '456', '1234567890123456', '$ ']);
  });

  it('follows the window', async () => {
    const session = new Machine().session(['bash', '--norc'], { cols: 40 });
    session.type('echo 12345678901234567890');
    const before = session.output.length;
    session.terminal.resize({ rows: 24, cols: 20 });
    session.wait(0.1);
    expect(session.output.length).toBeGreaterThan(before);
    expect(session.type('x\r')).toContain('12345678901234567890x\r\n');
  });
});

describe('completion', () => {
  const world = { files: ['abc1', 'abc2', 'with space', '.hidden'], dirs: ['dir/sub'] };
  it.each<[string, string[], string[]]>([
    ['a file with blanks', ['cat w\t'], ['$ cat with\\ space ']], ['a directory', ['cd d\t'], ['$ cd dir/']], ['inside quotes', ['cat "w\t'], ['$ cat "with space" ']],
    ['the common part', ['cat a\t'], ['$ cat abc']], ['a command', ['slee\t'], ['$ sleep ']], ['a variable', ['echo $HOM\t'], ['$ echo $HOME/']],
    ['a path of a command', ['./di\t'], ['$ ./dir/']], ['behind a pipe', ['ls | slee\t'], ['$ ls | sleep ']], ['a redirection', ['echo > w\t'], ['$ echo > with\\ space ']],
  ])('%s', async (_, keys, lines) => expect((await after(keys, world)).lines).toEqual(lines));

  it('lists on the second Tab in columns', async () => {
    expect((await after(['cat abc', '\t', '\t'], world)).lines).toEqual(['$ cat abc', 'abc1  abc2  ', '$ cat abc']);
  });

  it('asks before a long list', async () => {
    const files = Array.from({ length: 120 }, (_, i) => `f${String(i).padStart(3, '0')}`);
    expect((await after(['cat f', '\t', '\t'], { files })).lines).toEqual(['$ cat f', 'Display all 120 possibilities? (y or n)']);
    expect((await after(['cat f', '\t', '\t', 'n'], { files })).lines.at(-1)).toBe('$ cat f');
    expect((await after(['cat f', '\t', '\t', 'y'], { files })).lines[2]).toMatch(/^f000 {2}f0\d\d {2}/);
  });
});
