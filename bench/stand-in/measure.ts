import { currentFacts } from '../../src/memory/knowledge/facts.ts'
import type { ExtractionModel } from '../../src/memory/ports/extraction-model.ts'
import type { TokenCounter } from '../../src/memory/ports/token-counter.ts'
import { openStores } from '../learning/open-stores.ts'
import { answerByModel } from '../learning-quality/answering.ts'
import { type PlayedTalk, play } from '../learning-quality/play.ts'
import { goldOf, type Talk } from '../learning-quality/talk-file.ts'
import { type Sentence, tells } from './sentence-file.ts'

export interface Means {
  /** Of the Redis. */
  readonly url: string
  readonly counter: TokenCounter
  readonly model: ExtractionModel
}

/** How much of what there is to remember is known afterwards. */
export interface Share {
  readonly of: string
  readonly language: string
  readonly kept: number
  readonly all: number
  /** What is known, fact by fact. */
  readonly facts: readonly string[]
  /** Of that what should not be, where somebody said what should. */
  readonly wrong: readonly string[]
}

let plays = 0

/** Has sentences learned by the model, each by somebody of their own, and looks at what is known then. */
export async function measureSentences(sentences: readonly Sentence[], means: Means): Promise<readonly Share[]> {
  const shares: Share[] = []
  for (const sentence of sentences) {
    const { id, language, keep, may } = sentence
    const facts = knownAfter(await playWith(talkOf(sentence), means))
    shares.push({
      ...{ of: id, language, facts, all: keep.length },
      kept: keep.filter(expected => facts.some(fact => tells(fact, expected))).length,
      wrong: facts.filter(fact => ![...keep, ...may].some(expected => tells(fact, expected))),
    })
  }
  return shares
}

/** The same of talks: something is kept if a fact is that rests on the words that tell it. */
export async function measureTalks(talks: readonly Talk[], means: Means): Promise<readonly Share[]> {
  const shares: Share[] = []
  for (const talk of talks) {
    const played = await playWith(talk, means)
    const kept = played.batches.map(({ told }) =>
      told.filter(({ outcome }) => outcome?.fact !== undefined).flatMap(({ fact }) => goldOf(fact)),
    )
    const asked = talk.batches.map(({ remember }) => Object.keys(remember))
    shares.push({
      ...{ of: talk.id, language: talk.language, facts: knownAfter(played), wrong: [] },
      all: asked.flat().length,
      kept: asked.reduce((sum, keys, at) => sum + keys.filter(key => kept[at]?.includes(key)).length, 0),
    })
  }
  return shares
}

async function playWith(talk: Talk, { url, counter, model }: Means): Promise<PlayedTalk> {
  plays += 1
  const stores = openStores(url, `stand-in-${process.pid}-${plays}`)
  try {
    return await play(talk, stores, answerByModel(model), counter)
  } finally {
    stores.redis.disconnect()
  }
}

function knownAfter({ batches }: PlayedTalk): readonly string[] {
  const after = batches.at(-1)?.after
  return after === undefined ? [] : currentFacts(after).map(({ text }) => text)
}

const FIRST_DAY = Date.UTC(2026, 10, 16, 18)
const HOUR_MS = 3_600_000

/** Each message is learned for itself, as when somebody waits after it. */
function talkOf({ id, language, say }: Sentence): Talk {
  const batches = say.map((text, at) => ({
    saidAt: new Date(FIRST_DAY + at * HOUR_MS).toISOString(),
    lines: [{ who: 'user', text }],
    ...{ remember: {}, study: { facts: [], entities: [], summary: undefined } },
  }))
  return { id, language, timeZone: 'UTC', batches, questions: [] }
}
