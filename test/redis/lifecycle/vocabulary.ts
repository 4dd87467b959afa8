import type { Extraction, ExtractionModel, ExtractionRequest } from '../../../src/memory/ports/extraction-model.ts'
import { type Audience, isVisibleTo, type Scope, scopeOfAudience } from '../../../src/memory/scope.ts'
import { serverAudience } from '../../support/audiences.ts'

/** What is told of the user: a home and a job they have one of, pets several. */
export type Facet = 'home' | 'job' | 'pet'

/** Where the user talks to the bot, and who can read it there. */
const [server, dmChannel, publicChannel, privateChannel] = ['7001', '8001', '8002', '8003']

export const places = {
  dm: { channel: dmChannel, audience: { kind: 'user' } },
  server: { channel: publicChannel, guild: server, audience: serverAudience(server) },
  private: {
    ...{ channel: privateChannel, guild: server },
    audience: serverAudience(server, privateChannel),
  },
} as const satisfies Record<string, { channel: string; guild?: string; audience: Audience }>
export type PlaceName = keyof typeof places
export const placeNames = Object.keys(places) as readonly PlaceName[]

export const guild = server

export const audiences: readonly Audience[] = [
  ...Object.values(places).map(({ audience }) => audience),
  serverAudience('7002'),
]

export function scopeIn(place: PlaceName): Scope {
  const scope = scopeOfAudience(places[place].audience)
  if (scope === undefined) throw new Error('everybody is known here')
  return scope
}

/** Scopes of a server and its channels. */
export function isOfServer(scope: Scope): boolean {
  return scope !== 'everywhere' && isVisibleTo(scope, places.private.audience)
}

/** Words that are said once: where they stand, what was told with them stands. */
export function wordsIn(text: string): readonly string[] {
  return text.match(/zq\d+x/gu) ?? []
}

export interface FacetValue {
  readonly facet: Facet
  readonly word: string
}

export function sentenceOf(told: readonly FacetValue[]): string {
  return told.length === 0 ? 'what do you think?' : told.map(({ facet, word }) => `my ${facet} is ${word}.`).join(' ')
}

function toldIn(text: string): readonly FacetValue[] {
  return [...text.matchAll(/my (home|job|pet) is (zq\d+x)/gu)].map(([, facet, word]) => ({
    facet: facet as Facet,
    word: word ?? '',
  }))
}

/** Learns every sentence, tells what it made up beside it, and sums turns up in their own words. `meanwhile` happens while it is asked. */
export function literalModel(meanwhile: () => Promise<void>): ExtractionModel {
  return {
    async extract(request) {
      await meanwhile()
      return studyOf(request)
    },
    async review({ facts }) {
      await meanwhile()
      return facts.map(({ number }) => ({ fact: number, isTrue: true }))
    },
  }
}

function studyOf({ turns, learnFrom, summarize, merge }: ExtractionRequest): Extraction {
  const told = turns
    .filter(({ number }) => learnFrom.includes(number))
    .flatMap(({ number, text }) => toldIn(text).map(one => ({ ...one, turn: number, quote: quoteOf(one, text) })))
  const texts = turns.filter(
    ({ number }) => summarize !== undefined && number >= summarize.from && number <= summarize.to,
  )
  return {
    facts: told.flatMap(({ facet, word, turn, quote }) => {
      const fact = {
        turn,
        quote,
        names: [],
        subject: 'user',
        kind: 'personal',
        replaces: [],
        isSensitive: false,
      } as const
      return [
        { ...fact, facet, text: `The user's ${facet} is ${word}.` },
        // Refused, and so told of as long as the words are there.
        { ...fact, text: `The user prays for their ${facet}.`, isSensitive: true },
        // Refused, as nobody named it: whoever tells of a pet has the home doubted.
        ...(facet === 'pet'
          ? [{ ...fact, facet: 'home', text: "The user's home is Atlantis.", names: [{ name: 'Atlantis' }] }]
          : []),
      ]
    }),
    entities: told.map(({ facet, word, turn, quote }) => ({
      ...{ turn, quote, name: 'user', type: 'person', aliases: [], attributes: [{ facet, value: word }] },
    })),
    ...(summarize && { summary: cut(texts.map(({ text }) => text).join(' '), summarize.tokens) }),
    ...(merge && { merged: cut(merge.texts.join(' '), merge.tokens) }),
  }
}

/** Some quotes hold more than their own sentence. */
function quoteOf({ facet, word }: FacetValue, text: string): string {
  return /[02468]x$/u.test(word) ? text : `my ${facet} is ${word}`
}

/** Whole sentences from the end, of about so many tokens. */
function cut(text: string, tokens: number): string {
  const kept: string[] = []
  for (const sentence of text.split(/(?<=[.?]) /u).toReversed()) {
    if ([sentence, ...kept].join(' ').length > tokens * 6) break
    kept.unshift(sentence)
  }
  return kept.join(' ') || 'Much was said.'
}
