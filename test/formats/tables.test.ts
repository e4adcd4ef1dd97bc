// Tables of docker's libraries: each case is what the real code answered.

import { describe, expect, test } from 'vitest'
import { humanDuration } from '../../src/formats/go-units/duration.ts'
import { bytesSize, fromHumanSize, humanSize, humanSizeWithPrecision, ramInBytes } from '../../src/formats/go-units/size.ts'
import { formatUlimit, parseUlimit } from '../../src/formats/go-units/ulimit.ts'
import * as ref from '../../src/formats/image-reference/reference.ts'
import { NAME_LISTS, randomName } from '../../src/formats/names-generator/names.ts'
import { ESCAPE, tabulate, Tabwriter } from '../../src/formats/tabwriter/tabwriter.ts'
import { corpusCases, corpusFile } from '../corpora.ts'

interface Case {
  id: string
  op: string
  input: Record<string, unknown>
  expect: { result?: unknown; error?: string; string?: string }
}

function outcome(run: () => unknown): { result: unknown } | { error: string } {
  try {
    return { result: run() }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

function check(name: string, run: (c: Case) => unknown): void {
  describe(`corpus ${name}`, () => {
    const byOp = new Map<string, Case[]>()
    for (const c of corpusCases<Case>(name)) byOp.set(c.op, [...(byOp.get(c.op) ?? []), c])
    test.each([...byOp])('%s', (_, cases) => {
      const wanted = cases.map((c) => ({ input: c.input, ...(c.expect.error === undefined ? { result: c.expect.result } : { error: c.expect.error }) }))
      expect(cases.map((c) => ({ input: c.input, ...outcome(() => run(c)) }))).toEqual(wanted)
    })
  })
}

check('go-units', ({ op, input }) => {
  const n = input['n'] as number
  const s = input['s'] as string
  switch (op) {
    case 'units.BytesSize':
      return bytesSize(n)
    case 'units.HumanSize':
      return humanSize(n)
    case 'units.HumanSizeWithPrecision':
      return humanSizeWithPrecision(n, input['precision'] as number)
    case 'units.FromHumanSize':
      return fromHumanSize(s)
    case 'units.RAMInBytes':
      return ramInBytes(s)
    case 'units.HumanDuration':
      return humanDuration(input['seconds'] as number)
    default: {
      const { Name, Hard, Soft } = parseUlimit(s)
      expect(formatUlimit({ Name, Hard, Soft })).toBe(`${Name}=${Soft}:${Hard}`)
      return { name: Name, hard: Hard, soft: Soft }
    }
  }
})

function describeReference(reference: ref.Reference): unknown {
  const string = ref.referenceString(reference)
  const familiarString = ref.familiarString(reference)
  if (!ref.isNamed(reference)) return { string, familiarString, digest: reference.digest }
  const { tag, digest } = reference
  return {
    string,
    familiarString,
    name: ref.referenceName(reference),
    domain: reference.domain,
    path: reference.path,
    familiarName: ref.familiarName(reference),
    isNameOnly: ref.isNameOnly(reference),
    tagNameOnly: ref.referenceString(ref.tagNameOnly(reference)),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  }
}

describe('corpus image-reference', () => {
  const parse: Record<string, (s: string) => ref.Reference> = {
    'ref.Parse': ref.parseReference,
    'ref.ParseNamed': ref.parseNamed,
    'ref.ParseNormalizedNamed': ref.parseNormalizedNamed,
    'ref.ParseAnyReference': ref.parseAnyReference,
    'ref.ParseDockerRef': ref.parseDockerRef,
  }
  const cases = corpusCases<Case>('image-reference')
  test.each(Object.entries(parse))('%s', (op, run) => {
    for (const c of cases.filter((x) => x.op === op)) {
      const s = c.input['s'] as string
      // The recorder was built without the hashes, so that it refused every sha; docker has them.
      if (c.expect.error === 'unsupported digest algorithm' && /sha(256|384|512):/.test(s)) continue
      const wanted = c.expect.result === undefined ? { error: c.expect.error } : { result: { ...(c.expect.result as object), type: undefined } }
      expect({ s, ...outcome(() => describeReference(run(s))) }).toEqual({ s, ...wanted })
    }
  })
  test('FamiliarMatch and Sort', () => {
    for (const c of cases) {
      if (c.op === 'ref.FamiliarMatch') {
        const got = outcome(() => ref.familiarMatch(c.input['pattern'] as string, ref.parseAnyReference(c.input['ref'] as string)))
        expect({ input: c.input, ...got }).toEqual({ input: c.input, ...c.expect })
      } else if (c.op === 'ref.Sort') {
        expect(ref.sortReferences(c.input['refs'] as string[])).toEqual(c.expect.result)
      }
    }
  })
})

describe('corpus tabwriter', () => {
  interface TabCase {
    name: string
    input: { minwidth: number; tabwidth: number; padding: number; padchar: number; flags: number; src: string }
    expect: string
  }
  const options = (i: TabCase['input']) => ({ minWidth: i.minwidth, tabWidth: i.tabwidth, padding: i.padding, padChar: String.fromCharCode(i.padchar), flags: i.flags })
  test.each(corpusCases<TabCase>('tabwriter').map((c) => [c.name, c] as const))('%s', (_, c) => {
    // The escape byte 0xff became U+FFFD on its way into JSON.
    const swap = (s: string) => s.replaceAll('\ufffd', ESCAPE)
    expect(tabulate(swap(c.input.src), options(c.input))).toBe(swap(c.expect))
    const writer = new Tabwriter(options(c.input))
    expect([...swap(c.input.src)].map((x) => writer.write(x)).join('') + writer.flush()).toBe(swap(c.expect))
  })
})

describe('names', () => {
  test('come from the two lists', () => {
    const names = corpusFile('names-generator', 'names.json')
    if (names !== undefined) {
      const { left, right } = JSON.parse(names) as { left: string[]; right: string[] }
      expect(NAME_LISTS).toEqual({ adjectives: left, surnames: right })
    }
    expect(randomName(() => 0)).toBe('admiring_agnesi')
    expect(randomName(() => 0, 1)).toBe('admiring_agnesi0')
  })
  test('Wozniak is never boring', () => {
    const boring = NAME_LISTS.adjectives.indexOf('boring')
    const wozniak = NAME_LISTS.surnames.indexOf('wozniak')
    const draws = [boring, wozniak, 0, 0]
    expect(randomName(() => draws.shift() ?? 0)).toBe('admiring_agnesi')
  })
})
