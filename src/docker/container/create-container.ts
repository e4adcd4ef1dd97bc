/** Creates a container, pulling its image when it is missing (docker/cli container/create.go). */
import type { CreateResponse } from '../../api/container.ts';
import { familiarString, isNamed, parseAnyReference, tagNameOnly } from '../../formats/image-reference/reference.ts';
import type { FlagSet } from '../../formats/pflag/flag-set.ts';
import { isSysError, strerror } from '../../kernel/errno.ts';
import type { Sys } from '../../kernel/sys.ts';
import type { Cli } from '../cli.ts';
import { lessThan } from '../client/versions.ts';
import { ApiError, Fatal, StatusError } from '../errors.ts';
import { pullQuietly } from '../image/pull-image.ts';
import { createBody, type CreateBody } from './create-request.ts';

/** Throws StatusError for an unknown value of `--pull`. */
function checkPull(policy: string): void {
  if (!['always', 'missing', 'never', ''].includes(policy)) {
    throw new StatusError(`invalid pull option: '${policy}': must be one of "always", "missing" or "never"`);
  }
}

/** `docker: TEXT`, with a pointer to the help of the command. */
export const withHelp = (message: string, command: string): string => `docker: ${message}\n\nRun 'docker ${command} --help' for more information`;

/** The request that the arguments of `docker run` and `docker create` make. Throws with a pointer to the help of `command`, 125. */
export function* readRequest(cli: Cli, args: readonly string[], flags: FlagSet, command: string): Sys<CreateBody> {
  try {
    checkPull(flags.string('pull'));
    const { osType } = yield* cli.ping();
    return createBody(cli, flags, args[0] ?? '', args.slice(1), osType);
  } catch (error) {
    if (!(error instanceof StatusError) || error instanceof Fatal) throw error;
    throw new StatusError(withHelp(error.message, command), 125);
  }
}

/** The id of the new container. Warnings go to stderr, the id also to `--cidfile`. */
export function* createContainer(cli: Cli, body: CreateBody, flags: FlagSet): Sys<string> {
  const cidFile = body.HostConfig.ContainerIDFile;
  prepareIdFile(cli, cidFile);
  let written = false;
  try {
    const response = yield* create(cli, body, flags);
    const warnings = [...(response.Warnings ?? [])];
    const loopback = body.HostConfig.Dns.find((address) => address.startsWith('127.') || address === '::1');
    if (loopback !== undefined) warnings.push(`Localhost DNS (${loopback}) may fail in containers.`);
    for (const warning of warnings) yield* cli.err(`WARNING: ${warning}\n`);
    if (cidFile !== '') cli.proc.writeFile(cidFile, response.Id);
    written = true;
    return response.Id;
  } finally {
    if (!written && cidFile !== '') cli.proc.fs.unlink(cidFile);
  }
}

function prepareIdFile(cli: Cli, path: string): void {
  if (path === '') return;
  if (cli.proc.fs.exists(path)) throw new StatusError(`container ID file found, make sure the other container isn't running or delete ${path}`);
  try {
    cli.proc.writeFile(path, '');
  } catch (error) {
    if (!isSysError(error)) throw error;
    throw new StatusError(`failed to create the container ID file: open ${path}: ${strerror(error.code).toLowerCase()}`);
  }
}

function* create(cli: Cli, body: CreateBody, flags: FlagSet): Sys<CreateResponse> {
  let reference;
  try {
    reference = parseAnyReference(body.Image);
  } catch (error) {
    throw new StatusError((error as Error).message);
  }
  const policy = flags.string('pull');
  const quiet = flags.bool('quiet');
  const platform = flags.string('platform');
  if (flags.bool('use-api-socket')) shareSocket(cli, body);
  if (policy === 'always') yield* pullQuietly(cli, body.Image, platform, quiet);
  if (cli.isTerminal(1)) {
    const { rows, cols } = cli.proc.windowSize(1);
    body.HostConfig.ConsoleSize = [rows, cols];
  }
  yield* cli.ping();
  const sent = forVersion(cli.client.version, body);
  const attempt = (): Sys<CreateResponse> =>
    cli.client.post<CreateResponse>('/containers/create', sent, {
      name: flags.string('name') || undefined,
      platform: platform === '' || lessThan(cli.client.version, '1.41') ? undefined : normalPlatform(platform),
    });
  try {
    return yield* attempt();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404 || !isNamed(reference) || policy !== 'missing') throw error;
    if (!quiet) yield* cli.err(`Unable to find image '${familiarString(tagNameOnly(reference))}' locally\n`);
    yield* pullQuietly(cli, body.Image, platform, quiet);
    return yield* attempt();
  }
}

