import { isUnsure } from '../knowledge/certainty.ts'
import { newId } from '../knowledge/new-id.ts'
import type { StudyTurn } from '../ports/extraction-model.ts'
import type { ConversationBacklog, LearningInput } from '../ports/learning-store.ts'
import { languageLabel } from '../text/language.ts'
import type { UserId } from '../types.ts'
import { findRestingParts } from './failures.ts'
import { type DraftedUpdate, draftMemoryUpdate } from './memory-update.ts'
import { type LearningPlan, nextLearningPlan } from './plan.ts'
import { addCounts, emptyLearningReport, type LearningReport } from './report.ts'
import { handleFailure } from './retry.ts'
import { type LearnerDependencies, type LearningRun, runExtraction, runReview } from './run.ts'
import { type DueContext, dueConversations, type LearningOutcome, nextDueTime } from './schedule.ts'

/**
 * Calls of one run at most: one user of whom very much waits keeps nobody else waiting. What is left is due at once again, behind
 * all who are due by then. Whoever asks what is known of them has more done at once.
 */
const MAX_CALLS = { due: 3, asked: 12 }
/** So often a conversation is looked at again because it changed during the model's call. */
const MAX_CONFLICTS = 3

interface LearnOptions {
  /** Learns all that waits, due or not: somebody asks for the memory. */
  readonly force?: boolean
  readonly signal?: AbortSignal
}

export interface Learner {
  /**
   * Learns and summarizes what is due of a user, conversation by conversation, and sets when they are due next.
   * Safe to break off at any point and to run twice: only commits change anything, whole or not at all.
   * Throws ModelError when the model is out of reach, MemoryUnavailable when the store is; nothing counts as a try then.
   */
  learn(user: UserId, options?: LearnOptions): Promise<LearningReport>
}

export function createLearner({ counter, ...dependencies }: LearnerDependencies): Learner {
  return {
    async learn(user, { force: isForced = false, signal = new AbortController().signal } = {}) {
      const { store, settings, now, onReport } = dependencies
      const full = { ...dependencies, counter: await counter(), newId }
      const run: LearningRun = {
        dependencies: full,
        signal,
        report: emptyLearningReport(),
        triedParts: new Map(),
        unreviewed: new Map(),
        outcomes: new Map(),
      }
      try {
        const backlog = await store.readBacklog(user)
        for (const { conversation, occasion: dueContext } of dueConversations(
          backlog,
          { now: now(), isForced },
          settings,
        )) {
          await learnConversation(conversation, dueContext, run)
        }
        const left = await store.readBacklog(user)
        const nextAt = nextDueTime(left, now(), settings, outcomesOf(run, left.version === backlog.version))
        await store.setNextDue(left, nextAt === undefined ? undefined : Math.max(0, nextAt - now()))
        if (nextAt !== undefined) run.report.nextAt = nextAt
        return run.report
      } finally {
        onReport?.(run.report)
      }
    },
  }
}

/** Call after call until nothing in the conversation is due any more, each from what stands there then. */
async function learnConversation(
  conversation: ConversationBacklog,
  dueContext: DueContext,
  run: LearningRun,
): Promise<void> {
  for (let moves = 0; moves < MAX_CONFLICTS && run.report.calls < MAX_CALLS[dueContext.isForced ? 'asked' : 'due']; ) {
    const outcome = await learnNext(conversation, dueContext, run)
    if (outcome === 'idle') return
    if (outcome === 'moved') moves += 1
  }
}

/** One study, when the model has room for it; where nothing is due, nobody waits for that. */
async function learnNext(
  conversation: ConversationBacklog,
  dueContext: DueContext,
  run: LearningRun,
): Promise<'kept' | 'moved' | 'failed' | 'idle'> {
  const { model, charge } = run.dependencies
  const found = await findStudy(conversation, dueContext, run)
  if (found === undefined) return 'idle'
  let parts = 1
  const learn = async ({ signal, hasWaited, interruptions }: StudyTurn) => {
    // What the model gave already is of as many turns as it was asked about.
    if (!run.unreviewed.has(conversation.channel)) parts = 2 ** interruptions
    // Nothing is shown to the model that was forgotten meanwhile.
    const study = hasWaited ? await findStudy(conversation, dueContext, run, parts) : found
    if (study === undefined) return 'idle'
    const call = () => runLearningCall(study.input, study.plan, { ...run, signal })
    return await (charge?.(study.input, call) ?? call())
  }
  const now = { signal: run.signal, hasWaited: false, interruptions: 0 }
  return await (model.whenFree?.(learn, run.signal) ?? learn(now))
}

