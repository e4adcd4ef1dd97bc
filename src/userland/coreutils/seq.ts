import { tool } from '../tool.ts';

export const seq = tool({
  name: 'seq',
  synopsis: ['[OPTION]... LAST', '[OPTION]... FIRST LAST', '[OPTION]... FIRST INCREMENT LAST'],
  summary: 'Print numbers from FIRST to LAST, in steps of INCREMENT.',
  options: [
    { short: 'f', long: 'format', argument: 'FORMAT', help: 'use printf style floating-point FORMAT' },
    { short: 's', long: 'separator', argument: 'STRING', help: 'use STRING to separate numbers (default: \\n)' },
    { short: 'w', long: 'equal-width', help: 'equalize width by padding with leading zeroes' },
  ],
  stopAtOperand: true,
  negativeNumbers: true,
  *run(t) {
    const operands = t.operands;
    if (operands.length === 0) return yield* t.usage('missing operand');
    if (operands.length > 3) return yield* t.usage(`extra operand ‘${operands[3]}’`);
    for (const operand of operands) {
      if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(operand)) return yield* t.usage(`invalid floating point argument: ‘${operand}’`);
    }
    const [first, step, last] = operands.length === 1 ? ['1', '1', operands[0] ?? ''] : operands.length === 2 ? [operands[0] ?? '', '1', operands[1] ?? ''] : [operands[0] ?? '', operands[1] ?? '', operands[2] ?? ''];
    if (Number(step) === 0) return yield* t.usage(`invalid Zero increment value: ‘${step}’`);
    const decimals = Math.max(...[first, step].map((text) => /\.(\d*)$/.exec(text)?.[1]?.length ?? 0));
    const scale = 10 ** decimals;
    const from = Math.round(Number(first) * scale);
    const by = Math.round(Number(step) * scale);
    const to = Number(last) * scale + 1e-9 * Math.sign(by);
    const show = (value: number): string => (value / scale).toFixed(decimals);
    const width = t.has('equal-width') ? Math.max(show(from).length, show(from + Math.floor((to - from) / by) * by).length) : 0;
    const separator = t.value('separator') ?? '\n';
    const format = t.value('format');
    const directive = format?.replaceAll('%%', '');
    if (directive !== undefined && !directive.includes('%')) return yield* t.fail(`format ‘${format}’ has no % directive`);
    const letter = /%[-+ #0']*\d*(?:\.\d*)?(.?)/.exec(directive ?? '')?.[1];
    if (letter === '') return yield* t.fail(`format ‘${format}’ ends in %`);
    if (letter !== undefined && !/[efgaEFGA]/.test(letter)) return yield* t.fail(`format ‘${format}’ has unknown %${letter} directive`);
    let any = false;
    for (let value = from; by > 0 ? value <= to : value >= to; value += by) {
      let text = show(value);
      if (width > 0) text = text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0');
      if (format !== undefined) text = format.replace(/%(0?)(\d*)(?:\.(\d+))?([gfe])/, (_, zero: string, size: string, precision: string | undefined, kind: string) => (kind === 'f' || precision !== undefined ? (value / scale).toFixed(Number(precision ?? 6)) : String(value / scale)).padStart(Number(size), zero || ' '));
      yield* t.print(any ? separator + text : text);
      any = true;
    }
    if (any) yield* t.print('\n');
    return 0;
  },
});
