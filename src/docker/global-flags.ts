/** Flags of `docker` itself (docker/cli cli/flags/options.go). */
import { bool, string } from '../formats/pflag/values.ts';
import type { Flag } from './command.ts';
import { contextNames, oneOf } from './completions.ts';
import { list, quoted } from './opts/lists.ts';

/** The defaults name the user's own folder. */
export const globalFlags = (configDirectory: string): readonly Flag[] => [
  { name: 'config', value: string(configDirectory), usage: 'Location of client config files' },
  { name: 'context', short: 'c', value: string(), usage: 'Name of the context to use to connect to the daemon (overrides DOCKER_HOST env var and default context set with "docker context use")', complete: contextNames(-1) },
  { name: 'debug', short: 'D', value: bool(), usage: 'Enable debug mode' },
  { name: 'host', short: 'H', value: list(), usage: 'Daemon socket to connect to' },
  { name: 'log-level', short: 'l', value: string('info'), usage: 'Set the logging level ("debug", "info", "warn", "error", "fatal")', complete: oneOf('debug', 'info', 'warn', 'error', 'fatal', 'panic') },
  { name: 'tls', value: bool(), usage: 'Use TLS; implied by --tlsverify' },
  { name: 'tlscacert', value: quoted(`${configDirectory}/ca.pem`), usage: 'Trust certs signed only by this CA' },
  { name: 'tlscert', value: quoted(`${configDirectory}/cert.pem`), usage: 'Path to TLS certificate file' },
  { name: 'tlskey', value: quoted(`${configDirectory}/key.pem`), usage: 'Path to TLS key file' },
  { name: 'tlsverify', value: bool(), usage: 'Use TLS and verify the remote' },
  { name: 'version', short: 'v', value: bool(), usage: 'Print version information and quit' },
];
