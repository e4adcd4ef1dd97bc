/**
 * Writes src/machine/program-table.ts: every program of src/userland (and the shell, the clients and the daemon) by name, loaded on first use.
 * A new program is one new file with `export const NAME = tool({ name: … })` or `export const NAME: Program = { name: … }`; run this after adding it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('..', import.meta.url));
const folders = ['userland', 'shell', 'docker', 'buildx', 'compose', 'engine'];

/** Programs exported by a file: export name and program name. */
export function programsOf(text) {
  const found = [];
  for (const match of text.matchAll(/^export const (\w+)(?:: Program = | = tool\(\{)/gm)) {
    const name = /\bname: '([^']+)'/.exec(text.slice(match.index))?.[1];
    if (name !== undefined) found.push({ exported: match[1], name });
  }
  return found;
}

/** The text of the table for the sources as they are. */
export function programTable() {
  const rows = [];
  for (const folder of folders) {
    let files = [];
    try {
      files = readdirSync(`${source}${folder}`, { recursive: true }).map(String).filter((file) => file.endsWith('.ts'));
    } catch {
      continue;
    }
    for (const file of files.sort()) {
      for (const { exported, name } of programsOf(readFileSync(`${source}${folder}/${file}`, 'utf8'))) rows.push({ name, exported, path: `../${folder}/${file.replaceAll('\\', '/')}` });
    }
  }
  rows.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const lines = rows.map(({ name, exported, path }) => `  ['${name}', () => import('${path}').then((module) => module.${exported})],`);
  return `// Written by src/scripts/program-table.mjs: run it after adding a program.\nimport type { Program } from '../kernel/sys.ts';\n\n/** Every program by its name, loaded when it is first run. */\nexport const PROGRAMS: readonly (readonly [name: string, load: () => Promise<Program>])[] = [\n${lines.join('\n')}\n];\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(`${source}machine/program-table.ts`, programTable());
