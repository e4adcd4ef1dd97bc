/** The Compose plug-in: it tells the client about itself; its commands are not simulated yet and say so. */
import type { Proc, Program } from '../kernel/sys.ts';

const METADATA = { SchemaVersion: '0.1.0', Vendor: 'Docker Inc.', Version: 'v2.36.2', ShortDescription: 'Docker Compose' };

export const dockerCompose: Program = {
  name: 'docker-compose',
  *main(proc) {
    const args = proc.argv.slice(1);
    if (args[0] === 'docker-cli-plugin-metadata') {
      yield* proc.write(1, `${JSON.stringify(METADATA, undefined, 5)}\n`);
      return 0;
    }
    const [, ...rest] = args[0] === 'compose' ? args : ['compose', ...args];
    if (rest[0] === 'version' || rest[0] === '--version') {
      yield* proc.write(1, rest.includes('--short') ? '2.36.2\n' : 'Docker Compose version v2.36.2\n');
      return 0;
    }
    if (needsProject(rest) && !findProject(proc)) {
      yield* proc.write(2, 'no configuration file provided: not found\n');
      return 1;
    }
    yield* proc.write(2, `docker: '${['compose', ...rest.slice(0, 1)].join(' ')}' is not simulated here\n`);
    return 1;
  },
};

const FILES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const WITHOUT_PROJECT = new Set(['ls', 'version', 'help', '--help', '-h']);

/** Whether these arguments make Compose look for a project file by itself. */
function needsProject(args: readonly string[]): boolean {
  if (args.length === 0 || args.some((arg) => arg === '--help' || arg === '-f' || arg === '-p' || arg.startsWith('--file') || arg.startsWith('--project-'))) return false;
  const command = args.find((arg) => !arg.startsWith('-'));
  return command !== undefined && !WITHOUT_PROJECT.has(command);
}

/** A project file in the working directory or above it, as compose-go looks for one. */
function findProject(proc: Proc): boolean {
  for (let folder = proc.cwd; ; folder = folder.slice(0, folder.lastIndexOf('/'))) {
    if (FILES.some((name) => proc.fs.exists(`${folder}/${name}`))) return true;
    if (folder === '' || folder === '/') return false;
  }
}
