// What the flags of a docker command mean, from the CLI's own table: for console blocks of lessons.
import { CommandNode } from '../docker/command-node.ts';
import { COMMANDS } from '../docker/commands.ts';

const docker = new CommandNode({ use: 'docker', short: '', commands: COMMANDS });

/** A piece of a command line; with `meaning` when it is a flag of docker's. */
export interface Piece {
  text: string;
  meaning?: string;
}

/** Cuts a line as it is typed into pieces, none lost. Flags after the image of `run` belong to the program in it. */
export function explain(line: string): Piece[] {
  return line.split(/(&&|\|\||[|;]|\$\()/).flatMap((segment) => explainOne(segment));
}

function explainOne(segment: string): Piece[] {
  const pieces: Piece[] = segment.split(/(\s+)/).filter(Boolean).map((text) => ({ text }));
  const words = pieces.filter(({ text }) => text.trim() && text !== '\\' && text !== '>');
  const at = words[0]?.text === 'sudo' ? 1 : 0;
  if (words[at]?.text !== 'docker') return pieces;
  let node = docker;
  let isSkipped = false;
  for (const word of words.slice(at + 1)) {
    const { text } = word;
    if (isSkipped) {
      isSkipped = false;
      continue;
    }
    if (text === '--') break;
    if (text.startsWith('-') && text !== '-') {
      const found = flagsOf(node, text);
      if (found.length === 0) continue;
      word.meaning = found.map(({ usage }) => usage).join('; ');
      isSkipped = found.at(-1)?.value.noOptDefVal === undefined && !text.includes('=') && !hasValue(node, text);
      continue;
    }
    const child = node.child(text);
    if (child) node = child;
    else if (node.command.interspersed === false) break;
  }
  return pieces;
}

/** The flags that a word names: one long one, or short ones together up to the first that takes a value. */
function flagsOf(node: CommandNode, word: string) {
  if (word.startsWith('--')) return node.flags.filter(({ name }) => name === word.slice(2).split('=')[0]);
  const found = [];
  for (const letter of word.slice(1)) {
    const flag = node.flags.find(({ short }) => short === letter);
    if (!flag) break;
    found.push(flag);
    if (flag.value.noOptDefVal === undefined) break;
  }
  return found;
}

/** Whether a short flag has its value in the same word: `-p8080:80`. */
function hasValue(node: CommandNode, word: string): boolean {
  return !word.startsWith('--') && flagsOf(node, word).length < word.length - 1;
}
