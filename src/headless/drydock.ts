/** The `drydock` command for Node: scenarios, real clients, lessons and a shell without a page. */
import { runCommand } from './run.ts';
import { UsageError } from './usage.ts';

interface Subcommand { readonly summary: string; run(args: readonly string[]): Promise<number> }

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = {
  run: { summary: 'Run scenario files, each in a fresh machine, on virtual time', run: runCommand },
  serve: { summary: 'Serve the engine of a machine to real clients', run: async (args) => (await import('./serve.ts')).serveCommand(args) },
  docker: { summary: 'Run the simulated docker client against a real socket', run: async (args) => (await import('./docker-client.ts')).dockerCommand(args) },
  verify: { summary: 'Prove lesson files', run: async (args) => (await import('./verify.ts')).verifyCommand(args) },
  shell: { summary: 'Open a machine in this terminal', run: async (args) => (await import('./shell.ts')).shellCommand(args) },
};

const HELP = `Usage: drydock COMMAND [OPTIONS] [ARGS]

Commands:
${Object.entries(SUBCOMMANDS).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`).join('\n')}

'drydock COMMAND --help' tells more. Exit codes: 0, 1 what was checked does not hold, 2 it could not be run.
`;

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(HELP);
    return name === undefined ? 2 : 0;
  }
  const subcommand = Object.hasOwn(SUBCOMMANDS, name) ? SUBCOMMANDS[name] : undefined;
  if (!subcommand) {
    process.stderr.write(`drydock: unknown command '${name}'\nTry 'drydock --help'.\n`);
    return 2;
  }
  try {
    return await subcommand.run(rest);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`drydock ${name}: ${error.message}\n`);
    return 2;
  }
}

// Output to a pipe is asynchronous: the process ends by itself when all is written.
process.exitCode = await main(process.argv.slice(2));
