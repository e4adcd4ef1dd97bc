/** A small name server in the manner of dnsmasq: answers from /etc/hosts, everything else does not exist. */
import { isSysError } from '../../kernel/errno.ts';
import { encodeDns, parseDns, type DnsMessage } from '../../kernel/net/dns-message.ts';
import type { Proc, Program } from '../../kernel/sys.ts';

export const dnsmasq: Program = {
  name: 'dnsmasq',
  *main(proc) {
    const address = proc.argv.find((arg) => arg.startsWith('--listen-address='))?.split('=')[1] ?? '0.0.0.0';
    const socket = proc.socket('inet', 'dgram');
    try {
      proc.bind(socket, { family: 'inet', address, port: 53 });
    } catch (error) {
      if (!isSysError(error)) throw error;
      yield* proc.write(2, `dnsmasq: failed to create listening socket for port 53: ${error.message}\n`);
      return 2;
    }
    for (;;) {
      const { data, from } = yield* proc.recvfrom(socket);
      const query = parseDns(data);
      if (query) yield* proc.sendto(socket, encodeDns(answer(proc, query)), from);
    }
  },
};

function answer(proc: Proc, query: DnsMessage): DnsMessage {
  const lines = proc.readText('/etc/hosts').split('\n').map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  const answers = query.questions.flatMap((question) => {
    const name = question.name.toLowerCase().replace(/\.$/, '');
    if (question.type !== 'A') return [];
    return lines.filter((fields) => fields.slice(1).includes(name)).map((fields) => ({ name: question.name, type: 'A' as const, ttl: 300, data: fields[0] ?? '' }));
  });
  const known = query.questions.some((question) => lines.some((fields) => fields.slice(1).includes(question.name.toLowerCase().replace(/\.$/, ''))));
  return { ...query, response: true, authoritative: false, recursionAvailable: true, code: known ? 'NOERROR' : 'NXDOMAIN', answers };
}