/** `linux/amd64`, also for `amd64` or `x86_64` alone (containerd platforms). Throws StatusError. */
export function normalPlatform(text: string): string {
  const parts = text.split('/');
  if (parts.length > 3) throw new StatusError(`error parsing specified platform: "${text}": cannot parse platform specifier: invalid argument`);
  const bad = parts.find((part) => !/^[A-Za-z0-9_.-]+$/.test(part));
  if (bad !== undefined) {
    throw new StatusError(`error parsing specified platform: "${bad}" is an invalid component of "${text}": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument`);
  }
  const architecture = (name: string): string => ({ x86_64: 'amd64', 'x86-64': 'amd64', aarch64: 'arm64', i386: '386' })[name] ?? name;
  const [first = '', second, third] = parts.map((part) => part.toLowerCase());
  if (second === undefined) {
    if (['linux', 'windows', 'darwin', 'freebsd'].includes(first)) return `${first}/amd64`;
    if (['amd64', 'x86_64', 'x86-64', 'arm64', 'aarch64', 'arm', 'armhf', 'armel', '386', 'i386', 'ppc64le', 's390x', 'riscv64'].includes(first)) return `linux/${architecture(first)}`;
    throw new StatusError(`error parsing specified platform: "${text}": unknown operating system or architecture: invalid argument`);
  }
  const variant = third !== undefined && !(architecture(second) === 'arm64' && third === 'v8') ? `/${third}` : '';
  return `${first}/${architecture(second)}${variant}`;
}

function shareSocket(cli: Cli, body: CreateBody): void {
  const { host } = cli.client;
  if (!host.startsWith('unix://')) throw new StatusError(`flag --use-api-socket can only be used with unix sockets: docker endpoint ${host} incompatible`);
  const mount = { Type: 'bind', Source: host.slice(7), Target: '/var/run/docker.sock', BindOptions: {} } as const;
  body.HostConfig.Mounts = [...(body.HostConfig.Mounts ?? []), mount];
}

/** Older daemons are not sent what they do not know; capabilities get their full names (moby client/container_create.go). */
function forVersion(version: string, body: CreateBody): CreateBody {
  const older = (than: string): boolean => lessThan(version, than);
  const needs = (than: string, used: boolean, what: string): void => {
    if (used && older(than)) throw new StatusError(`"${what}" requires API version ${than}, but the Docker daemon API version is ${version}`);
  };
  const endpoints = Object.values((body['NetworkingConfig'] as { EndpointsConfig: Record<string, { MacAddress: string }> }).EndpointsConfig);
  needs('1.25', body['StopTimeout'] !== undefined, 'stop timeout');
  needs('1.44', ((body['Healthcheck'] as { StartInterval?: number } | undefined)?.StartInterval ?? 0) !== 0, 'specify health-check start interval');
  needs('1.44', endpoints.some((endpoint) => endpoint.MacAddress !== ''), 'specify mac-address per network');
  const host = { ...body.HostConfig, CapAdd: capabilities(body.HostConfig['CapAdd']), CapDrop: capabilities(body.HostConfig['CapDrop']) };
  if (!older('1.42') || older('1.40')) delete (host as Record<string, unknown>)['KernelMemory'];
  const mounts = host.Mounts ?? [];
  if (older('1.44') && mounts.some((m) => m.BindOptions?.ReadOnlyForceRecursive)) throw new StatusError('bind-recursive=readonly requires API v1.44 or later');
  if (older('1.40') && mounts.some((m) => m.BindOptions?.NonRecursive)) throw new StatusError('bind-recursive=disabled requires API v1.40 or later');
  const result: CreateBody = { ...body, HostConfig: host };
  if (!older('1.44')) delete result['MacAddress'];
  return result;
}

function capabilities(names: unknown): string[] | null {
  if (!Array.isArray(names)) return null;
  const full = names.map((name: string) => name.trim().toUpperCase()).map((name) => (name === 'ALL' || name.startsWith('CAP_') ? name : `CAP_${name}`));
  return [...new Set(full)].sort();
}
