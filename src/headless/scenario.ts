/**
 * Scenario files: bash text in which a paragraph is a step and `#!` lines are directives (the format of the recordings of real Docker).
 * All steps run in one shell.
 */

export interface Typed { readonly delay: number; readonly text: string }

export interface ScenarioStep {
  /** From 1. */
  readonly n: number;
  readonly title: string | undefined;
  readonly command: string;
  /** Seconds after which the step gets `signal`. */
  readonly timeout: number | undefined;
  readonly signal: string;
  readonly stdin: string;
  /** Run under a terminal of its own. */
  readonly tty: boolean;
  readonly type: readonly Typed[];
  readonly requires: readonly string[];
  /** Directives as recordings list them. */
  readonly directives: Readonly<Record<string, unknown>>;
}

export interface Scenario { readonly name: string; readonly title: string; readonly requires: readonly string[]; readonly steps: readonly ScenarioStep[] }

export class ScenarioError extends Error {}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', e: '\x1b', '\\': '\\' };

function unescape(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (whole, hex: string | undefined, letter: string | undefined) => (hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (ESCAPES[letter ?? ''] ?? whole)));
}

/** Delimiters of the here-documents that a line opens. */
function hereDocuments(line: string): { word: string; strip: boolean }[] {
  return [...line.matchAll(/(?<!<)<<(-?)\s*(?:'([^']+)'|"([^"]+)"|\\?([A-Za-z_][\w.-]*))/g)].map((match) => ({ word: match[2] ?? match[3] ?? match[4] ?? '', strip: match[1] === '-' }));
}

/** Paragraphs of a file: lines up to a blank line that is not inside a here-document. */
function paragraphs(text: string): string[][] {
  const out: string[][] = [];
  let current: string[] = [];
  const open: { word: string; strip: boolean }[] = [];
  for (const line of text.split('\n')) {
    const waiting = open[0];
    if (waiting) {
      current.push(line);
      if ((waiting.strip ? line.replace(/^\t+/, '') : line) === waiting.word) open.shift();
    } else if (line.trim() === '') {
      if (current.length > 0) out.push(current);
      current = [];
    } else {
      current.push(line);
      if (!line.startsWith('#')) open.push(...hereDocuments(line));
    }
  }
  if (current.length > 0) out.push(current);
  return out;
}

/** Parses a scenario. Throws ScenarioError for an unknown directive. */
export function parseScenario(name: string, text: string): Scenario {
  const steps: ScenarioStep[] = [];
  let title = '';
  const requires: string[] = [];
  for (const lines of paragraphs(text)) {
    const heading: string[] = [];
    const directives: Record<string, unknown> = {};
    const type: Typed[] = [];
    const needs: string[] = [];
    let stdin = '';
    let at = 0;
    for (; at < lines.length && lines[at]?.startsWith('#'); at++) {
      const line = lines[at] ?? '';
      const directive = /^#!\s*([a-z]+)(?:@([\d.]+))?(?:=(.*))?$/.exec(line);
      if (!line.startsWith('#!')) heading.push(line.replace(/^#\s?/, ''));
      else if (!directive) throw new ScenarioError(`${name}: not a directive: ${line}`);
      else {
        const [, key = '', delay, value = ''] = directive;
        if (key === 'type') type.push({ delay: Number(delay ?? 0.5), text: unescape(value) });
        else if (key === 'stdin') stdin += unescape(value);
        else if (key === 'requires') needs.push(...value.split(','));
        else if (key === 'timeout') directives['timeout'] = Number(value);
        else if (key === 'signal') directives['signal'] = value;
        else if (key === 'tty' || key === 'sort' || key === 'nocompare') directives[key] = true;
        else throw new ScenarioError(`${name}: unknown directive '${key}'`);
      }
    }
    const command = lines.slice(at).join('\n');
    if (command === '') {
      if (steps.length === 0) {
        title ||= heading.join(' ');
        requires.push(...needs);
      }
      continue;
    }
    if (type.length > 0) {
      directives['type'] = type.map(({ delay, text: typed }) => [delay, typed]);
      directives['tty'] = true;
    }
    if (stdin !== '') directives['stdin'] = stdin;
    if (needs.length > 0) directives['requires'] = needs.join(',');
    steps.push({
      n: steps.length + 1, title: heading.length > 0 ? heading.join(' ') : undefined, command, timeout: directives['timeout'] as number | undefined,
      signal: `SIG${(directives['signal'] as string | undefined) ?? 'INT'}`, stdin, tty: directives['tty'] === true, type, requires: needs, directives,
    });
  }
  return { name, title, requires, steps };
}
