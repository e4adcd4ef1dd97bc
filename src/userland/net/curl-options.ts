/** The options of curl, and how its command line is read (curl(1)). */

interface CurlOption { readonly short?: string; readonly long: string; readonly argument?: string; readonly help?: string; readonly category?: 'important' }

const CURL_OPTIONS: readonly CurlOption[] = [
  { short: 'd', long: 'data', argument: '<data>', help: 'HTTP POST data', category: 'important' },
  { short: 'f', long: 'fail', help: 'Fail fast with no output on HTTP errors', category: 'important' },
  { short: 'h', long: 'help', argument: '<category>', help: 'Get help for commands', category: 'important' },
  { short: 'i', long: 'include', help: 'Include protocol response headers in the output', category: 'important' },
  { short: 'o', long: 'output', argument: '<file>', help: 'Write to file instead of stdout', category: 'important' },
  { short: 'O', long: 'remote-name', help: 'Write output to a file named as the remote file', category: 'important' },
  { short: 's', long: 'silent', help: 'Silent mode', category: 'important' },
  { short: 'T', long: 'upload-file', argument: '<file>', help: 'Transfer local FILE to destination', category: 'important' },
  { short: 'u', long: 'user', argument: '<user:password>', help: 'Server user and password', category: 'important' },
  { short: 'A', long: 'user-agent', argument: '<name>', help: 'Send User-Agent <name> to server', category: 'important' },
  { short: 'v', long: 'verbose', help: 'Make the operation more talkative', category: 'important' },
  { short: 'V', long: 'version', help: 'Show version number and quit', category: 'important' },
  { long: 'data-raw', argument: '<data>' }, { long: 'data-binary', argument: '<data>' }, { long: 'data-ascii', argument: '<data>' }, { long: 'data-urlencode', argument: '<data>' },
  { long: 'json', argument: '<data>' }, { short: 'F', long: 'form', argument: '<name=content>' }, { long: 'form-string', argument: '<name=string>' },
  { short: 'X', long: 'request', argument: '<method>' }, { short: 'H', long: 'header', argument: '<header/@file>' }, { short: 'I', long: 'head' }, { short: 'G', long: 'get' },
  { short: 'L', long: 'location' }, { long: 'location-trusted' }, { long: 'max-redirs', argument: '<num>' }, { short: 'k', long: 'insecure' }, { short: 'S', long: 'show-error' },
  { long: 'fail-with-body' }, { short: 'w', long: 'write-out', argument: '<format>' }, { long: 'unix-socket', argument: '<path>' }, { long: 'abstract-unix-socket', argument: '<path>' },
  { short: 'm', long: 'max-time', argument: '<fractional seconds>' }, { long: 'connect-timeout', argument: '<fractional seconds>' }, { long: 'resolve', argument: '<[+]host:port:addr[,addr]...>' },
  { long: 'connect-to', argument: '<HOST1:PORT1:HOST2:PORT2>' }, { long: 'retry', argument: '<num>' }, { long: 'retry-delay', argument: '<seconds>' }, { long: 'retry-max-time', argument: '<seconds>' },
  { long: 'retry-connrefused' }, { long: 'retry-all-errors' }, { short: 'e', long: 'referer', argument: '<URL>' }, { short: 'b', long: 'cookie', argument: '<data|filename>' },
  { short: 'c', long: 'cookie-jar', argument: '<filename>' }, { short: 'D', long: 'dump-header', argument: '<filename>' }, { short: 'r', long: 'range', argument: '<range>' },
  { short: 'C', long: 'continue-at', argument: '<offset>' }, { short: '4', long: 'ipv4' }, { short: '6', long: 'ipv6' }, { short: 'N', long: 'no-buffer' }, { short: '#', long: 'progress-bar' },
  { long: 'no-progress-meter' }, { long: 'compressed' }, { short: '0', long: 'http1.0' }, { long: 'http1.1' }, { long: 'http2' }, { long: 'http2-prior-knowledge' }, { long: 'tlsv1.2' }, { long: 'tlsv1.3' },
  { long: 'proto', argument: '<protocols>' }, { long: 'proto-redir', argument: '<protocols>' }, { long: 'cacert', argument: '<file>' }, { short: 'E', long: 'cert', argument: '<certificate[:password]>' },
  { long: 'key', argument: '<key>' }, { long: 'url', argument: '<url>' }, { long: 'create-dirs' }, { long: 'output-dir', argument: '<dir>' }, { long: 'remote-name-all' }, { short: 'J', long: 'remote-header-name' },
  { short: 'q', long: 'disable' }, { long: 'stderr', argument: '<file>' }, { short: 'x', long: 'proxy', argument: '[protocol://]host[:port]' }, { long: 'noproxy', argument: '<no-proxy-list>' },
  { short: 'g', long: 'globoff' }, { long: 'path-as-is' }, { long: 'no-keepalive' }, { long: 'tcp-nodelay' }, { long: 'basic' }, { long: 'anyauth' }, { short: 'n', long: 'netrc' }, { long: 'raw' },
  { long: 'oauth2-bearer', argument: '<token>' }, { short: 'Z', long: 'parallel' }, { short: 'R', long: 'remote-time' }, { short: 'K', long: 'config', argument: '<file>' }, { long: 'post301' }, { long: 'post302' },
  { long: 'interface', argument: '<name>' }, { long: 'limit-rate', argument: '<speed>' }, { short: 'y', long: 'speed-time', argument: '<seconds>' }, { short: 'Y', long: 'speed-limit', argument: '<speed>' },
  { long: 'tr-encoding' }, { short: 'a', long: 'append' }, { long: 'trace', argument: '<file>' }, { long: 'trace-ascii', argument: '<file>' }, { long: 'trace-time' }, { long: 'styled-output' },
];

