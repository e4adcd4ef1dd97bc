/** openssl: version and rand; keys and certificates are not simulated. */
import type { Program } from '../../kernel/sys.ts';

export const openssl: Program = {
  name: 'openssl',
  *main(proc) {
    const [verb, ...args] = proc.argv.slice(1);
    if (verb === 'version') {
      yield* proc.write(1, 'OpenSSL 3.0.17 1 Jul 2025 (Library: OpenSSL 3.0.17 1 Jul 2025)\n');
      return 0;
    }
    const count = Number(args.findLast((arg) => /^\d+$/.test(arg)) ?? Number.NaN);
    if (verb === 'rand' && !Number.isNaN(count) && count <= 1_048_576) {
      const bytes = proc.random('openssl').bytes(count);
      if (args.includes('-hex')) yield* proc.write(1, `${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}\n`);
      else if (args.includes('-base64')) yield* proc.write(1, `${btoa(String.fromCharCode(...bytes)).replace(/.{64}(?=.)/g, '$&\n')}\n`);
      else yield* proc.write(1, bytes);
      return 0;
    }
    yield* proc.write(2, `openssl: 'openssl ${verb ?? ''}' is not simulated here\n`);
    return 1;
  },
};
