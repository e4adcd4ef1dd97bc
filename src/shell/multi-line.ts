/** Commands of several lines as one line of the history (cmdhist). */
import { parseShell } from './parse.ts';

/** Joins with `; ` where that means the same, else with a newline (quotes, here-documents). */
export function joinLines(lines: readonly string[]): string {
  let text = lines[0] ?? '';
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] as string;
    const result = parseShell(`${text}\n`);
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text)) text = text.slice(0, -1) + line;
    else if (result.kind === 'incomplete' && (result.wants !== undefined || result.hereDocument)) text += `\n${line}`;
    else if (/(?:^|[\s;&|(])(?:do|then|else|elif|in|\{|\()\s*$|(?:&&|\|\||\||;;|;|&|\()\s*$/.test(text) || line.trim() === '') text += ` ${line.trim()}`;
    else text += `; ${line.trim()}`;
    // Behind a here-document bash keeps the newline of its last line.
    if (i === lines.length - 1 && result.kind === 'incomplete' && result.hereDocument && parseShell(`${text}\n`).kind === 'ok') text += '\n';
  }
  return text;
}
