/** Corpus tabwriter: tables as Go's text/tabwriter aligns them, written at once and byte by byte. */
import { ESCAPE, tabulate, Tabwriter } from '../../src/formats/tabwriter/tabwriter.ts';
import { corpusCases } from '../corpora.ts';
import { compareAll, type SuiteResult } from './compare.ts';

interface Case { readonly name: string; readonly input: { readonly minwidth: number; readonly tabwidth: number; readonly padding: number; readonly padchar: number; readonly flags: number; readonly src: string }; readonly expect: string }

/** The escape byte 0xff became U+FFFD on its way into JSON. */
function unescaped(text: string): string {
  return text.replaceAll('\ufffd', ESCAPE);
}

export function run(): SuiteResult {
  return compareAll('tabwriter', corpusCases<Case>('tabwriter'), ({ name, input, expect }) => {
    const options = { minWidth: input.minwidth, tabWidth: input.tabwidth, padding: input.padding, padChar: String.fromCharCode(input.padchar), flags: input.flags };
    const source = unescaped(input.src);
    const writer = new Tabwriter(options);
    const bytewise = [...source].map((char) => writer.write(char)).join('') + writer.flush();
    return { name, want: [unescaped(expect), unescaped(expect)], got: [tabulate(source, options), bytewise] };
  });
}
