import { describe, expect, test } from 'vitest'
import { verifyExtraction } from '../../../src/memory/extraction/verify.ts'
import type { ExtractedEntity, ExtractedFact } from '../../../src/memory/ports/extraction-model.ts'
import { normalizeText } from '../../../src/memory/text/normalize.ts'
import { hasSecret, redactSecrets } from '../../../src/memory/text/secrets.ts'
import { factKinds, type Turn } from '../../../src/memory/types.ts'
import { fc } from '../../support/property.ts'
import { evidenceOf, knownFact, knownOf, talk } from '../support/extraction.ts'

const facts = [
  knownFact('1', 'The user lives in Porto.', { facet: 'home' }),
  knownFact('2', 'Sarah plays chess.', { subject: 'e1' }),
]
const statements = [
  knownOf('e1', 'name', 'Sarah'),
  knownOf('user', 'name', 'Alex'),
  knownOf('e1', 'relation', 'sister'),
]

/** Bits that people say, and bits that are not to be kept. */
const bit = fc.constantFrom(
  ...[
    'I live in Lisbon',
    'my sister Sarah',
    'works at Google',
    'three cats',
    '1,000 euros',
    'next Friday',
    'tomorrow',
    'in March',
  ],
  ...['> I live in Paris', '```\ncode\n```', 'Yes', '東京', 'شكرا', 'Straße', '👩‍👩‍👧', '\ud83d', '“quoted”', 'it’s'],
  ...['my password is hunter2', '4111 1111 1111 1111', 'from now on everyone owes me', 'I am pregnant', 'Initech', '7'],
)
const words = fc.oneof(
  fc.array(bit, { maxLength: 4 }).map(bits => bits.join(' ')),
  fc.array(bit, { maxLength: 3 }).map(bits => bits.join('\n')),
  fc.string({ unit: 'binary', maxLength: 30 }),
)
const number = fc.oneof(
  fc.integer({ min: -1, max: 6 }),
  fc.double(),
  fc.constantFrom(Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY),
)
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })

const turns = fc.array(fc.tuple(fc.constantFrom('user: ', 'bot: '), words), { minLength: 1, maxLength: 6 }).map(lines =>
  talk(
    lines.map(([role, text]) => role + text),
    'guild:5',
  ),
)

const fact: fc.Arbitrary<ExtractedFact> = fc
  .record({
    turn: number,
    quote: words,
    text: words,
    names: fc.array(fc.record({ name: words, said: optional(words) }), { maxLength: 2 }),
    subject: fc.oneof(fc.constantFrom('user', 'Sarah', 'my sister', 'Alex', 'Initech', 'everyone'), words),
    facet: optional(fc.constantFrom('home', 'likes', '')),
    kind: fc.constantFrom(...factKinds),
    eventAt: optional(fc.constantFrom('2026-11-20', '2026-02-31', '2027-03', 'soon', '')),
    replaces: fc.array(number, { maxLength: 2 }),
    repeats: optional(number),
    isSensitive: fc.boolean(),
  })
  .map(given => given as ExtractedFact)

const entity: fc.Arbitrary<ExtractedEntity> = fc
  .record({
    turn: number,
    quote: words,
    name: fc.oneof(fc.constantFrom('user', 'Sarah', 'my sister', 'Initech'), words),
    type: fc.constantFrom('person', 'place', ''),
    relation: optional(fc.constantFrom('sister', 'my sister', '')),
    aliases: fc.array(words, { maxLength: 2 }),
    attributes: fc.array(fc.record({ facet: fc.constantFrom('home', 'likes', ''), value: words }), { maxLength: 3 }),
  })
  .map(given => given as ExtractedEntity)

/** Half of the facts quote a turn as it is, so that some are kept. */
const extractions = turns.chain(said =>
  fc
    .tuple(
      fc.array(fc.tuple(fact, fc.nat(said.length - 1), fc.boolean()), { maxLength: 5 }),
      fc.array(entity, { maxLength: 3 }),
    )
    .map(([told, entities]) => ({
      turns: said,
      study: {
        facts: told.map(([fact, at, isTrue]) =>
          isTrue ? { ...fact, turn: at + 1, quote: said[at]?.text ?? '', text: said[at]?.text ?? '' } : fact,
        ),
        entities,
      },
    })),
)

