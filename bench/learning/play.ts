import { wordJudge } from '../../src/memory/content/judge.ts'
import { createLearner } from '../../src/memory/learning/learner.ts'
import type { LearningReport } from '../../src/memory/learning/report.ts'
import type { TokenCounter } from '../../src/memory/ports/token-counter.ts'
import { snowflake } from '../snowflake.ts'
import { embedder, type Stores, settings } from './open-stores.ts'
import { pendingOf } from './pending.ts'
import { type Spent, scriptedModel } from './scripted-model.ts'
import type { Exchange } from './talks.ts'

/** As often as in jobs/learning-worker.ts. */
const SWEEP_MS = 2000
const conversation = { user: '1', channel: '10' }
const { user } = conversation
const alone = { kind: 'user' } as const

/** What a talk came to. */
export interface Played {
  readonly spent: Spent
  readonly reports: readonly LearningReport[]
  /** What stands in the store at the end. */
  readonly facts: number
  readonly segments: number
}

/** Plays a talk on a virtual clock, on which neither a reply nor a call of the memory model takes any time of its own. */
export async function play(exchanges: readonly Exchange[], stores: Stores, counter: TokenCounter): Promise<Played> {
  const { store, learning, index, redis } = stores
  const pending = pendingOf(redis, stores.pending, user)
  const spent: Spent = { calls: 0, messages: 0, schema: 0 }
  const reports: LearningReport[] = []
  let now = 0
  const { learn } = createLearner({
    content: wordJudge,
    ...{ store: learning, index, embedder, settings },
    model: scriptedModel(counter, spent),
    counter: async () => counter,
    now: () => now,
    onReport: report => reports.push(report),
  })

  /** Lets time pass, with a sweep every 2 s: each one that finds the user due is a run of the learner. */
  async function passTo(time: number): Promise<void> {
    for (let due = await pending.dueAt(); due !== undefined; due = await pending.dueAt()) {
      const sweep = Math.ceil(Math.max(due, now + 1) / SWEEP_MS) * SWEEP_MS
      if (sweep > time) break
      now = sweep
      await learn(user)
    }
    now = time
  }

  for (const [number, { question: asked, answer }] of exchanges.entries()) {
    const question = { ...conversation, ...asked, id: snowflake(asked.saidAt, number), scope: 'dm' } as const
    await passTo(asked.saidAt)
    const snapshot = await pending.during(now, () => store.keepQuestion(question, alone))
    if (snapshot === 'claimed') throw new Error('This message was kept before.')
    if (answer === undefined) {
      await store.releaseClaim(question)
      continue
    }
    const kept = { ...answer, messages: [snowflake(answer.saidAt, number)] }
    await passTo(answer.saidAt)
    const outcome = await pending.during(now, () => store.keepAnswer(question, snapshot.snapshotToken, kept))
    if (outcome !== 'kept') throw new Error('An answer was not kept.')
  }
  await passTo(Number.POSITIVE_INFINITY)

  const left = await learning.readInput(conversation)
  if (left === undefined) throw new Error('The conversation is gone.')
  return { spent, reports, facts: left.knowledgeFor(alone).facts.length, segments: left.summaries.length }
}
