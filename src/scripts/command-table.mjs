/**
 * Writes src/docker/command-table.ts from src/docker/commands.ts: the tree of commands with what is said of each before its file is loaded.
 * Run it after adding a subcommand or changing its texts.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { noArgs } from '../docker/args.ts';
import { COMMANDS } from '../docker/commands.ts';

const source = fileURLToPath(new URL('../docker/', import.meta.url));
/** As in the type CommandHead, but for what is made here. */
const HEAD = ['use', 'short', 'aliases', 'aliasLine', 'top', 'experimentalCLI', 'hidden', 'version', 'ostype', 'experimental', 'swarm'];

/** The file of each command that has no others below it. */
async function filesOfCommands() {
  const files = new Map();
  for (const name of readdirSync(source, { recursive: true }).map((file) => file.replaceAll('\\', '/')).filter((file) => file.includes('/') && file.endsWith('.ts')).sort()) {
    const { command } = await import(`../docker/${name}`);
    if (command !== undefined && command.commands === undefined) files.set(command, name);
  }
  return files;
}

const literal = (value) => (typeof value === 'string' ? `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'` : Array.isArray(value) ? `[${value.map(literal).join(', ')}]` : String(value));
const fields = (command, names) => names.filter((name) => command[name] !== undefined).map((name) => `${name}: ${literal(command[name])}`).join(', ');
const nameOf = (file) => file.replace(/\.ts$/, '').replaceAll(/[/-](\w)/g, (_match, letter) => letter.toUpperCase());

function line(command, files, indent) {
  const file = files.get(command);
  if (file !== undefined) return `${indent}${nameOf(file)},`;
  if (command.commands === undefined) {
    const [original, from] = [...files].find(([other]) => other.run === command.run);
    const changed = HEAD.filter((name) => command[name] !== original[name]);
    return `${indent}{ ...${nameOf(from)}, ${fields(command, changed)} },`;
  }
  const { commands, args, ...own } = command;
  if (args !== noArgs) throw new Error(`docker ${own.use}: a command with others below it takes no arguments`);
  return `${indent}{\n${indent}  ${fields(own, Object.keys(own))}, args: noArgs, commands: [\n${commands.map((child) => line(child, files, `${indent}    `)).join('\n')}\n${indent}  ],\n${indent}},`;
}

/** The text of the table for the sources as they are. */
export async function commandTable() {
  const files = await filesOfCommands();
  const heads = [...files].map(([command, file]) => `const ${nameOf(file)}: CommandHead = { ${fields(command, HEAD)}, rest: new Deferred(() => import('./${file}').then((module) => module.command)) };`);
  return `// Written by src/scripts/command-table.mjs: run it after adding a subcommand or changing its texts.
import { Deferred } from '../kernel/deferred.ts';
import { noArgs } from './args.ts';
import type { Command, CommandHead } from './command.ts';

${heads.join('\n')}

/** The tree of all commands; those that do the work are loaded when they are asked for more than their names. */
export const COMMANDS: readonly (CommandHead | Command)[] = [
${COMMANDS.map((command) => line(command, files, '  ')).join('\n')}
];
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(`${source}command-table.ts`, await commandTable());
