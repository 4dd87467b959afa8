import { Redis } from 'ioredis'
import { memorySettings } from '../../src/config/settings.ts'
import { createContentJudge } from '../../src/memory/content/judge.ts'
import { remember } from '../../src/memory/editing/remember.ts'
import type { RejectionReason } from '../../src/memory/extraction/rejections.ts'
import { createLearner } from '../../src/memory/learning/learner.ts'
import type { Embedder } from '../../src/memory/ports/embedder.ts'
import type { TokenCounter } from '../../src/memory/ports/token-counter.ts'
import { type Fact, type Statement, USER_ENTITY } from '../../src/memory/types.ts'
import { openRedisMemory } from '../../src/redis/open.ts'
import { config, settings } from '../learning/open-stores.ts'
import { snowflake } from '../snowflake.ts'
import { type Attack, createObeyingModel, HARMLESS } from './obeying-model.ts'
import { storedTexts } from './stored-texts.ts'

/** What is left of one message that was said to the bot, and of the same words given to `/remember`. */
export interface Played {
  readonly facts: readonly Fact[]
  readonly statements: readonly Statement[]
  readonly summaries: readonly string[]
  readonly rejected: Readonly<Partial<Record<RejectionReason, number>>>
  /** What `/remember` kept, or why it did not. */
  readonly remembered: { readonly text: string } | { readonly refused: string }
  /** Everything that left the log: what is stored, what was embedded, what was logged. */
  readonly traces: readonly string[]
  /** What the memory model was shown. */
  readonly shown: readonly string[]
}

export interface Stage {
  play(attack: Attack): Promise<Played>
  close(): Promise<void>
}

const START_MS = Date.parse('2026-11-16T09:30:00Z')
const TURN_MS = 10_000
const channel = '10'
const alone = { kind: 'user' } as const
const prefix = 'filters-bench:'

/** Opens the bot's own store and learner, with a model that obeys, for messages that are each of a user of their own. */
export async function openStage(url: string, counter: TokenCounter, embedder: Embedder): Promise<Stage> {
  const lines: string[] = []
  const write = (details: object, message: string) => void lines.push(`${message} ${JSON.stringify(details)}`)
  const log = { debug: write, info: write, warn: write, error: write }
  const memory = await openRedisMemory(
    { ...memorySettings(config), url, dataDir: '', keyPrefix: prefix, onFailure: write.bind(null, {}) },
    log,
  )
  const redis = new Redis(url)
  const embedded: string[] = []
  const shown: string[] = []
  let current: Attack = { said: '', extracted: '' }
  let played = 0
  let now = START_MS
  const content = createContentJudge({ embedder, store: memory.learnedContent, log })
  await content.prepare()
  const { learn } = createLearner({
    content,
    ...{ store: memory.learning, index: memory.factIndex, counter: async () => counter, now: () => now },
    settings: { ...settings, windowMessages: 1, summaryKeep: 1, summaryTokens: 2000 },
    model: createObeyingModel(
      () => current,
      request => shown.push(...request.turns.map(({ text }) => text)),
    ),
    embedder: {
      embed(texts, purpose) {
        embedded.push(...texts)
        return embedder.embed(texts, purpose)
      },
    },
    onReport: ({ outcomes: _, ...counts }) => log.debug(counts, 'learned'),
  })

  async function say(user: string, text: string): Promise<void> {
    now += TURN_MS
    const question = { user, channel, id: snowflake(now, 1), text, saidAt: now, scope: 'dm' } as const
    const snapshot = await memory.conversations.keepQuestion(question, alone)
    if (snapshot === 'claimed') throw new Error('This message was kept before.')
    const answer = { text: 'I see.', saidAt: now + 1, messages: [snowflake(now + 1, 2)] }
    const outcome = await memory.conversations.keepAnswer(question, snapshot.snapshotToken, answer)
    if (outcome !== 'kept') throw new Error('An answer was not kept.')
  }

  async function rememberText(user: string, text: string): Promise<Played['remembered']> {
    now += TURN_MS
    const result = await remember(
      { conversation: { user, channel }, id: snowflake(now, 1), asked: 'command', scope: 'dm', text, saidAt: now },
      { userMemory: memory.userMemory, serverSettings: memory.serverSettings, settings, content },
    )
    return result.kind === 'refused' ? { refused: result.why } : { text: result.fact.text }
  }

  return {
    async play(attack) {
      current = attack
      played += 1
      for (const list of [lines, embedded, shown]) list.length = 0
      const [talking, writing] = [String(1000 + 2 * played), String(1001 + 2 * played)]
      await say(talking, attack.said)
      await say(talking, HARMLESS)
      now += TURN_MS
      const { refused: rejected, failed } = await learn(talking, { force: true })
      if (Object.keys(failed).length > 0) throw new Error(`Learning failed: ${JSON.stringify(failed)}`)
      const remembered = await rememberText(writing, attack.said)
      const input = await memory.learning.readInput({ user: talking, channel })
      const known = input?.knowledgeFor(alone)
      const stored = [...(await storedTexts(redis, prefix, talking)), ...(await storedTexts(redis, prefix, writing))]
      return {
        facts: known?.facts.filter(({ quote }) => quote !== HARMLESS) ?? [],
        statements: known?.statements.filter(({ entity, value }) => entity === USER_ENTITY && value !== 'Oslo') ?? [],
        summaries: input?.summaries.map(({ text }) => text) ?? [],
        rejected,
        remembered,
        traces: [...stored, ...embedded, ...lines],
        shown: [...shown],
      }
    },
    async close() {
      redis.disconnect()
      await memory.close()
    },
  }
}
