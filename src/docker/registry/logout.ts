/** `docker logout` (https://docs.docker.com/reference/cli/docker/logout/) */
import type { Sys } from '../../kernel/sys.ts';
import { maxArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { helperProblem, INDEX_SERVER } from './auth.ts';

export const command: Command = {
  use: 'logout [SERVER]',
  short: 'Log out from a registry',
  long: 'Log out from a registry.\nIf no server is specified, the default is defined by the daemon.',
  top: 9,
  args: maxArgs(1),
  run,
};

function* run(cli: Cli, args: readonly string[]): Sys<number> {
  const server = args[0] ?? '';
  const host = server === '' ? INDEX_SERVER : server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  yield* cli.out(`Removing login credentials for ${host}\n`);
  const { auths } = cli.config.values;
  const names = server === '' ? [INDEX_SERVER] : [server, host, `http://${host}`, `https://${host}`];
  if (auths !== undefined && names.some((name) => name in auths)) {
    for (const name of names) delete auths[name];
    cli.config.save(cli.proc);
  }
  const problem = helperProblem(cli);
  if (problem && server === '') {
    yield* cli.err(`WARNING: error getting credentials - ${problem}\nWARNING: could not erase credentials:\n${host}: error erasing credentials - ${problem}\n`);
  }
  return 0;
}
