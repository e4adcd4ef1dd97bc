// Where the conformance corpora are, if they are here.

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = process.env['DRYDOCK_CORPORA'] ?? fileURLToPath(new URL('../../shared/corpora', import.meta.url))

/** The folder of a corpus; undefined, with a message, when it is not here. */
export function corpus(name: string): string | undefined {
  const path = join(ROOT, name)
  if (existsSync(path)) return path
  console.warn(`corpus ${name} is not here: its cases are skipped`)
  return undefined
}

/** All cases of the JSON-lines files in a corpus' `dev` folder; empty when the corpus is not here. */
export function corpusCases<T>(name: string): T[] {
  const path = corpus(name)
  if (path === undefined) return []
  const folder = join(path, 'dev')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

/** Text of a file in a corpus. */
export function corpusFile(name: string, file: string): string | undefined {
  const path = corpus(name)
  return path === undefined ? undefined : readFileSync(join(path, file), 'utf8')
}
