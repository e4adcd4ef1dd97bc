/** What curl prints besides the body: the progress meter and --write-out (curl(1)). */
import type { HttpHeaders } from '../../formats/http/headers.ts';

/** Times are nanoseconds since the start of the transfer. */
export interface TransferInfo {
  url: string;
  effectiveUrl: string;
  method: string;
  status: number;
  version: '1.0' | '1.1';
  headers: HttpHeaders | undefined;
  headerSize: number;
  downloaded: number;
  uploaded: number;
  redirects: number;
  redirectUrl: string;
  scheme: string;
  remoteAddress: string;
  remotePort: number;
  localAddress: string;
  localPort: number;
  timeNameLookup: number;
  timeConnect: number;
  timeAppConnect: number;
  timeStartTransfer: number;
  timeTotal: number;
  exitCode: number;
  errorMessage: string;
  fileName: string;
}

const seconds = (nanoseconds: number): string => (nanoseconds / 1e9).toFixed(6);

/** Expands `%{name}`, `\n` and the other escapes of -w. `%{stderr}` and `%{stdout}` switch the stream: the result is in pieces. */
export function writeOut(format: string, info: TransferInfo): { stream: 1 | 2; text: string }[] {
  const pieces: { stream: 1 | 2; text: string }[] = [];
  let stream: 1 | 2 = 1;
  const put = (text: string): void => {
    const last = pieces.at(-1);
    if (last?.stream === stream) last.text += text;
    else pieces.push({ stream, text });
  };
  for (const token of format.match(/%\{[^}]*\}|%%|\\[nrt\\]|[\s\S]/g) ?? []) {
    if (token === '%{stderr}') stream = 2;
    else if (token === '%{stdout}') stream = 1;
    else if (token.startsWith('%{')) {
      const name = token.slice(2, -1);
      const value = variable(name, info);
      if (value === undefined) pieces.push({ stream: 2, text: `curl: unknown --write-out variable: '${name}'\n` });
      else put(value);
    } else if (token === '%%') put('%');
    else if (token.length === 2) put({ n: '\n', r: '\r', t: '\t', '\\': '\\' }[token[1] ?? ''] ?? '');
    else put(token);
  }
  return pieces;
}

function variable(name: string, info: TransferInfo): string | undefined {
  const values: Readonly<Record<string, () => string>> = {
    content_type: () => info.headers?.get('content-type') ?? '',
    errormsg: () => info.errorMessage,
    exitcode: () => String(info.exitCode),
    filename_effective: () => info.fileName,
    http_code: () => String(info.status).padStart(3, '0'),
    response_code: () => String(info.status).padStart(3, '0'),
    http_connect: () => '000',
    http_version: () => (info.status === 0 ? '0' : info.version === '1.0' ? '1' : info.version),
    local_ip: () => info.localAddress,
    local_port: () => String(info.localPort),
    method: () => info.method,
    num_connects: () => (info.timeConnect > 0 ? '1' : '0'),
    num_headers: () => String([...(info.headers ?? [])].length),
    num_redirects: () => String(info.redirects),
    onerror: () => '',
    redirect_url: () => info.redirectUrl,
    remote_ip: () => info.remoteAddress,
    remote_port: () => String(info.remotePort),
    scheme: () => info.scheme.toUpperCase(),
    size_download: () => String(info.downloaded),
    size_header: () => String(info.headerSize),
    size_request: () => '0',
    size_upload: () => String(info.uploaded),
    speed_download: () => String(info.timeTotal > 0 ? Math.floor(info.downloaded / (info.timeTotal / 1e9)) : 0),
    speed_upload: () => String(info.timeTotal > 0 ? Math.floor(info.uploaded / (info.timeTotal / 1e9)) : 0),
    ssl_verify_result: () => '0',
    time_appconnect: () => seconds(info.timeAppConnect),
    time_connect: () => seconds(info.timeConnect),
    time_namelookup: () => seconds(info.timeNameLookup),
    time_pretransfer: () => seconds(Math.max(info.timeConnect, info.timeAppConnect)),
    time_redirect: () => seconds(0),
    time_starttransfer: () => seconds(info.timeStartTransfer),
    time_total: () => seconds(info.timeTotal),
    url: () => info.url,
    url_effective: () => info.effectiveUrl,
  };
  return values[name]?.();
}

export const METER_HEAD = '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n';

/** One line of the meter, without a line end (tool_progress.c of old: twelve columns). */
export function meterLine(total: number | undefined, received: number, elapsed: number): string {
  const percent = total ? Math.floor((received * 100) / total) : received > 0 && total === undefined ? 100 : 0;
  const speed = elapsed > 0 ? Math.floor(received / (elapsed / 1e9)) : 0;
  // The current speed is measured in whole milliseconds.
  const current = Math.floor((received * 1000) / Math.max(1, Math.floor(elapsed / 1e6)));
  const size = total ?? received;
  const time = (value: number | undefined): string => (value === undefined || value < 1e9 ? '--:--:--' : clock(value));
  const received100 = received > 0 ? percent : 0;
  return `${String(percent).padStart(3)} ${short(size)}  ${String(received100).padStart(3)} ${short(received)}    0 ${short(0)}  ${short(speed)}  ${short(0)} ${time(elapsed >= 1e9 && total ? elapsed : undefined)} ${time(elapsed)} ${time(undefined)} ${short(current)}`;
}

/** Five characters: `12345`, `1234k`, `12.3M`. */
function short(value: number): string {
  if (value < 100_000) return String(value).padStart(5);
  const k = value / 1024;
  if (k < 10_000) return `${Math.floor(k)}k`.padStart(5);
  const m = k / 1024;
  if (m < 100) return `${m.toFixed(1)}M`.padStart(5);
  if (m < 10_000) return `${Math.floor(m)}M`.padStart(5);
  return `${(m / 1024).toFixed(1)}G`.padStart(5);
}

function clock(nanoseconds: number): string {
  const total = Math.floor(nanoseconds / 1e9);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(Math.floor(total / 3600)).padStart(2)}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
}
