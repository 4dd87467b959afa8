import { junkOf, type Outcome, tracesOf } from '../dialogues/play.ts'
import type { BesideNumbers } from './measure-beside.ts'
import type { ModelNumbers } from './measure-calls.ts'

/** A third of what a hosted model has: people wonder by then. */
const SLOW_FIRST_WORD_MS = 10_000
/** Beside it nobody on the same machine is answered quickly. */
const SLOW_LESSON_MS = 60_000

/** So much longer nobody should wait for what the bot learns from another. */
const LEARNING_DELAY_MS = 3000

/** What an operator has to know of a model, a sentence each, the worst first. */
export function verdictOf(
  outcomes: readonly Outcome[],
  numbers: ModelNumbers,
  { alone, besideStudy }: BesideNumbers,
): readonly string[] {
  const failed = outcomes.filter(({ faults }) => faults.length > 0)
  const facts = outcomes.flatMap(outcome => outcome.facts).length
  const findings: readonly (readonly [boolean, string])[] = [
    [
      failed.length > outcomes.length / 4,
      `It does not carry a bot with a memory: ${failed.length} of ${outcomes.length} dialogues failed.`,
    ],
    [
      outcomes.some(outcome => tracesOf(outcome).length > 0),
      'People see what is not meant for them: thoughts, marks or labels stand in answers.',
    ],
    [
      outcomes.some(outcome => junkOf(outcome).length > 0),
      'As MEMORY_MODEL it notes what nobody wants to be remembered: name a better one.',
    ],
    [facts === 0, 'As MEMORY_MODEL it learns nothing: name a better one.'],
    [numbers.backgroundFailed > 0, 'The server refused requests of the learner, or they took too long.'],
    [
      numbers.backgroundUnreadable > 0,
      'As MEMORY_MODEL it does not keep to JSON: name a better one, or a server that binds it to a schema.',
    ],
    [
      besideStudy === undefined || besideStudy > (alone ?? 0) + LEARNING_DELAY_MS,
      'People wait while it learns: its server goes on with what nobody waits for any more (a smaller batch helps: llama-server -b 256).',
    ],
    [numbers.answersRefused > 0, 'The server refused requests for answers: LOG_LEVEL=debug tells what it said.'],
    [numbers.withTools === 0, 'It used no tool: “remember that…” and “forget…” rest on the words alone.'],
    [
      numbers.firstWordMs.median > SLOW_FIRST_WORD_MS,
      'People wait long for the first word: a smaller model, or CONTEXT_TOKENS, helps.',
    ],
    [numbers.backgroundMs.median > SLOW_LESSON_MS, 'It learns slowly: a smaller LEARN_BATCH helps.'],
    [
      numbers.promptTokens > 0 && numbers.cachedTokens === 0,
      'The server reads every prompt anew, or does not say that it does not: no cache.',
    ],
  ]
  const found = findings.flatMap(([isSo, sentence]) => (isSo ? [`- ${sentence}`] : []))
  return found.length === 0 ? ['- It does what the bot needs.'] : found
}
