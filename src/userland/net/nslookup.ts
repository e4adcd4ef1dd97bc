/** nslookup(1): BIND's, or BusyBox's by the variant of the executable. */
import { reverseName } from '../../kernel/net/dns-message.ts';
import type { DnsMessage, DnsRecord, RecordType } from '../../kernel/net/dns-message.ts';
import type { Proc, Program, Sys } from '../../kernel/sys.ts';
import { isAddress, lookup, recordType, searchNames, serverAddress } from './dns-tools.ts';

export const nslookup: Program = {
  name: 'nslookup',
  *main(proc) {
    const busybox = proc.variant === 'busybox';
    let type: RecordType | undefined;
    let port = 53;
    const operands: string[] = [];
    for (const arg of proc.argv.slice(1)) {
      const setting = /^-(?:q|qt|ty|type|querytype)=(.+)$/i.exec(arg);
      const portSetting = /^-po(?:rt)?=(\d+)$/.exec(arg);
      if (portSetting) port = Number(portSetting[1]);
      else if (setting) {
        type = recordType(setting[1] ?? '');
        if (!type) {
          yield* proc.write(busybox ? 2 : 1, busybox ? `nslookup: invalid query type "${setting[1]}"\n` : `unknown query type: ${setting[1]}\n`);
          return 1;
        }
      } else if (!arg.startsWith('-') || arg === '-') operands.push(arg);
    }
    const [name, given] = operands;
    if (name === undefined) {
      if (busybox) {
        yield* proc.write(2, 'BusyBox v1.37.0 (2025-05-26 20:04:45 UTC) multi-call binary.\n\nUsage: nslookup [-type=QUERY_TYPE] [-debug] HOST [DNS_SERVER]\n\nQuery DNS about HOST\n\nQUERY_TYPE: soa,ns,a,aaaa,cname,mx,txt,ptr,srv,any\n');
        return 1;
      }
      yield* proc.write(2, 'nslookup: interactive mode is not simulated here\n');
      return 1;
    }
    const server = yield* serverAddress(proc, given);
    if (server === undefined) {
      yield* proc.write(busybox ? 2 : 1, busybox ? `nslookup: bad address '${given}'\n` : `nslookup: couldn't get address for '${given}': not found\n`);
      return 1;
    }
    const shown = given !== undefined && given !== server ? `${given}` : server;
    return busybox ? yield* busyboxLookup(proc, name, server, shown, port, type) : yield* bindLookup(proc, name, server, shown, port, type);
  },
};

function* bindLookup(proc: Proc, name: string, server: string, shown: string, port: number, type: RecordType | undefined): Sys<number> {
  const address = isAddress(name);
  const types: RecordType[] = type ? [type] : address ? ['PTR'] : ['A', 'AAAA'];
  let head = `Server:\t\t${shown}\nAddress:\t${server}#${port}\n\n`;
  const names = address ? [reverseName(name)] : searchNames(proc, name);
  let failure: DnsMessage | undefined;
  for (const candidate of names) {
    const answers: DnsRecord[] = [];
    let known = false;
    for (const one of types) {
      const answer = yield* lookup(proc, server, candidate, one, { tries: 3, port });
      if (!answer) {
        yield* proc.write(1, `;; communications error to ${server}#${port}: timed out\n`.repeat(3) + ';; no servers could be reached\n\n');
        return 1;
      }
      if (answer.code !== 'NOERROR') {
        failure = answer;
        break;
      }
      known = true;
      answers.push(...answer.answers);
    }
    if (!known) {
      if (failure?.code === 'NXDOMAIN') continue;
      break;
    }
    if (address) head = '';
    if (answers.length === 0) {
      yield* proc.write(1, `${head}*** Can't find ${candidate}: No answer\n\n`);
      return 0;
    }
    yield* proc.write(1, `${head}${address ? '' : 'Non-authoritative answer:\n'}${answers.map((record) => describe(record)).join('')}\n`);
    return 0;
  }
  yield* proc.write(1, `${address ? '' : head}** server can't find ${address ? reverseName(name) : name}: ${failure?.code ?? 'NXDOMAIN'}\n\n`);
  return 1;
}

function describe(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return `Name:\t${record.name}\nAddress: ${record.data}\n`;
    case 'PTR':
      return `${record.name}\tname = ${record.data}.\n`;
    case 'CNAME':
      return `${record.name}\tcanonical name = ${record.data}.\n`;
    case 'MX':
      return `${record.name}\tmail exchanger = ${record.data}.\n`;
    case 'NS':
      return `${record.name}\tnameserver = ${record.data}.\n`;
    case 'TXT':
      return `${record.name}\ttext = "${record.data}"\n`;
    default:
      return `${record.name}\t${record.type.toLowerCase()} = ${record.data}\n`;
  }
}

function* busyboxLookup(proc: Proc, name: string, server: string, shown: string, port: number, type: RecordType | undefined): Sys<number> {
  yield* proc.write(1, `Server:\t\t${shown}\nAddress:\t${server}:${port}\n\n`);
  const address = isAddress(name);
  const types: RecordType[] = type ? [type] : address ? ['PTR'] : ['AAAA', 'A'];
  let failed = false;
  for (const one of types) {
    const asked = address ? reverseName(name) : (searchNames(proc, name)[0] ?? name);
    const answer = yield* lookup(proc, server, asked, one, { tries: 2, port });
    if (!answer) {
      yield* proc.write(1, ';; connection timed out; no servers could be reached\n\n');
      return 1;
    }
    if (answer.code !== 'NOERROR') {
      yield* proc.write(1, `** server can't find ${asked}: ${answer.code}\n\n`);
      failed = true;
      continue;
    }
    yield* proc.write(1, `Non-authoritative answer:\n${answer.answers.map(describe).map((text) => text.replace(/\.\n/, '\n')).join('')}\n`);
  }
  return failed ? 1 : 0;
}
