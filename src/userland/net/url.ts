/** URLs as command line clients take them (RFC 3986, with curl's leniency). */

export interface ClientUrl {
  readonly scheme: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** The port was written out. */
  readonly explicitPort: boolean;
  /** Path and query, at least `/`. */
  readonly target: string;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, ws: 80, wss: 443 };

/** Undefined when it is malformed (no host, a port that is none). Without a scheme it is http. */
export function parseUrl(text: string): ClientUrl | undefined {
  const match = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)?([^/?#]*)([^#]*)/.exec(text.trim());
  if (!match) return undefined;
  const scheme = (match[1] ?? 'http').toLowerCase();
  let authority = match[2] ?? '';
  let user: string | undefined;
  let password: string | undefined;
  const at = authority.lastIndexOf('@');
  if (at >= 0) {
    [user, password] = splitOnce(authority.slice(0, at));
    authority = authority.slice(at + 1);
  }
  const parts = /^(\[[0-9a-fA-F:.]+\]|[^:[\]]*)(?::(.*))?$/.exec(authority);
  if (!parts) return undefined;
  const host = (parts[1] ?? '').replace(/^\[|\]$/g, '');
  const portText = parts[2] ?? '';
  // `file:///path`: the host is this one, and may be left out.
  if (scheme === 'file' && !/^(?:localhost|127\.0\.0\.1)?$/.test(authority)) return undefined;
  if ((host === '' && scheme !== 'file') || /\s/.test(host) || !/^\d{0,5}$/.test(portText) || Number(portText) > 65535) return undefined;
  const rest = match[3] ?? '';
  return {
    scheme,
    user: user === undefined ? undefined : decode(user),
    password: password === undefined ? undefined : decode(password),
    host,
    port: portText === '' ? (PORTS[scheme] ?? 0) : Number(portText),
    explicitPort: portText !== '',
    target: rest.startsWith('/') ? rest : `/${rest}`,
  };
}

/** Host as it stands in a URL or a Host field. */
export function hostPort(url: ClientUrl): string {
  const host = url.host.includes(':') ? `[${url.host}]` : url.host;
  return url.port === PORTS[url.scheme] ? host : `${host}:${url.port}`;
}

export function formatUrl(url: ClientUrl): string {
  return `${url.scheme}://${hostPort(url)}${url.target}`;
}

/** Where a Location field leads from a URL. */
export function resolveLocation(base: ClientUrl, location: string): string {
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(location)) return location;
  const origin = `${base.scheme}://${hostPort(base)}`;
  if (location.startsWith('//')) return `${base.scheme}:${location}`;
  if (location.startsWith('/')) return origin + location;
  const path = (base.target.split('?')[0] ?? '/').replace(/[^/]*$/, '');
  return origin + (location.startsWith('?') ? (base.target.split('?')[0] ?? '/') + location : path + location);
}

/** The last part of the path, for a file name; '' when there is none. */
export function fileNameOf(url: ClientUrl): string {
  const path = url.target.split('?')[0] ?? '';
  return path.slice(path.lastIndexOf('/') + 1);
}

function splitOnce(text: string): [string, string | undefined] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
