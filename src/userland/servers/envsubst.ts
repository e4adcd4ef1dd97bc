import { tool } from '../tool.ts';

/** envsubst of GNU gettext: replaces `$NAME` and `${NAME}` in standard input by the environment. */
export const envsubst = tool({
  name: 'envsubst',
  package: 'GNU gettext-runtime 0.21',
  synopsis: ['[OPTION] [SHELL-FORMAT]'],
  summary: 'Substitutes the values of environment variables.',
  options: [{ short: 'v', long: 'variables', help: 'output the variables occurring in SHELL-FORMAT' }],
  *run(t) {
    const names = (text: string): string[] => [...text.matchAll(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)].map(([, braced, bare]) => braced ?? bare ?? '');
    const [format] = t.operands;
    if (t.has('variables')) {
      yield* t.print(names(format ?? '').map((name) => `${name}\n`).join(''));
      return 0;
    }
    const only = format === undefined ? undefined : new Set(names(format));
    const text = new TextDecoder().decode(yield* t.readAll(0));
    yield* t.print(text.replace(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g, (whole, braced?: string, bare?: string) => {
      const name = braced ?? bare ?? '';
      return only && !only.has(name) ? whole : (t.proc.env.get(name) ?? '');
    }));
    return 0;
  },
});
