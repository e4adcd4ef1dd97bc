/** ~/.docker/config.json (docker/cli cli/config/configfile). */
import { isSysError, strerror } from '../../kernel/errno.ts';
import type { Proc } from '../../kernel/sys.ts';
import { parseConfig } from './parse.ts';

export interface AuthEntry { readonly auth?: string; readonly email?: string; readonly identitytoken?: string }

/** The keys that the CLI acts on; others are kept as they are. */
export interface ConfigValues {
  auths?: Record<string, AuthEntry>;
  HttpHeaders?: Record<string, string>;
  psFormat?: string;
  imagesFormat?: string;
  networksFormat?: string;
  volumesFormat?: string;
  statsFormat?: string;
  pluginsFormat?: string;
  servicesFormat?: string;
  serviceInspectFormat?: string;
  tasksFormat?: string;
  nodesFormat?: string;
  secretFormat?: string;
  configFormat?: string;
  detachKeys?: string;
  currentContext?: string;
  proxies?: Record<string, Record<string, string>>;
  aliases?: Record<string, string>;
  credsStore?: string;
  pruneFilters?: string[];
  [key: string]: unknown;
}

export class ConfigFile {
  readonly directory: string;
  readonly values: ConfigValues;
  /** What is wrong with the file; '' when nothing is. */
  readonly warning: string;

  constructor(directory: string, values: ConfigValues, warning: string) {
    this.directory = directory;
    this.values = values;
    this.warning = warning;
  }

  static load(proc: Proc, directory: string): ConfigFile {
    const path = `${directory}/config.json`;
    try {
      return new ConfigFile(directory, parseConfig(proc.readText(path)), '');
    } catch (error) {
      if (isSysError(error, 'ENOENT', 'ENOTDIR')) return new ConfigFile(directory, {}, '');
      const reason = isSysError(error) ? `loading config file: open ${path}: ${strerror(error.code).toLowerCase()}` : `parsing config file (${path}): ${(error as Error).message}`;
      return new ConfigFile(directory, {}, `WARNING: Error ${reason}`);
    }
  }

  /** Writes the file, readable by its owner only. */
  save(proc: Proc): void {
    proc.fs.mkdirs(this.directory, 0o700);
    proc.writeFile(`${this.directory}/config.json`, JSON.stringify({ auths: {}, ...this.values }, undefined, '\t'), 0o600);
  }
}

/** `$DOCKER_CONFIG`, else ~/.docker. */
export function configDirectory(proc: Proc): string {
  return proc.env.get('DOCKER_CONFIG') || `${proc.env.get('HOME') || '/'}/.docker`.replace('//', '/');
}
