import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOfReverse, encodeDns, parseDns, reverseName } from '../../../src/kernel/net/dns-message.ts';
import { candidates, parseResolvConf } from '../../../src/kernel/net/resolver.ts';
import type { DnsMessage } from '../../../src/kernel/net/dns-message.ts';

describe('DNS messages', () => {
  it('survive the wire', () => {
    const label = fc.stringMatching(/^[a-z0-9_-]{1,20}$/);
    const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    const record = fc.oneof(
      fc.record({ name, type: fc.constant('A' as const), ttl: fc.nat(86400), data: fc.ipV4() }),
      fc.record({ name, type: fc.constant('CNAME' as const), ttl: fc.nat(86400), data: name }),
      fc.record({ name, type: fc.constant('PTR' as const), ttl: fc.nat(86400), data: name }),
      fc.record({ name, type: fc.constant('MX' as const), ttl: fc.nat(86400), data: name.map((host) => `10 ${host}`) }),
      fc.record({ name, type: fc.constant('TXT' as const), ttl: fc.nat(86400), data: label }),
    );
    fc.assert(fc.property(fc.nat(65535), name, fc.array(record, { maxLength: 5 }), fc.constantFrom('NOERROR' as const, 'NXDOMAIN' as const, 'SERVFAIL' as const), (id, question, answers, code) => {
      const message: DnsMessage = { id, response: true, authoritative: false, recursionDesired: true, recursionAvailable: true, code, questions: [{ name: question, type: 'A' }], answers, authorities: [] };
      expect(parseDns(encodeDns(message))).toEqual(message);
    }));
  });

  it('never throw on rubbish', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (data) => {
      parseDns(data);
    }));
  });

  it('compress IPv6 addresses and name reverse zones', () => {
    const answer = { name: 'a', type: 'AAAA' as const, ttl: 1, data: '2001:db8::1' };
    const message: DnsMessage = { id: 1, response: true, recursionDesired: false, code: 'NOERROR', questions: [], answers: [answer] };
    expect(parseDns(encodeDns(message))?.answers).toEqual([answer]);
    expect(reverseName('172.17.0.2')).toBe('2.0.17.172.in-addr.arpa');
    expect(addressOfReverse('2.0.17.172.in-addr.arpa')).toBe('172.17.0.2');
  });
});

describe('resolv.conf', () => {
  it('gives servers, search list and options', () => {
    const config = parseResolvConf('# made\nnameserver 127.0.0.11\nsearch lab example.com\noptions ndots:0 timeout:2\n');
    expect(config).toEqual({ nameservers: ['127.0.0.11'], search: ['lab', 'example.com'], ndots: 0, timeout: 2, attempts: 2 });
    expect(candidates('web', config)).toEqual(['web', 'web.lab', 'web.example.com']);
    expect(candidates('web', { ...config, ndots: 1 })).toEqual(['web.lab', 'web.example.com', 'web']);
    expect(candidates('web.', config)).toEqual(['web']);
    expect(parseResolvConf('').nameservers).toEqual(['127.0.0.1']);
  });
});