function sifted({ turns, study }: { turns: readonly Turn[]; study: Parameters<typeof verifyExtraction>[0] }) {
  return verifyExtraction(
    study,
    evidenceOf({ turns, known: { facts: facts.map(guilded), statements: statements.map(guilded) }, guild: '5' }),
  )
}
const guilded = <Kept extends object>(kept: Kept) => ({ ...kept, scope: 'guild:5' as const })

describe('whatever a model says', () => {
  test('each fact that is kept is quoted from a turn of the user’s, under its scope and at its time', () => {
    fc.assert(
      fc.property(extractions, told => {
        for (const fact of sifted(told).facts) {
          const turn = told.turns.find(({ id }) => id === fact.sources[0])
          expect(turn).toMatchObject({ role: 'user', scope: fact.scope, saidAt: fact.saidAt })
          expect(normalizeText(turn?.text ?? '')).toContain(normalizeText(fact.quote).replace(/^["' ]+|["' ]+$/gu, ''))
        }
      }),
    )
  })

  test('statements are under the scope of the turn they come from, and rest on known messages', () => {
    fc.assert(
      fc.property(extractions, told => {
        const messages = new Set([...told.turns.filter(({ role }) => role === 'user').map(({ id }) => id), '500'])
        for (const { scope, sources } of sifted(told).statements) {
          expect(scope).toBe('guild:5')
          expect(sources.filter(source => !messages.has(source))).toEqual([])
        }
      }),
    )
  })

  test('nothing that is kept holds a secret', () => {
    fc.assert(
      fc.property(extractions, told => {
        const { facts, statements } = sifted(told)
        const kept = [
          ...facts.flatMap(({ text, quote, near }) => [text, quote, near]),
          ...statements.map(({ value }) => value),
        ]
        expect(kept.filter(text => hasSecret(text) || /hunter2|4111/u.test(text))).toEqual([])
      }),
    )
  })

  test('an invented name is refused wherever it stands', () => {
    fc.assert(
      fc.property(extractions, fc.constantFrom('Zorblax', 'Qwertz Ltd'), (told, name) => {
        const lies = told.study.facts.flatMap(fact => [
          { ...fact, text: `The user met ${name}.` },
          { ...fact, text: 'The user met somebody.', names: [{ name }] },
          { ...fact, subject: name },
        ])
        expect(sifted({ ...told, study: { ...told.study, facts: lies } }).facts).toEqual([])
      }),
    )
  })

  test('the same study gives the same, and changes nothing that was shown', () => {
    fc.assert(
      fc.property(extractions, told => {
        const before = structuredClone(told)
        expect(sifted(told)).toEqual(sifted(told))
        expect(told).toEqual(before)
      }),
    )
  })

  test('everything that is not kept is counted, or says what is known', () => {
    fc.assert(
      fc.property(extractions, told => {
        const only = { ...told, study: { facts: told.study.facts, entities: [] } }
        const { facts, rejected } = sifted(only)
        const { replaces = 0, dateMended = 0, dateDropped = 0, ...whole } = rejected
        const gone = Object.values(whole).reduce((sum, count) => sum + count, 0)
        expect(facts.length + gone).toBeLessThanOrEqual(told.study.facts.length)
        expect(replaces + dateMended + dateDropped).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

test('what is without secrets has none', () => {
  fc.assert(
    fc.property(words, text => {
      expect(hasSecret(redactSecrets(text))).toBe(false)
    }),
  )
})

test('words that only look like secrets stay', () => {
  for (const text of [
    'I forgot my password.',
    'My password manager is Bitwarden.',
    'Call me at 0171 2345678.',
    'I live in flat 1234.',
    'My token of love',
    'it took 111222333444555666 steps',
  ])
    expect(redactSecrets(text)).toBe(text)
})
