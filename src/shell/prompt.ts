/** Prompts: the escapes of PS1 (bash(1), PROMPTING), then the expansions of a double-quoted string. */
import { compileHereText } from './expand/compile.ts';
import { expandToString } from './expand/expand.ts';
import { passwdField } from './expand/tilde.ts';
import { strftime } from './strftime.ts';
import type { Shell } from './shell.ts';
import type { Sys } from '../kernel/sys.ts';

/** Around what takes no room on the screen (`\[ … \]`). */
export const INVISIBLE_START = '\x01';
export const INVISIBLE_END = '\x02';

/** The prompt as it is to be shown; invisible parts stay marked. */
export function* expandPrompt(sh: Shell, text: string): Sys<string> {
  if (sh.dialect === 'dash') return yield* expandText(sh, text);
  const escaped = escapes(sh, text);
  return sh.shopted('promptvars') ? yield* expandText(sh, escaped) : escaped;
}

/** The same without the marks, for `${v@P}` and PS4. */
export function* expandPromptString(sh: Shell, text: string): Sys<string> {
  if (!/[\\$`]/.test(text)) return text;
  return (yield* expandPrompt(sh, text)).replaceAll(INVISIBLE_START, '').replaceAll(INVISIBLE_END, '');
}

/** The prompt that was compiled last: most are equal to the one before. */
let last: { readonly text: string; readonly segments: ReturnType<typeof compileHereText> } | undefined;

function* expandText(sh: Shell, text: string): Sys<string> {
  if (!/[$`\\]/.test(text)) return text;
  const status = sh.status;
  if (last?.text !== text) last = { text, segments: compileHereText(text) };
  const result = yield* expandToString(sh, last.segments);
  sh.status = status;
  return result;
}

/** Text from the machine must not be expanded again. */
function literal(text: string): string {
  return text.replace(/[\\$`]/g, '\\$&');
}

function escapes(sh: Shell, text: string): string {
  return text.replace(/\\(?:D\{([^}]*)\}|([0-7]{3})|([^]))/g, (all, format: string | undefined, octal: string | undefined, letter: string | undefined) => {
    if (format !== undefined) return literal(clock(sh, format === '' ? '%X' : format));
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
    switch (letter) {
      case 'a': return '\x07';
      case 'd': return clock(sh, '%a %b %d');
      case 'e': return '\x1b';
      case 'h': return literal(sh.proc.uts.hostname.split('.')[0] ?? '');
      case 'H': return literal(sh.proc.uts.hostname);
      case 'j': return String(sh.jobs.list.length);
      case 'l': return 'tty';
      case 'n': return '\n';
      case 'r': return '\r';
      case 's': return literal(sh.name.replace(/^-/, '').replace(/^.*\//, ''));
      case 't': return clock(sh, '%H:%M:%S');
      case 'T': return clock(sh, '%I:%M:%S');
      case '@': return clock(sh, '%I:%M %p');
      case 'A': return clock(sh, '%H:%M');
      case 'u': return literal((sh.userName ??= userName(sh)));
      case 'v': return '5.2';
      case 'V': return '5.2.15';
      case 'w': return literal(directory(sh));
      case 'W': return literal(lastPart(directory(sh)));
      case '!': return String(sh.history.next);
      case '#': return String(sh.commandNumber);
      case '$': return sh.proc.credentials.uid === 0 ? '#' : '\\$';
      case '\\': return '\\\\';
      case '[': return INVISIBLE_START;
      case ']': return INVISIBLE_END;
      default: return all;
    }
  });
}

function clock(sh: Shell, format: string): string {
  return strftime(format, sh.proc.realtime() / 1_000_000_000n, sh.vars.get('TZ'));
}

/** Login name of the user that runs the shell. */
export function userName(sh: Shell): string {
  return passwdField(sh, (fields) => fields[2] === String(sh.proc.credentials.uid), 0) ?? (sh.proc.credentials.uid === 0 ? 'root' : 'I have no name!');
}

function directory(sh: Shell): string {
  const path = sh.vars.get('PWD') ?? sh.proc.cwd;
  const home = sh.vars.get('HOME');
  if (!home || home === '/' || (path !== home && !path.startsWith(`${home}/`))) return path;
  return `~${path.slice(home.length)}`;
}

function lastPart(path: string): string {
  if (path === '/' || path === '~') return path;
  return path.slice(path.lastIndexOf('/') + 1);
}
