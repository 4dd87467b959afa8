import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { LearningReport } from '../memory/learning/report.ts'
import type { ConversationStore } from '../memory/ports/conversation-store.ts'
import { BILLIONTHS_PER_DOLLAR } from '../memory/ports/usage-ledger.ts'
import type { ModelCall } from './model-call.ts'

/** Seconds; recall takes about a millisecond, and what an embedding server takes when one is asked. */
const RECALL_BUCKETS_SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2]

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

  return {
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
    measureLearningBacklog(count: () => Promise<number>): void {
      const gauge = new Gauge({
        name: 'keepsake_learning_waiting',
        help: 'Users of whom something is still to be learned',
        registers: [],
        async collect() {
          this.reset()
          await count().then(
            waiting => this.set(waiting),
            () => undefined,
          )
        },
      })
      registry.registerMetric(gauge)
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