/** What is due in a conversation as it stands now. `parts`: into how many what could be learned in one call is divided. */
async function findStudy(
  { user, channel, lastSaidAt }: ConversationBacklog,
  dueContext: DueContext,
  run: LearningRun,
  parts = 1,
): Promise<{ input: LearningInput; plan: LearningPlan } | undefined> {
  const { store, settings, counter } = run.dependencies
  const input = await store.readInput({ user, channel })
  if (input === undefined) return undefined
  const tried = run.triedParts.get(channel) ?? new Set()
  // Whoever asks for the memory has everything tried, but nothing twice.
  const resting = dueContext.isForced
    ? tried
    : tried.union(findRestingParts(input, dueContext.now, settings.learnDelayMs))
  const planContext = { ...dueContext, lastSaidAt, restingParts: resting, parts }
  const plan = nextLearningPlan(input, planContext, settings, counter)
  if (plan !== undefined) return { input, plan }
  run.outcomes.set(channel, resting.size > 0 ? 'resting' : 'idle')
  return undefined
}

/**
 * How a run left each conversation. After a change, of its own or another's, one where nothing could be done may have
 * something to do: only a run in which nothing changed is believed in that.
 */
function outcomesOf(
  { outcomes }: LearningRun,
  isUnchanged: boolean,
): (conversation: ConversationBacklog) => LearningOutcome | undefined {
  return ({ channel }) => (outcomes.get(channel) === 'idle' && !isUnchanged ? undefined : outcomes.get(channel))
}

async function runLearningCall(
  input: LearningInput,
  plan: LearningPlan,
  run: LearningRun,
): Promise<'kept' | 'moved' | 'failed'> {
  const outcome = await runExtraction(input, plan, run)
  if ('failure' in outcome) {
    await handleFailure(input, plan, outcome.failure, run)
    return 'failed'
  }
  const { asking, extraction } = outcome
  run.unreviewed.set(input.channel, { request: asking.request, extraction })
  const drafted = await draftMemoryUpdate(asking, extraction, {
    ...run.dependencies,
    review: request => runReview(request, run),
  })
  run.unreviewed.delete(input.channel)
  const { summary } = drafted.update
  const hasUnusableSummary = plan.summary !== undefined && summary === undefined
  if (!hasUnusableSummary || plan.batch !== undefined) {
    if ((await run.dependencies.store.commit(input, drafted.update)) === 'moved') return 'moved'
    addToReport(drafted, input, plan, run)
  }
  if (!hasUnusableSummary || plan.summary === undefined) return 'kept'
  addCounts(run.report.failed, { malformed: 1 })
  await handleFailure(input, { summary: plan.summary }, 'malformed', run)
  return 'failed'
}

function addToReport(
  { update, rejected, outcomes }: DraftedUpdate,
  { locale }: LearningInput,
  { batch }: LearningPlan,
  { report }: LearningRun,
): void {
  report.lessons += 1
  report.learnedTurns += batch?.questions.length ?? 0
  report.facts += update.facts.length
  report.confirmed += update.confirmed.length
  report.replaced += update.facts.reduce((sum, { replaces }) => sum + replaces.length, 0)
  report.unsure += update.facts.filter(isUnsure).length
  report.evicted += update.evictedFacts.length + (update.evictedEntities?.length ?? 0)
  report.folds += update.summary?.segment === undefined ? 0 : 1
  addCounts(report.refused, rejected)
  report.outcomes.push(...outcomes)
  if (outcomes.length === 0) return
  const language = languageLabel(batch?.questions.map(({ text }) => text).join('\n') ?? '', locale)
  const counts = report.languages[language] ?? {}
  for (const { fact, reason } of outcomes) addCounts(counts, { [fact === undefined ? reason : 'kept']: 1 })
  report.languages[language] = counts
}
