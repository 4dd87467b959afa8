import type { ExtractionModel } from '../../src/memory/ports/extraction-model.ts'
import type { TokenCounter } from '../../src/memory/ports/token-counter.ts'
import type { ChatMessage } from '../../src/prompt/chat-model.ts'
import { extractionMessages } from '../../src/prompt/extraction/messages.ts'
import { reviewMessages } from '../../src/prompt/review/messages.ts'
import { openStores } from '../learning/open-stores.ts'
import { answerByModel, answerFromFile } from './answering.ts'
import { type Answering, type PlayedTalk, play } from './play.ts'
import { scoreTalk } from './score.ts'
import type { ScoredLanguage } from './table.ts'
import type { Talk } from './talk-file.ts'

export interface MeasureOptions {
  /** Of the Redis. */
  readonly url: string
  readonly counter: TokenCounter
  readonly look: 'none' | 'truthful'
  /** Answers in place of the files. */
  readonly model?: ExtractionModel | undefined
  /** Told what the model is asked while the right facts are told. */
  readonly onCall?: (messages: readonly ChatMessage[]) => void
}

export interface Measured {
  readonly scored: readonly ScoredLanguage[]
  /** Of the users. */
  readonly messages: number
}

let plays = 0

/** Talks that are played at once. */
const MAX_AT_ONCE = 4

/** Plays talks, each in the three ways of `Plays`, or once where a real model answers. */
export async function measure(
  talks: readonly Talk[],
  { url, counter, look, model, onCall }: MeasureOptions,
): Promise<Measured> {
  async function playOnce(talk: Talk, answering: Answering): Promise<PlayedTalk> {
    plays += 1
    const stores = openStores(url, `${process.pid}-${plays}`)
    try {
      return await play(talk, stores, answering, counter)
    } finally {
      stores.redis.disconnect()
    }
  }

  function watched({ model: asked, ...answering }: Answering): Answering {
    const watchedModel: ExtractionModel = {
      extract(request, signal) {
        onCall?.(extractionMessages(request))
        return asked.extract(request, signal)
      },
      review(request, signal) {
        onCall?.(reviewMessages(request))
        return asked.review(request, signal)
      },
    }
    return { ...answering, model: watchedModel }
  }

  async function playAll(talk: Talk) {
    if (model !== undefined) return { good: await playOnce(talk, watched(answerByModel(model))) }
    return {
      good: await playOnce(talk, watched(answerFromFile({ facts: 'good', isMarked: true, look }))),
      all: await playOnce(talk, answerFromFile({ facts: 'all', isMarked: true, look })),
      unmarked: await playOnce(talk, answerFromFile({ facts: 'good', isMarked: false, look })),
    }
  }

  // A real model's server is asked one thing at a time; the files wait for nothing but Redis.
  const scored: ScoredLanguage[] = []
  const rest = talks.map((talk, at) => ({ talk, at }))
  async function playRest(): Promise<void> {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const { talk, at } = next
      scored[at] = { language: talk.language, ...scoreTalk(talk, await playAll(talk)) }
    }
  }
  await Promise.all(Array.from({ length: model === undefined ? MAX_AT_ONCE : 1 }, playRest))
  const lines = talks.flatMap(({ batches }) => batches.flatMap(batch => batch.lines))
  return { scored, messages: lines.filter(({ who }) => who === 'user').length }
}
