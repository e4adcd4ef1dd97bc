import { tool } from '../../tool.ts';

const FILES: Readonly<Record<string, string>> = { passwd: '/etc/passwd', group: '/etc/group', hosts: '/etc/hosts', services: '/etc/services', shadow: '/etc/shadow', protocols: '/etc/protocols' };

export const getent = tool({
  name: 'getent',
  package: 'getent (Debian GLIBC 2.36-9+deb12u10) 2.36',
  synopsis: ['[OPTION...] database [key ...]'],
  summary: 'Get entries from administrative database.',
  options: [{ short: 's', long: 'service', argument: 'CONFIG' }, { short: 'i', long: 'no-idn' }],
  *run(t) {
    const [database, ...keys] = t.operands;
    if (database === undefined) return yield* t.usage('wrong number of arguments');
    const hosts = database === 'hosts' || database === 'ahosts' || database === 'ahostsv4';
    const path = FILES[hosts ? 'hosts' : database];
    if (path === undefined) return yield* t.fail(`Unknown database: ${database}\nTry \`getent --help' or \`getent --usage' for more information.`.replace(/^/, ''));
    const lines = t.proc.fs.exists(path) ? t.proc.readText(path).split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#')) : [];
    const show = (line: string): string => {
      if (!hosts) return line;
      const [address = '', ...names] = line.trim().split(/\s+/);
      return `${address.padEnd(15)} ${names.join(' ')}`;
    };
    if (keys.length === 0) {
      for (const line of lines) yield* t.print(`${show(line)}\n`);
      return 0;
    }
    let code = 0;
    for (const key of keys) {
      const found = lines.find((line) => (hosts ? line.trim().split(/\s+/).includes(key) : line.split(':')[0] === key || line.split(':')[2] === key));
      if (found !== undefined) yield* t.print(`${show(found)}\n`);
      else code = 2;
    }
    return code;
  },
});
