import type { Scope } from '../../../src/memory/scope.ts'
import { EXPORT_FORMAT, EXPORT_VERSION, type ExportFile } from '../../../src/memory/transfer/file-format.ts'
import type { CoveringSummary, Turn } from '../../../src/memory/types.ts'
import { fc } from '../../support/property.ts'

const MINUTE = 60_000
const DISCORD_EPOCH = 1_420_070_400_000n

/** The id of a message that was said so many minutes before now. */
export function messageIdFrom(minutes: number): string {
  return (((BigInt(Date.now() - minutes * MINUTE) - DISCORD_EPOCH) << 22n) + 7n).toString()
}

/** A file of somebody of whom nothing is known, unless the test says otherwise. */
export function exportFileOf(user: string, parts: Partial<ExportFile> = {}): ExportFile {
  return {
    ...{ format: EXPORT_FORMAT, version: EXPORT_VERSION, user, exportedAt: new Date().toISOString() },
    ...{ settings: { isPaused: false }, facts: [], statements: [], conversations: [] },
    ...parts,
  }
}

export function exportedFact(parts: Partial<ExportFile['facts'][number]> = {}): ExportFile['facts'][number] {
  return {
    ...{ id: 'f1', text: 'The user lives in Lisbon.', quote: 'I live in Lisbon', kind: 'personal', subject: 'user' },
    ...{
      scope: 'dm',
      saidAt: Date.now() - MINUTE,
      replaces: [],
      sources: [messageIdFrom(1)],
      channel: '5',
      confirmations: 0,
    },
    ...parts,
  }
}

export function exportedStatement(
  parts: Partial<ExportFile['statements'][number]> = {},
): ExportFile['statements'][number] {
  const said = { scope: 'dm', saidAt: Date.now() - MINUTE, sources: [messageIdFrom(1)] } as const
  return { entity: 'e1', field: 'name', value: 'Sarah', ...said, sources: [...said.sources], ...parts }
}

/** A question with its answer, a segment of what was before, all under one scope. */
export function exportedConversation(
  parts: Partial<ExportFile['conversations'][number]> = {},
): ExportFile['conversations'][number] {
  const [older, id] = [messageIdFrom(9), messageIdFrom(2)]
  const [saidAt, scope] = [Date.now() - 2 * MINUTE, 'dm' as const]
  return {
    channel: '5',
    ...{ scope, lastUsedAt: saidAt, learnedTo: `a:${older}`, summarizedTo: `a:${older}` },
    turns: [
      { role: 'user', id, text: 'I live in Lisbon', saidAt, scope, rev: 0 },
      { role: 'assistant', id, text: 'I see.', saidAt, scope, messages: [messageIdFrom(1.9)] },
    ],
    segments: [
      { id: 's1', text: 'They said hello.', scope, from: saidAt, to: saidAt, covers: [`q:${older}`, `a:${older}`] },
    ],
    ...parts,
  }
}

const scopes = fc.constantFrom<Scope>('dm', 'everywhere', 'guild:7', 'channel:8', 'readers:7:p+2s')
const minutes = fc.integer({ min: 1, max: 5000 })
const words = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.constantFrom('東京 が好き', 'say "hi"\\n', '<@1> *bold*', 'null'),
)
const ownIds = fc.uuid()

const facts = fc
  .uniqueArray(
    fc.record(
      {
        ...{ id: ownIds, text: words, quote: words, kind: fc.constantFrom('personal', 'plan', 'topic'), scope: scopes },
        ...{
          subject: fc.constantFrom('user', 'e1', 'e2'),
          facet: fc.constantFrom('home', 'job'),
          eventAt: fc.constant('2026-11'),
        },
        ...{ saidAt: minutes.map(ago => Date.now() - ago * MINUTE), replaces: fc.array(ownIds, { maxLength: 2 }) },
        ...{
          sources: fc.tuple(minutes.map(messageIdFrom)),
          channel: fc.constantFrom('5', '6'),
          guild: fc.constant('7'),
        },
        ...{ confirmations: fc.nat(3), confirmedAt: minutes.map(ago => Date.now() - ago * MINUTE) },
        asked: fc.constantFrom('message', 'command'),
      },
      {
        requiredKeys: [
          ...(['id', 'text', 'quote', 'kind', 'scope', 'subject', 'saidAt', 'replaces', 'sources', 'channel'] as const),
          'confirmations',
        ],
      },
    ),
    { selector: ({ id }) => id, maxLength: 12 },
  )
  .map(all => all.map((fact, at) => ({ ...fact, text: `${fact.text} ${'x'.repeat(at + 1)}` })))

const statements = fc.uniqueArray(
  fc.record(
    {
      ...{ entity: fc.constantFrom('user', 'e1', 'e2'), scope: scopes, value: words, fact: ownIds },
      field: fc.oneof(
        fc.constantFrom('name', 'type', 'relation'),
        words.map(said => `attr:hobby:${said}`),
      ),
      ...{ saidAt: minutes.map(ago => Date.now() - ago * MINUTE), sources: fc.tuple(minutes.map(messageIdFrom)) },
    },
    { requiredKeys: ['entity', 'scope', 'value', 'field', 'saidAt', 'sources'] },
  ),
  { selector: ({ entity, field, scope }) => `${entity} ${field.toWellFormed()} ${scope}`, maxLength: 12 },
)

const exchanges = fc.uniqueArray(fc.record({ ago: minutes, said: words, answer: fc.option(words) }), {
  selector: ({ ago }) => ago,
  maxLength: 6,
})

function talkOf(said: readonly { ago: number; said: string; answer: string | null }[], scope: Scope): Turn[] {
  return said
    .toSorted((a, b) => b.ago - a.ago)
    .flatMap(({ ago, said: text, answer }): Turn[] => {
      const [id, saidAt] = [messageIdFrom(ago), Date.now() - ago * MINUTE]
      const question: Turn = { role: 'user', id, text, saidAt, scope, rev: 1 }
      return answer === null
        ? [question]
        : [question, { role: 'assistant', id, text: answer, saidAt, scope, messages: [messageIdFrom(ago - 0.5)] }]
    })
}

const conversations = fc.uniqueArray(
  fc
    .record({ channel: fc.constantFrom('5', '6', '8'), scope: scopes, said: exchanges, ago: minutes, summed: words })
    .map(({ channel, scope, said, ago, summed }): ExportFile['conversations'][number] => {
      const older = `q:${messageIdFrom(6000)}` as const
      const at = Date.now() - 6000 * MINUTE
      const summary: CoveringSummary = { id: `s${channel}`, text: summed, scope, from: at, to: at, covers: [older] }
      return {
        ...{ channel, scope, lastUsedAt: Date.now() - ago * MINUTE, summarizedTo: older },
        ...(scope === 'guild:7' && { guild: '7' }),
        turns: talkOf(said, scope).map(turn =>
          turn.role === 'user' ? turn : { ...turn, messages: [...turn.messages] },
        ),
        segments: [{ ...summary, covers: [...summary.covers] }],
      }
    }),
  { selector: ({ channel }) => channel, maxLength: 3 },
)

const settings = fc.record(
  {
    timeZone: fc.constantFrom('Europe/Berlin', 'Asia/Tokyo'),
    isPaused: fc.boolean(),
    locale: fc.constantFrom('de', 'ja'),
  },
  { requiredKeys: ['isPaused'] },
)

/** Any memory. */
export const anyExportParts = fc.record({ settings, facts, statements, conversations }) as fc.Arbitrary<
  Partial<ExportFile>
>
