/** `docker login` (https://docs.docker.com/reference/cli/docker/login/) */
import type { AuthConfig, AuthResponse } from '../../api/system.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { bool, string } from '../../formats/pflag/values.ts';
import type { Sys } from '../../kernel/sys.ts';
import { maxArgs } from '../args.ts';
import type { Cli } from '../cli.ts';
import type { Command } from '../command.ts';
import { noComplete } from '../completions.ts';
import { ApiError, StatusError } from '../errors.ts';
import { readLine } from '../format/prompt.ts';
import { helperProblem, INDEX_SERVER, storedAuth } from './auth.ts';

export const command: Command = {
  use: 'login [OPTIONS] [SERVER]',
  short: 'Authenticate to a registry',
  long: 'Authenticate to a registry.\nDefaults to Docker Hub if no server is specified.',
  top: 8,
  args: maxArgs(1),
  flags: [
    { name: 'password', short: 'p', value: string(), usage: 'Password or Personal Access Token (PAT)' },
    { name: 'password-stdin', value: bool(), usage: 'Take the Password or Personal Access Token (PAT) from stdin' },
    { name: 'username', short: 'u', value: string(), usage: 'Username' },
  ],
  complete: noComplete,
  run,
};

const HUB_NOTE = `Log in with your Docker ID or email address to push and pull images from Docker Hub. If you don't have a Docker ID, head over to https://hub.docker.com/ to create one.
You can log in with your password or a Personal Access Token (PAT). Using a limited-scope PAT grants better security and is required for organizations using SSO. Learn more at https://docs.docker.com/go/access-tokens/
`;

function* run(cli: Cli, args: readonly string[], flags: FlagSet): Sys<number> {
  let user = flags.string('username');
  let password = flags.string('password');
  const fromStdin = flags.bool('password-stdin');
  if (fromStdin && flags.changed('password')) throw new StatusError('conflicting options: cannot specify both --password and --password-stdin');
  if (fromStdin && !flags.changed('username')) throw new StatusError('the --password-stdin option requires --username to be set');
  if (password !== '') yield* cli.err('WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n');
  if (fromStdin) {
    if (user === '') throw new StatusError('username is empty');
    password = yield* readAll(cli);
  }
  const server = args[0] === undefined || args[0] === 'docker.io' ? INDEX_SERVER : args[0];
  const known = user === '' && password === '' ? storedAuth(cli, hostOf(server)) : {};
  if (known.username !== undefined && known.password !== undefined) {
    const status = yield* withStored(cli, known);
    if (status !== undefined) return yield* done(cli, status);
  }
  if ((user === '' || password === '') && !cli.isTerminal(0)) throw new StatusError('Error: Cannot perform an interactive login from a non TTY device');
  if (server === INDEX_SERVER && user === '' && password === '') {
    yield* cli.err('Failed to start web-based login - falling back to command line login...\n\n');
  }
  ({ user, password } = yield* ask(cli, server, user.trim(), password.trim(), known.username ?? ''));
  const auth: AuthConfig = { username: user, password, serveraddress: hostOf(server) };
  const response = yield* cli.client.post<AuthResponse>('/auth', auth);
  yield* store(cli, auth, response.IdentityToken ?? '');
  return yield* done(cli, response.Status);
}

function* done(cli: Cli, status: string): Sys<number> {
  if (status !== '') yield* cli.out(`${status}\n`);
  return 0;
}

const hostOf = (server: string): string => (server === INDEX_SERVER ? server : server.replace(/^https?:\/\//, '').replace(/\/.*$/, ''));

function* readAll(cli: Cli): Sys<string> {
  let text = '';
  const decoder = new TextDecoder();
  for (let piece = yield* cli.proc.read(0); piece.length > 0; piece = yield* cli.proc.read(0)) text += decoder.decode(piece, { stream: true });
  return text.replace(/\n$/, '').replace(/\r$/, '');
}

/** Logs in with what config.json holds; undefined when that does not work. */
function* withStored(cli: Cli, auth: AuthConfig): Sys<string | undefined> {
  yield* cli.err(`Authenticating with existing credentials... [Username: ${auth.username}]\n`);
  yield* cli.err("\n Info -> To login with a different account, run 'docker logout' followed by 'docker login'\n         \n\n");
  try {
    const response = yield* cli.client.post<AuthResponse>('/auth', auth);
    yield* store(cli, auth, response.IdentityToken ?? '');
    return response.Status;
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    yield* cli.err(error instanceof ApiError && error.status === 401 ? 'Stored credentials invalid or expired\n' : `Login did not succeed, error: ${error.message}\n`);
    return undefined;
  }
}

/** Asks on the terminal for what is missing; the password is not shown. */
function* ask(cli: Cli, server: string, givenUser: string, givenPassword: string, knownUser: string): Sys<{ user: string; password: string }> {
  let user = givenUser;
  let password = givenPassword;
  if (user === '') {
    if (server === INDEX_SERVER) yield* cli.out(`${HUB_NOTE}\n`);
    yield* cli.out(knownUser === '' ? 'Username: ' : `Username (${knownUser}): `);
    user = (yield* readLine(cli)).trim() || knownUser;
    if (user === '') throw new StatusError('Error: Non-null Username Required');
  }
  if (password === '') {
    yield* cli.out('\n Info -> A Personal Access Token (PAT) can be used instead.\n         To create a PAT, visit https://app.docker.com/settings\n         \n         \nPassword: ');
    const { proc } = cli;
    const before = proc.tcgetattr(0);
    proc.tcsetattr(0, { ...before, echo: false });
    password = yield* readLine(cli);
    proc.tcsetattr(0, before);
    yield* cli.out('\n');
    if (password === '') throw new StatusError('Error: Password Required');
  }
  return { user, password };
}

function* store(cli: Cli, auth: AuthConfig, identityToken: string): Sys<void> {
  const problem = helperProblem(cli);
  if (problem) throw new StatusError(`Error saving credentials: error storing credentials - ${problem}`);
  const auths = (cli.config.values.auths ??= {});
  const joined = btoa(String.fromCharCode(...new TextEncoder().encode(`${auth.username}:${identityToken === '' ? auth.password : ''}`)));
  auths[auth.serveraddress ?? ''] = { auth: joined, ...(identityToken === '' ? {} : { identitytoken: identityToken }) };
  cli.config.save(cli.proc);
  const path = `${cli.config.directory}/config.json`;
  yield* cli.err(`
WARNING! Your credentials are stored unencrypted in '${path}'.
Configure a credential helper to remove this warning. See
https://docs.docker.com/go/credential-store/

`);
}
