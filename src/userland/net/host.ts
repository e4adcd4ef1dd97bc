/** host(1): DNS look-ups in words. */
import { reverseName } from '../../kernel/net/dns-message.ts';
import type { DnsRecord, RecordType } from '../../kernel/net/dns-message.ts';
import { tool } from '../tool.ts';
import { isAddress, lookup, recordType, searchNames, serverAddress } from './dns-tools.ts';

export const host = tool({
  name: 'host',
  package: 'host 9.18.33-1~deb12u2-Debian',
  synopsis: ['[-4] [-t type] [-W time] [-v] hostname [server]'],
  summary: 'DNS lookup utility',
  options: [{ short: 't', argument: 'type', help: 'specifies the query type' }, { short: 'W', argument: 'time', help: 'specifies how long to wait for a reply' }, { short: '4', help: 'use IPv4 query transport only' }, { short: 'a', help: 'is equivalent to -v -t ANY' }, { short: 'v', help: 'enables verbose output' }],
  *run(t) {
    const [name, given] = t.operands;
    if (name === undefined) {
      yield* t.proc.write(2, 'Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]\n            [-R number] [-m flag] [-p port] hostname [server]\n');
      return 1;
    }
    const asked = t.value('t');
    const type = asked === undefined ? (t.has('a') ? 'ANY' : undefined) : recordType(asked);
    if (asked !== undefined && !type) {
      yield* t.proc.write(2, `host: invalid type: ${asked}\n`);
      return 2;
    }
    const server = yield* serverAddress(t.proc, given);
    if (server === undefined) return yield* t.fail(`couldn't get address for '${given}': not found`);
    if (given !== undefined) yield* t.print(`Using domain server:\nName: ${given}\nAddress: ${server}#53\nAliases: \n\n`);
    const address = isAddress(name);
    const types: RecordType[] = type ? [type] : address ? ['PTR'] : ['A', 'AAAA', 'MX'];
    let code = 'NXDOMAIN';
    for (const candidate of address ? [reverseName(name)] : searchNames(t.proc, name)) {
      let found = 0;
      let known = false;
      for (const one of types) {
        const answer = yield* lookup(t.proc, server, candidate, one, { tries: 2, seconds: Number(t.value('W') ?? 5) });
        if (!answer) {
          yield* t.print(';; communications error to ' + `${server}#53: timed out\n`.repeat(1) + ';; no servers could be reached\n');
          return 1;
        }
        code = answer.code;
        if (answer.code !== 'NOERROR') break;
        known = true;
        found += answer.answers.length;
        yield* t.print(answer.answers.map(sentence).join(''));
      }
      if (known) {
        if (found === 0) yield* t.print(`${candidate} has no ${types[0]} record\n`);
        return 0;
      }
    }
    yield* t.print(`Host ${address ? reverseName(name) : name} not found: ${code === 'NXDOMAIN' ? '3(NXDOMAIN)' : code === 'SERVFAIL' ? '2(SERVFAIL)' : code}\n`);
    return 1;
  },
});

function sentence(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
      return `${record.name} has address ${record.data}\n`;
    case 'AAAA':
      return `${record.name} has IPv6 address ${record.data}\n`;
    case 'PTR':
      return `${record.name} domain name pointer ${record.data}.\n`;
    case 'CNAME':
      return `${record.name} is an alias for ${record.data}.\n`;
    case 'MX':
      return `${record.name} mail is handled by ${record.data}.\n`;
    case 'TXT':
      return `${record.name} descriptive text "${record.data}"\n`;
    default:
      return `${record.name} has ${record.type} record ${record.data}\n`;
  }
}
