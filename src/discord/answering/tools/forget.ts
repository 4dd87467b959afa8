import type { UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import type { ChatTool } from '../../../prompt/chat-model.ts'
import { forgetTool } from '../../../prompt/tools/forget.ts'
import { type CandidateSearchDependencies, choiceOfCandidates, searchCandidates } from '../../commands/forget/choose.ts'
import type { IncomingQuestion } from '../../incoming/parse-message.ts'
import { customId } from '../../interactions/components.ts'
import type { MessageButton } from '../../message-api.ts'
import type { UserLocales } from '../../user-locales.ts'

export interface ForgetToolDependencies extends CandidateSearchDependencies {
  readonly userMemory: Pick<UserMemoryStore, 'readOverview' | 'keepChoice' | 'replaceChoice'>
  readonly userLocales: Pick<UserLocales, 'textsOf'>
  readonly onFailure: (error: unknown, consequence: string) => void
}

type ForgetChoice = ReturnType<typeof choiceOfCandidates>

interface StoredChoice {
  readonly id: string
  readonly choice: ForgetChoice
}

/**
 * Lets the model offer what the user asks it to forget: by a button under its answer, which works for them alone and
 * shows them alone what there is, under every scope. One, however often the model asks: it then holds all of it.
 */
export function bindForgetTool(
  { question }: IncomingQuestion,
  parts: ForgetToolDependencies,
): { readonly tool: ChatTool; readonly button: () => MessageButton | undefined } {
  const { user } = question
  let last: Promise<StoredChoice | undefined> = Promise.resolve(undefined)
  let offer: string | undefined

  async function add(about: string, made: StoredChoice | undefined): Promise<StoredChoice> {
    const { candidates } = await searchCandidates(about, question, parts)
    const there = choiceOfCandidates(candidates)
    if (made === undefined) return { id: await parts.userMemory.keepChoice(user, there), choice: there }
    const choice = mergeChoices(made.choice, there)
    await parts.userMemory.replaceChoice(user, made.id, choice)
    return { ...made, choice }
  }

  const tool = forgetTool(async about => {
    const before = last.catch(() => undefined)
    last = before.then(made => add(about, made))
    offer = (await last)?.id
  }, parts.onFailure)

  return {
    tool,
    button: () =>
      offer === undefined
        ? undefined
        : {
            id: customId(user, 'forget.choose', offer),
            label: parts.userLocales.textsOf(user).forget.choosePlaceholder,
          },
  }
}

/** What was found for each in turn, so that a list that holds fewer shows some of both. */
function mergeChoices(one: ForgetChoice, other: ForgetChoice): ForgetChoice {
  return {
    kind: 'choose',
    facts: interleave(one.facts, other.facts),
    entities: interleave(one.entities, other.entities),
  }
}

function interleave(one: readonly string[], other: readonly string[]): readonly string[] {
  const longest = Math.max(one.length, other.length)
  return [...new Set(Array.from({ length: longest }, (_, at) => [one[at], other[at]]).flat())].filter(
    id => id !== undefined,
  )
}
