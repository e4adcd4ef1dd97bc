import { tool } from '../tool.ts';
import { formatFloat, formatInteger, pad, type Conversion } from './format.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', '"': '"', e: '\x1b' };

/** Escapes of printf(1); `stop` is set by `\c`. */
function unescape(text: string, state: { stop: boolean }, percent: boolean): string {
  return text.replace(/\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|0?[0-7]{1,3}|[^])/g, (whole, body: string) => {
    if (state.stop) return '';
    if (/^[xu]./.test(body)) return String.fromCharCode(Number.parseInt(body.slice(1), 16));
    if (/^[0-7]/.test(body)) return String.fromCharCode(Number.parseInt(body, 8) & 255);
    if (body === 'c') {
      state.stop = true;
      return '';
    }
    return ESCAPES[body] ?? (percent ? whole : whole);
  });
}

export const printf = tool({
  name: 'printf',
  synopsis: ['FORMAT [ARGUMENT]...'],
  summary: 'Print ARGUMENT(s) according to FORMAT.',
  options: [],
  rawArguments: true,
  *run(t) {
    const words = t.operands[0] === '--' ? t.operands.slice(1) : [...t.operands];
    const format = words.shift();
    if (format === undefined) return yield* t.usage('missing operand');
    const state = { stop: false };
    const complaints: string[] = [];
    const number = (text: string | undefined): number => {
      if (text === undefined || text === '') return 0;
      if (/^["']/.test(text)) return text.codePointAt(1) ?? 0;
      const value = /^[-+]?0[xX][0-9a-fA-F]+$/.test(text) ? Number.parseInt(text, 16) : /^[-+]?0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text);
      if (!Number.isNaN(value)) return value;
      const lead = Number.parseFloat(text);
      complaints.push(Number.isNaN(lead) ? `‘${text}’: expected a numeric value` : `‘${text}’: value not completely converted`);
      return Number.isNaN(lead) ? 0 : lead;
    };
    let out = '';
    do {
      const before = words.length;
      let consumed = false;
      out += format.replace(/\\(?:x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|[0-7]{1,3}|[^])|%(?:%|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?([a-zA-Z]))/g, (whole: string, flags = '', width: string | undefined, precision: string | undefined, letter: string | undefined) => {
        if (state.stop) return '';
        if (whole.startsWith('\\')) return unescape(whole, state, true);
        if (letter === undefined) return '%';
        consumed = true;
        const size = width === '*' ? number(words.shift()) : Number(width ?? 0);
        const conversion: Conversion = { flags: size < 0 ? `${flags}-` : flags, width: Math.abs(size), precision: precision === undefined ? undefined : precision === '*' ? number(words.shift()) : Number(precision || 0), letter };
        const text = words.shift();
        if (letter === 's' || letter === 'b' || letter === 'q') {
          const plain = letter === 'b' ? unescape(text ?? '', state, false) : letter === 'q' && !/^[\w./:=@%+,-]+$/.test(text ?? '') ? `'${(text ?? '').replaceAll("'", "'\\''")}'` : (text ?? '');
          return pad(conversion.precision === undefined ? plain : [...plain].slice(0, conversion.precision).join(''), conversion, false);
        }
        if (letter === 'c') return pad([...(text ?? '')][0] ?? '', conversion, false);
        if ('diouxX'.includes(letter)) return formatInteger(/^-?\d{16,}$/.test(text ?? '') ? BigInt(text ?? '0') : BigInt(Math.trunc(number(text))), conversion);
        if ('eEfFgGaA'.includes(letter)) return formatFloat(number(text), conversion);
        complaints.push(`%${letter}: invalid conversion specification`);
        state.stop = true;
        return '';
      });
      if (!consumed || words.length === before) break;
    } while (words.length > 0 && !state.stop);
    yield* t.print(out);
    for (const complaint of complaints) yield* t.fail(complaint);
    return t.exit;
  },
});
