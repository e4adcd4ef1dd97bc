/** Reads the text of config.json as the CLI does: Go's words for what does not fit (encoding/json, docker/cli configfile.LoadFromReader). */
import { decodeJSON } from '../../formats/json/decode.ts';
import type { AuthEntry, ConfigValues } from './config-file.ts';

const AUTHS = 'map[string]types.AuthConfig';
const TEXTS = [
  'psFormat', 'imagesFormat', 'networksFormat', 'volumesFormat', 'statsFormat', 'pluginsFormat', 'servicesFormat', 'serviceInspectFormat', 'tasksFormat', 'nodesFormat',
  'secretFormat', 'configFormat', 'detachKeys', 'currentContext', 'credsStore',
];
/** Go's types of the other keys. */
const MAPS: Readonly<Record<string, string>> = { auths: AUTHS, HttpHeaders: 'map[string]string', aliases: 'map[string]string', proxies: 'map[string]configfile.ProxyConfig' };

/** Throws Error with the reason. An empty file is an empty configuration. */
export function parseConfig(text: string): ConfigValues {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = decodeJSON(text);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(message === 'unexpected end of JSON input' ? 'unexpected EOF' : message, { cause: error });
  }
  if (value === null) return {};
  if (kindOf(value) !== 'object') throw new Error(`json: cannot unmarshal ${kindOf(value)} into Go value of type configfile.ConfigFile`);
  const values = value as ConfigValues;
  for (const key of TEXTS) expectKind(values[key], 'string', key, 'string');
  for (const [key, type] of Object.entries(MAPS)) expectKind(values[key], 'object', key, type);
  for (const entry of Object.values(values.auths ?? {})) {
    expectKind(entry, 'object', 'auths', 'types.AuthConfig');
    checkAuth(entry);
  }
  return values;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function expectKind(value: unknown, kind: 'string' | 'object', key: string, type: string): void {
  if (value === undefined || value === null || kindOf(value) === kind) return;
  throw new Error(`json: cannot unmarshal ${kindOf(value)} into Go struct field ConfigFile.${key} of type ${type}`);
}

/** `auth` is the base64 of USER:PASSWORD. */
function checkAuth({ auth }: AuthEntry): void {
  if (auth === undefined || auth === '') return;
  const bad = /[^A-Za-z0-9+/=]/.exec(auth)?.index ?? (auth.length % 4 === 0 ? -1 : auth.length - (auth.length % 4));
  if (bad >= 0) throw new Error(`illegal base64 data at input byte ${bad}`);
  if (atob(auth).indexOf(':') <= 0) throw new Error('Invalid auth configuration file');
}
