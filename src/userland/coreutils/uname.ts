import { tool } from '../tool.ts';

export const uname = tool({
  name: 'uname',
  synopsis: ['[OPTION]...'],
  summary: 'Print certain system information.  With no OPTION, same as -s.',
  options: [
    { short: 'a', long: 'all', help: 'print all information' },
    { short: 's', long: 'kernel-name', help: 'print the kernel name' },
    { short: 'n', long: 'nodename', help: 'print the network node hostname' },
    { short: 'r', long: 'kernel-release', help: 'print the kernel release' },
    { short: 'v', long: 'kernel-version', help: 'print the kernel version' },
    { short: 'm', long: 'machine', help: 'print the machine hardware name' },
    { short: 'p', long: 'processor', help: 'print the processor type (non-portable)' },
    { short: 'i', long: 'hardware-platform', help: 'print the hardware platform (non-portable)' },
    { short: 'o', long: 'operating-system', help: 'print the operating system' },
  ],
  *run(t) {
    if (t.operands[0] !== undefined) return yield* t.usage(`extra operand ‘${t.operands[0]}’`);
    const { facts } = t.proc.host;
    const all = t.has('all');
    const fields: [string, string][] = [
      ['kernel-name', 'Linux'], ['nodename', t.proc.uts.hostname], ['kernel-release', facts.kernelRelease], ['kernel-version', facts.kernelVersion],
      ['machine', facts.architecture], ['operating-system', t.busybox ? 'Linux' : 'GNU/Linux'],
    ];
    const chosen = fields.filter(([name], i) => all || t.has(name) || (t.options.given.length === 0 && i === 0)).map(([, value]) => value);
    for (const name of ['processor', 'hardware-platform']) if (t.has(name)) chosen.push('unknown');
    yield* t.print(`${chosen.join(' ')}\n`);
    return 0;
  },
});
