/** Variables in the values of directives (ngx_http_core_module, "Embedded Variables"). */
import type { Proc } from '../../kernel/sys.ts';
import type { HttpRequest } from '../http/server.ts';

/** A text with the variables in it replaced by what they are for a request; unknown ones stay. */
export function expandVariables(text: string, request: HttpRequest, proc: Proc): string {
  const [path = '', query] = request.target.split('?', 2);
  const values: Readonly<Record<string, string>> = {
    uri: path, document_uri: path, request_uri: request.target, args: query ?? '', query_string: query ?? '', is_args: query === undefined ? '' : '?', host: (request.headers.get('host') ?? '').replace(/:\d+$/, ''), http_host: request.headers.get('host') ?? '',
    remote_addr: request.peer.family === 'inet' ? request.peer.address : '', remote_port: request.peer.family === 'inet' ? String(request.peer.port) : '', server_addr: request.local.family === 'inet' ? request.local.address : '', server_port: request.local.family === 'inet' ? String(request.local.port) : '',
    request_method: request.method, scheme: 'http', hostname: proc.uts.hostname, proxy_add_x_forwarded_for: request.peer.family === 'inet' ? request.peer.address : '', server_name: '', server_protocol: `HTTP/${request.version}`,
  };
  return text.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => values[name] ?? (name.startsWith('http_') ? (request.headers.get(name.slice(5).replaceAll('_', '-')) ?? '') : whole));
}
