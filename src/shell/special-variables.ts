/** Variables whose value is computed: RANDOM, SECONDS, LINENO, PIPESTATUS … */
import { IndexedArray } from './variables.ts';
import { SET_OPTIONS } from './options.ts';
import type { Shell } from './shell.ts';
import type { DynamicVariable } from './variables.ts';

/** Puts them into the table of a shell; its subshells take them from there. */
export function installSpecialVariables(sh: Shell): void {
  sh.vars.shell = sh;
  sh.vars.dynamic = sh.isBash ? OF_BASH : OF_OTHERS;
}

const OF_BASH = new Map<string, DynamicVariable>();

function define(name: string, get: DynamicVariable['get'], set?: DynamicVariable['set']): void {
  OF_BASH.set(name, set ? { get, set } : { get });
}

define('LINENO', (sh) => String(sh.line), () => undefined);
define('RANDOM', (sh) => String(random(sh)), (sh, value) => { sh.randomSeed = Number(value) || 0; });
define('SRANDOM', (sh) => String(sh.proc.random('shell').u32()));
define('SECONDS', (sh) => String(Math.floor((sh.proc.now() - sh.startedAt) / 1e9) + sh.secondsOffset), (sh, value) => {
  sh.secondsOffset = (Number.parseInt(value, 10) || 0) - Math.floor((sh.proc.now() - sh.startedAt) / 1e9);
});
define('BASHPID', (sh) => String(sh.proc.pid));
define('BASH_SUBSHELL', (sh) => String(sh.subshell), () => undefined);
define('EPOCHSECONDS', (sh) => (sh.proc.realtime() / 1_000_000_000n).toString());
define('EPOCHREALTIME', (sh) => {
  const micros = sh.proc.realtime() / 1000n;
  return `${micros / 1_000_000n}.${(micros % 1_000_000n).toString().padStart(6, '0')}`;
});
define('PIPESTATUS', (sh) => new IndexedArray(sh.pipeStatus.map(String)));
define('FUNCNAME', (sh) => (sh.frames.length === 0 ? undefined : new IndexedArray([...sh.frames.map((frame) => frame.name).reverse(), ...bottom(sh, 'main')])));
define('BASH_SOURCE', (sh) => new IndexedArray([...sh.frames.map((frame) => frame.source.name).reverse(), ...bottom(sh, sh.name)]));
define('BASH_LINENO', (sh) => new IndexedArray([...sh.frames.map((frame) => String(frame.callLine)).reverse(), ...bottom(sh, '0')]));
define('DIRSTACK', (sh) => new IndexedArray([sh.vars.get('PWD') ?? sh.proc.cwd, ...sh.directories]));
define('HISTCMD', (sh) => String(sh.history.next));
define('GROUPS', (sh) => new IndexedArray([sh.proc.credentials.gid, ...sh.proc.credentials.groups.filter((gid) => gid !== sh.proc.credentials.gid)].map(String)));
define('SHELLOPTS', (sh) => SET_OPTIONS.map((entry) => entry[0]).filter((name) => sh.option(name)).join(':'));
define('BASHOPTS', (sh) => [...sh.shopt].filter((entry) => entry[1]).map((entry) => entry[0]).join(':'));
define('BASH_COMMAND', (sh) => sh.source.text.slice(sh.pos).split('\n')[0] ?? '');
define('_', (sh) => sh.lastArgument, (sh, value) => { sh.lastArgument = value; });

const OF_OTHERS = new Map([...OF_BASH].filter(([name]) => name === 'LINENO'));

/** A script's own level at the bottom of the call stack; `-c` and a terminal have none. */
function bottom(sh: Shell, value: string): string[] {
  return sh.invocation === '' ? [value] : [];
}

/** 0 … 32767; after an assignment to RANDOM, bash's own generator from that seed. */
function random(sh: Shell): number {
  if (sh.randomSeed === undefined) return sh.proc.random('shell').below(32_768);
  let seed = sh.randomSeed;
  if (seed === 0) seed = 123_459_876;
  const high = Math.floor(seed / 127_773);
  const next = 16_807 * (seed % 127_773) - 2836 * high;
  sh.randomSeed = next < 0 ? next + 0x7fff_ffff : next;
  return ((sh.randomSeed >> 16) ^ (sh.randomSeed & 0xffff)) & 32_767;
}
