import { expect, test } from 'vitest'
import type { Trace, TurnName } from '../../../src/memory/types.ts'
import { parseTrace, traceText } from '../../../src/redis/records/traces.ts'
import { fc } from '../../support/property.ts'

const ownId = fc.stringMatching(/^[\w-]{1,16}$/)
const turn = fc
  .tuple(fc.constantFrom('q', 'a'), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))
  .map(([role, id]): TurnName => `${role as 'q' | 'a'}:${id}`)
const traces = fc.record({
  facts: fc.array(ownId),
  segments: fc.array(ownId),
  window: fc.array(fc.record({ turn, rev: fc.nat() })),
  lookups: fc.nat(),
})

/** Questions and their answers, a minute apart. */
function windowOf(questions: number): Trace['window'] {
  return Array.from(
    { length: questions },
    (_, i) => 1_576_557_582_678_491_136n + BigInt(i * 60_000) * 2n ** 22n,
  ).flatMap(id => [
    { turn: `q:${id}` as const, rev: 0 },
    { turn: `a:${id}` as const, rev: 0 },
  ])
}

test('a trace is read as it was kept, whatever turns it names in whatever order', () => {
  fc.assert(
    fc.property(traces, trace => {
      expect(parseTrace(traceText(trace))).toEqual(trace)
    }),
  )
})

test('one of a full window takes a fifth of its JSON', () => {
  const trace: Trace = { facts: ['qvcA4_bg3Bsf'], segments: ['0'], window: windowOf(10), lookups: 1 }

  expect(parseTrace(traceText(trace))).toEqual(trace)
  expect(traceText(trace).length).toBeLessThan(JSON.stringify(trace).length / 5)
})

test('what an earlier version kept is read as well', () => {
  const trace: Trace = { facts: ['1'], segments: [], window: [{ turn: 'q:7', rev: 2 }], lookups: 0 }

  expect(parseTrace(JSON.stringify(trace))).toEqual(trace)
})

test.for(['', 'half a trace', '1|a|b', '1|||x12', '1|||q', '1|||q12 ', '|||', '{"facts":[]}', '1|a b||'])(
  '%j is no trace',
  text => expect(parseTrace(text)).toBeUndefined(),
)
