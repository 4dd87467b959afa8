import type { TokenCounter } from '../../../src/memory/ports/token-counter.ts'
import type { SignalScores } from '../../../src/memory/retrieval/rank.ts'
import type { ObservedPrompt } from '../../../src/observability/observer.ts'
import { type PageAnswer, promptParts, type RecallSignal, recallSignals } from '../../page/memory-events.ts'

/** From here on a fact stands out by a signal; a standard deviation above the others is 1, by its weight. */
const CLEAR_SCORE = 0.5

/** What an answer is made of, by ids and numbers. */
export function describeAnswer({ question, memory, assembled }: ObservedPrompt, counter: TokenCounter): PageAnswer {
  const { parts, included, cut } = assembled
  const texts = { ...parts, window: included.window.map(({ text }) => text).join('\n') }
  const tokens = Object.fromEntries(promptParts.map(part => [part, counter.count(texts[part])]))
  const shown = new Set(included.facts)
  const { notes = [], scoresOf, isWhole = true } = memory ?? {}
  return {
    userId: question.user,
    channelId: question.channel,
    questionId: question.id,
    tokens: tokens as PageAnswer['tokens'],
    recalled: notes
      .filter(({ fact }) => shown.has(fact.id))
      .map(({ fact }) => ({ factId: fact.id, signals: scoresOf === undefined ? [] : clearSignals(scoresOf(fact)) })),
    isWhole: isWhole && cut.facts === 0,
    omittedTurns: cut.window,
  }
}

function clearSignals(scores: SignalScores): readonly RecallSignal[] {
  return recallSignals.filter(signal => scores[signal] >= CLEAR_SCORE).toSorted((a, b) => scores[b] - scores[a])
}