export interface CurlArguments {
  readonly given: readonly { readonly name: string; readonly value: string }[];
  readonly urls: readonly string[];
}

/** Thrown with the text after `curl: `. */
export class CurlUsageError extends Error {}

/** Single letters may be bundled, `-XPOST` has its argument attached, long names may be cut short. */
export function parseCurlArguments(args: readonly string[]): CurlArguments {
  const given: { name: string; value: string }[] = [];
  const urls: string[] = [];
  let plain = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (plain || !arg.startsWith('-') || arg === '-') {
      urls.push(arg);
      continue;
    }
    if (arg === '--') {
      plain = true;
      continue;
    }
    if (arg.startsWith('--')) {
      const option = findLong(arg.slice(2));
      if (!option) throw new CurlUsageError(`option ${arg}: is unknown`);
      if (option.argument && option.long !== 'help') {
        const value = args[++i];
        if (value === undefined) throw new CurlUsageError(`option ${arg}: requires parameter`);
        given.push({ name: option.long, value });
      } else given.push({ name: option.long, value: option.long === 'help' ? (args[++i] ?? '') : '' });
      continue;
    }
    for (let j = 1; j < arg.length; j++) {
      const letter = arg[j] ?? '';
      const option = CURL_OPTIONS.find((candidate) => candidate.short === letter);
      if (!option) throw new CurlUsageError(`option ${arg}: is unknown`);
      if (!option.argument || option.long === 'help') {
        given.push({ name: option.long, value: option.long === 'help' ? (args[++i] ?? '') : '' });
        continue;
      }
      const rest = arg.slice(j + 1);
      const value = rest !== '' ? rest : args[++i];
      if (value === undefined) throw new CurlUsageError(`option ${arg}: requires parameter`);
      given.push({ name: option.long, value });
      break;
    }
  }
  return { given, urls: [...urls, ...given.filter((option) => option.name === 'url').map((option) => option.value)] };
}

function findLong(name: string): CurlOption | undefined {
  const exact = CURL_OPTIONS.find((option) => option.long === name);
  if (exact) return exact;
  // --no-OPTION switches one off; only the ones that are on by default matter here.
  if (name.startsWith('no-') && CURL_OPTIONS.some((option) => option.long === name.slice(3))) return { long: name };
  const matches = CURL_OPTIONS.filter((option) => option.long.startsWith(name));
  return matches.length === 1 ? matches[0] : undefined;
}

/** `curl --help`: the important options. */
export function curlHelp(): string {
  const lines = CURL_OPTIONS.filter((option) => option.category === 'important').map((option) => {
    const left = ` -${option.short}, --${option.long}${option.argument ? ` ${option.argument}` : ''}`;
    return `${left.padEnd(28)}${option.help ?? ''}`;
  });
  return `Usage: curl [options...] <url>\n${lines.join('\n')}\n\nThis is not the full help, this menu is stripped into categories.\nUse "--help category" to get an overview of all categories.\nFor all options use the manual or "--help all".\n`;
}
