/** Corpus shell-tools: command lines as a learner types them, as GNU bash and Debian's tools answer them. */
import { corpus, corpusCases, corpusFile } from '../corpora.ts';
import { testHost } from '../userland/text/host.ts';
import type { SuiteResult } from './compare.ts';

interface Case { readonly cmd: string; readonly stdout: string; readonly stderr: string; readonly code: number }

export async function run(): Promise<SuiteResult> {
  const files = JSON.parse(corpus('shell-tools') ? (corpusFile('shell-tools', 'dev/files.json') ?? '{}') : '{}') as Record<string, string>;
  const cases = corpusCases<Case>('shell-tools');
  const failures = [];
  for (const each of cases) {
    const host = await testHost();
    for (const [name, text] of Object.entries(files)) host.file(name, text);
    const want = { stdout: each.stdout, stderr: each.stderr, code: each.code };
    let got: object;
    try {
      got = host.run(each.cmd);
    } catch (error) {
      got = { error: String(error) };
    }
    if (JSON.stringify(want) !== JSON.stringify(got)) failures.push({ name: each.cmd, want, got });
  }
  return { suite: 'shell-tools', total: cases.length, equal: cases.length - failures.length, failures };
}
