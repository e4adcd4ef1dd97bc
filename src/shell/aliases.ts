/** Alias expansion, done on the text before it is run: the first word of a command is replaced until nothing changes. */
import { parseShell, walk } from './parse.ts';
import type { Command } from './parse.ts';

/** The text with aliases replaced. A value that ends in a blank makes the next word a candidate too. */
export function expandAliases(text: string, aliases: ReadonlyMap<string, string>): string {
  if (!mentions(text, aliases)) return text;
  let current = text;
  // Pieces that came from an alias, with the names used in them: no alias expands inside itself.
  let used: { start: number; end: number; name: string }[] = [];
  for (let round = 0; round < 100; round++) {
    const found = nextAlias(current, aliases, used);
    if (found === undefined) return current;
    const value = aliases.get(found.name) as string;
    const shift = value.length - (found.end - found.start);
    used = used.map((piece) => ({
      ...piece, start: piece.start > found.start ? piece.start + shift : piece.start, end: piece.end >= found.end ? piece.end + shift : piece.end,
    }));
    used.push({ start: found.start, end: found.start + value.length, name: found.name });
    current = current.slice(0, found.start) + value + current.slice(found.end);
  }
  return current;
}

/** Quick test: false when no name of an alias stands in the text, in whatever place. */
function mentions(text: string, aliases: ReadonlyMap<string, string>): boolean {
  if (aliases.size === 0) return false;
  for (const name of aliases.keys()) if (text.includes(name) && (!/^\w+$/.test(name) || new RegExp(`\\b${name}\\b`).test(text))) return true;
  return false;
}

function nextAlias(
  text: string, aliases: ReadonlyMap<string, string>, used: readonly { start: number; end: number; name: string }[],
): { start: number; end: number; name: string } | undefined {
  const commands: Command[] = [];
  walk(parseShell(text).script, (node) => {
    if (node.type === 'Command') commands.push(node);
  });
  for (const command of commands) {
    const words = [command.name, ...command.suffix.filter((part) => part.type === 'Word')];
    for (const [i, word] of words.entries()) {
      if (word === undefined || text.slice(word.pos, word.end) !== word.text) break;
      const name = word.text;
      const inside = used.filter((piece) => word.pos >= piece.start && word.end <= piece.end);
      if (aliases.has(name) && !inside.some((piece) => piece.name === name)) return { start: word.pos, end: word.end, name };
      // Goes on to the next word only behind an alias that ended in a blank.
      const before = used.find((piece) => piece.end === (words[i + 1]?.pos ?? -1) || /^\s*$/.test(text.slice(piece.end, words[i + 1]?.pos ?? 0)) && piece.end <= (words[i + 1]?.pos ?? -1));
      if (!before || !/\s$/.test(aliases.get(before.name) ?? '')) break;
    }
  }
  return undefined;
}
