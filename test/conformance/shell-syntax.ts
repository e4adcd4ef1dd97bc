/** Corpus shell-syntax: what bash says of prefixes of hard snippets: complete, wanting more lines, or wrong. */
import { parseShell } from '../../src/shell/parse.ts';
import { corpusFile } from '../corpora.ts';
import { compareAll, type SuiteResult } from './compare.ts';

export function run(): SuiteResult {
  const prefixes = Object.entries(JSON.parse(corpusFile('shell-syntax', 'dev/prefixes.json') ?? '{}') as Record<string, string>);
  return compareAll('shell-syntax', prefixes, ([text, want]) => ({ name: text, want, got: parseShell(text).kind }));
}
