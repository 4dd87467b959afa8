import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { modelFailureCodes } from '../errors.ts'
import type { LearningReport } from '../memory/learning/report.ts'
import type { ConversationStore } from '../memory/ports/conversation-store.ts'
import type { LearningStore } from '../memory/ports/learning-store.ts'
import { BILLIONTHS_PER_DOLLAR } from '../memory/ports/usage-ledger.ts'
import type { UserId } from '../memory/types.ts'
import { ActiveUsers } from './active-users.ts'
import type { ModelCall } from './model-call.ts'
import { measureState, type StateSources } from './state-gauges.ts'

/** Seconds; a hosted model begins in one or two, one without a graphics card may read for minutes. */
const FIRST_WORD_BUCKETS_SECONDS = [0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120, 300]

/** Seconds; recall takes about a millisecond, and what an embedding server takes when one is asked. */
const RECALL_BUCKETS_SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2]

/** A message to the bot, and what became of it. */
export interface AnsweredMessage {
  readonly user: UserId
  readonly outcome: 'answered' | 'unanswered'
  /** One of a few words: how an answer ended, `whole` by itself, or why there was none. */
  readonly reason: string
  readonly firstWordMs?: number | undefined
}

export type Metrics = ReturnType<typeof createMetrics>

/** What is counted, as Prometheus reads it. No label holds an id or a word of anybody. */
export function createMetrics() {
  const registry = new Registry()
  const counter = <const L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `keepsake_${name}_total`, help, labelNames, registers: [registry] })
  const turns = counter('turns', 'Questions kept and answers given', ['role'])
  const calls = counter('model_calls', 'Requests to models and embedding servers', ['purpose', 'outcome'])
  const tokens = counter('model_tokens', 'Tokens as the providers count them, or as they may be where they do not', [
    'purpose',
    'kind',
    'model',
  ])
  const costs = counter('model_cost_dollars', 'What those cost, as far as prices are known', ['purpose', 'model'])
  const unpriced = counter('model_tokens_unpriced', 'Tokens whose price is not known', ['purpose', 'model'])
  const facts = counter('facts', 'Facts by what became of them', ['outcome'])
  const refused = counter('facts_refused', 'What the model gave and was not believed', ['reason'])
  const failedReviews = counter('reviews_failed', 'Second looks at facts that got no answer', ['reason'])
  const languages = counter(
    'facts_by_language',
    'Facts that the model gave, by what they were said in, and why not kept',
    ['language', 'outcome'],
  )
  const setAside = counter('turns_set_aside', 'Turns that could not be learned', ['reason'])
  const folds = counter('summary_segments', 'Segments written', [])
  const jobs = counter('learning_jobs', 'Jobs of the learner by how they ended', ['outcome'])
  const redisErrors = counter('redis_errors', 'Commands that Redis did not take or answer', ['code'])
  const recallTime = new Histogram({
    name: 'keepsake_recall_seconds',
    help: 'Time to find what matters for a question',
    buckets: RECALL_BUCKETS_SECONDS,
    registers: [registry],
  })

  const answers = counter('answers', 'Messages to the bot by what became of them, and why', ['outcome', 'reason'])
  const firstWord = new Histogram({
    name: 'keepsake_first_word_seconds',
    help: 'From a message to the first word of its answer that was there to show',
    buckets: FIRST_WORD_BUCKETS_SECONDS,
    registers: [registry],
  })
  const activeUsers = new ActiveUsers()

  // Prometheus sees no increase in a series that begins with its first count, and alerts ask for these.
  for (const role of ['question', 'answer']) turns.inc({ role }, 0)
  for (const reason of modelFailureCodes) setAside.inc({ reason }, 0)
  calls.inc({ purpose: 'study', outcome: 'ok' }, 0)

  return {
    /** What became of a message to the bot. Who is not let in, and other bots, are no users of it. */
    countAnswer({ user, outcome, reason, firstWordMs }: AnsweredMessage): void {
      answers.inc({ outcome, reason })
      if (firstWordMs !== undefined) firstWord.observe(firstWordMs / 1000)
      if (reason !== 'notAllowed' && reason !== 'fromBot') activeUsers.note(user)
    },
    /** Tells the present state whenever somebody reads the metrics. */
    measureState: (sources: Omit<StateSources, 'activeUsers'>) => measureState(registry, { ...sources, activeUsers }),
    countTurn: (role: 'question' | 'answer') => turns.inc({ role }),
    /** @param cost billionths of a dollar; undefined where the price is not known */
    countModelCall({ purpose, model, outcome, tokens: taken }: ModelCall, cost: number | undefined): void {
      const { prompt = 0, completion = 0, cached = 0 } = taken
      calls.inc({ purpose, outcome })
      tokens.inc({ purpose, model, kind: 'prompt' }, prompt)
      tokens.inc({ purpose, model, kind: 'completion' }, completion)
      if (cached > 0) tokens.inc({ purpose, model, kind: 'cached' }, cached)
      if (cost === undefined) unpriced.inc({ purpose, model }, prompt + completion)
      else costs.inc({ purpose, model }, cost / BILLIONTHS_PER_DOLLAR)
    },
    countLearned(report: LearningReport): void {
      facts.inc({ outcome: 'stored' }, report.facts)
      facts.inc({ outcome: 'confirmed' }, report.confirmed)
      facts.inc({ outcome: 'replaced' }, report.replaced)
      facts.inc({ outcome: 'evicted' }, report.evicted)
      facts.inc({ outcome: 'unsure' }, report.unsure)
      folds.inc(report.folds)
      for (const [reason, count] of Object.entries(report.refused)) refused.inc({ reason }, count)
      for (const [reason, count] of Object.entries(report.failedReviews)) failedReviews.inc({ reason }, count)
      for (const [language, outcomes] of Object.entries(report.languages)) {
        for (const [outcome, count] of Object.entries(outcomes ?? {})) languages.inc({ language, outcome }, count)
      }
      for (const [reason, count] of Object.entries(report.setAside)) setAside.inc({ reason }, count)
    },
    countLearningJob: (outcome: string) => jobs.inc({ outcome }),
    countRedisError: (code: string) => redisErrors.inc({ code }),
    observeRecall: (ms: number) => recallTime.observe(ms / 1000),
    /** Asked whenever somebody reads the metrics; nothing is told while it can't be had. */
    measureLearningBacklog(
      store: Pick<LearningStore, 'countWaitingUsers' | 'findOldestUnlearned'>,
      now: () => number,
    ): void {
      const gauge = (name: string, help: string, read: () => Promise<number>) =>
        registry.registerMetric(
          new Gauge({
            name,
            help,
            registers: [],
            async collect() {
              this.reset()
              await read().then(
                value => this.set(value),
                () => undefined,
              )
            },
          }),
        )
      gauge('keepsake_learning_waiting', 'Users of whom something is still to be learned', store.countWaitingUsers)
      gauge('keepsake_learning_lag_seconds', 'Age of the oldest question that is still to be learned', async () => {
        const saidAt = await store.findOldestUnlearned()
        return saidAt === undefined ? 0 : Math.max(0, now() - saidAt) / 1000
      })
    },
    /** Memory, CPU and event loop of the process as well: watching those costs a little, so only where it is read. */
    collectProcessMetrics: () => collectDefaultMetrics({ register: registry }),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}

/** The same store; whenever it has kept a question or an answer, the listener is told which of the two. */
export function countTurns(store: ConversationStore, onTurn: (role: 'question' | 'answer') => void): ConversationStore {
  return {
    ...store,
    async keepQuestion(question, audience) {
      const received = await store.keepQuestion(question, audience)
      if (received !== 'claimed' && received.retention === 'kept') onTurn('question')
      return received
    },
    async keepAnswer(question, ground, answer, trace) {
      const outcome = await store.keepAnswer(question, ground, answer, trace)
      if (outcome === 'kept') onTurn('answer')
      return outcome
    },
  }
}
