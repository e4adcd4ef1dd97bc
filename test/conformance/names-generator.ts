/** Corpus names-generator: the two lists that random container names are made of. */
import { NAME_LISTS } from '../../src/formats/names-generator/names.ts';
import { corpusFile } from '../corpora.ts';
import { compareAll, type SuiteResult } from './compare.ts';

export function run(): SuiteResult {
  const text = corpusFile('names-generator', 'names.json');
  const lists = text === undefined ? undefined : (JSON.parse(text) as { left: string[]; right: string[] });
  const pairs = lists === undefined ? [] : ([['adjectives', lists.left], ['surnames', lists.right]] as const);
  return compareAll('names-generator', pairs, ([name, list]) => ({ name, want: list, got: NAME_LISTS[name] }));
}
