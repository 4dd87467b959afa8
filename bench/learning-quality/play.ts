import { wordJudge } from '../../src/memory/content/judge.ts'
import type { FactOutcome } from '../../src/memory/extraction/rejections.ts'
import { currentFacts } from '../../src/memory/knowledge/facts.ts'
import { createLearner } from '../../src/memory/learning/learner.ts'
import type { ExtractionModel } from '../../src/memory/ports/extraction-model.ts'
import type { TokenCounter } from '../../src/memory/ports/token-counter.ts'
import type { Fact, FactId, Knowledge } from '../../src/memory/types.ts'
import { embedder, type Stores, settings } from '../learning/open-stores.ts'
import { snowflake } from '../snowflake.ts'
import { factsInPrompt } from './ask.ts'
import { factMeant } from './known-facts.ts'
import type { Batch, Talk, TalkFact } from './talk-file.ts'

/** From line to line. No batch is so long that the day changes within it. */
const LINE_MS = 1000
const DAY_MS = 86_400_000
const conversation = { user: '1', channel: '10' }
const alone = { kind: 'user' } as const

/** A fact of the file, and what became of it. */
export interface ToldFact {
  readonly fact: TalkFact
  /** Undefined where the model was not asked for it. */
  readonly outcome: FactOutcome | undefined
  /** The current facts, before this was told, that it replaces or repeats by the file's word. */
  readonly meant: readonly Fact[]
}

export interface PlayedBatch {
  readonly told: readonly ToldFact[]
  readonly before: Knowledge
  readonly after: Knowledge
}

export interface PlayedTalk {
  readonly batches: readonly PlayedBatch[]
  /** For each question, the facts that its prompt shows. */
  readonly prompts: readonly ReadonlySet<FactId>[]
}

/** Who answers the learner, and what of the file it was given to say. */
export interface Answering {
  readonly model: ExtractionModel
  /** Before a batch is learned. */
  prepare(batch: Batch, saidAt: readonly number[], meaning: (words: string, fact: TalkFact) => Fact | undefined): void
  /** After it: the facts of the file that were to be told, each with what became of it. */
  outcomesOf(batch: Batch, outcomes: readonly FactOutcome[]): readonly Omit<ToldFact, 'meant'>[]
}

/** Plays a talk through the store and the learner, batch by batch, then asks its questions a day later. */
export async function play(
  talk: Talk,
  stores: Stores,
  answering: Answering,
  counter: TokenCounter,
): Promise<PlayedTalk> {
  const { store, learning, index } = stores
  let now = 0
  const { learn } = createLearner({
    content: wordJudge,
    ...{ store: learning, index, embedder, model: answering.model },
    settings: { ...settings, timeZone: talk.timeZone },
    counter: async () => counter,
    now: () => now,
  })
  const known = async (): Promise<Knowledge> =>
    (await learning.readInput(conversation))?.knowledgeFor(alone) ?? {
      user: conversation.user,
      facts: [],
      statements: [],
    }

  const batches: PlayedBatch[] = []
  for (const batch of talk.batches) {
    const saidAt = batch.lines.map((_, at) => Date.parse(batch.saidAt) + at * LINE_MS)
    await say(batch, saidAt, stores)
    now = (saidAt.at(-1) ?? 0) + LINE_MS
    const before = await known()
    const meaning = (words: string, { facet }: TalkFact) => factMeant(words, facet, currentFacts(before))
    answering.prepare(batch, saidAt, meaning)
    const { outcomes, failed } = await learn(conversation.user, { force: true })
    if (Object.keys(failed).length > 0) throw new Error(`Learning failed in ${talk.id}: ${Object.keys(failed)}`)
    const told = answering.outcomesOf(batch, outcomes).map(each => {
      const words = [...each.fact.replaces, ...each.fact.repeats]
      return { ...each, meant: words.flatMap(mean => meaning(mean, each.fact) ?? []) }
    })
    batches.push({ told, before, after: await known() })
  }

  const prompts: ReadonlySet<FactId>[] = []
  for (const [at, { q: text }] of talk.questions.entries()) {
    const saidAt = now + DAY_MS + at * LINE_MS
    const question = { ...conversation, id: snowflake(saidAt, at), text, saidAt, scope: 'dm' } as const
    prompts.push(await factsInPrompt(question, talk.timeZone, { store, index }))
  }
  return { batches, prompts }
}

/** Says the lines, the bot's as answers to the user's; what the bot says first answers nothing, and is left out. */
async function say({ lines }: Batch, saidAt: readonly number[], { store }: Stores): Promise<void> {
  for (const [at, { who, text }] of lines.entries()) {
    if (who !== 'user') continue
    const time = saidAt[at] ?? 0
    const question = { ...conversation, id: snowflake(time, at), text, saidAt: time, scope: 'dm' } as const
    const snapshot = await store.keepQuestion(question, alone)
    if (snapshot === 'claimed') throw new Error('This message was kept before.')
    const end = lines.findIndex((line, after) => after > at && line.who === 'user')
    const answers = lines.slice(at + 1, end < 0 ? undefined : end)
    if (answers.length === 0) {
      await store.releaseClaim(question)
      continue
    }
    const answer = { text: answers.map(line => line.text).join('\n'), saidAt: saidAt[at + 1] ?? time }
    const message = snowflake(answer.saidAt, at + 1)
    const outcome = await store.keepAnswer(question, snapshot.snapshotToken, { ...answer, messages: [message] })
    if (outcome !== 'kept') throw new Error('An answer was not kept.')
  }
}
