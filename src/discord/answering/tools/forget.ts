import type { UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import {
  type CandidateSearchDependencies,
  choiceOfCandidates,
  type ForgetChoice,
  searchCandidates,
} from '../../../memory/retrieval/forget-candidates.ts'
import type { ChatTool } from '../../../prompt/chat-model.ts'
import { forgetTool } from '../../../prompt/tools/forget.ts'
import type { IncomingQuestion } from '../../incoming/parse-message.ts'
import { customId } from '../../interactions/components.ts'
import type { MessageButton } from '../../message-api.ts'
import type { UserLocales } from '../../user-locales.ts'

export interface ForgetToolDependencies extends CandidateSearchDependencies {
  readonly userMemory: Pick<UserMemoryStore, 'readOverview' | 'keepChoice' | 'replaceChoice'>
  readonly userLocales: Pick<UserLocales, 'textsOf'>
  readonly onFailure: (error: unknown, consequence: string) => void
}

/** A choice that is kept for the button to show. */
interface KeptChoice {
  readonly id: string
  readonly choice: ForgetChoice
}

/**
 * Lets the model offer what the user asks it to forget: by a button under its answer, which works for them alone and
 * shows them alone what there is, under every scope. However often the model asks, one button holds all of it.
 */
export function bindForgetTool(
  { question }: IncomingQuestion,
  { userMemory, recall, userLocales, onFailure }: ForgetToolDependencies,
): {
  readonly tool: ChatTool
  readonly button: () => MessageButton | undefined
  /** Offers it without the model. False where memory is out of reach. */
  readonly offer: (about: string) => Promise<boolean>
} {
  const { user, guild } = question
  let latest: Promise<KeptChoice | undefined> = Promise.resolve(undefined)
  let choiceId: string | undefined

  async function keepChoice(about: string, kept: KeptChoice | undefined): Promise<KeptChoice> {
    const { candidates } = await searchCandidates(about, question, { userMemory, recall })
    const found = choiceOfCandidates(candidates)
    if (kept === undefined) return { id: await userMemory.keepChoice(user, found), choice: found }
    const choice = mergeChoices(kept.choice, found)
    await userMemory.replaceChoice(user, kept.id, choice)
    return { ...kept, choice }
  }

  async function offer(about: string): Promise<void> {
    latest = latest.catch(() => undefined).then(kept => keepChoice(about, kept))
    choiceId = (await latest)?.id
  }

  const button = (id: string) => ({
    id: customId(user, 'forget.choose', id),
    label: userLocales.textsOf(user, guild).forget.choosePlaceholder,
  })
  return {
    tool: forgetTool(offer, onFailure),
    button: () => (choiceId === undefined ? undefined : button(choiceId)),
    async offer(about) {
      try {
        await offer(about)
        return true
      } catch (error) {
        onFailure(error, 'forgetting could not be offered')
        return false
      }
    },
  }
}

/** What was found for each in turn, so that a list that holds fewer shows some of both. */
function mergeChoices(one: ForgetChoice, other: ForgetChoice): ForgetChoice {
  const facts = interleave(one.facts, other.facts)
  const found = new Set(facts)
  const further = interleave(one.further ?? [], other.further ?? []).filter(id => !found.has(id))
  return {
    kind: 'choose',
    ...{ facts, entities: interleave(one.entities, other.entities) },
    ...(further.length > 0 && { further }),
  }
}

function interleave(one: readonly string[], other: readonly string[]): readonly string[] {
  const longest = one.length > other.length ? one : other
  const pairs = longest.flatMap((_, index) => [one[index], other[index]])
  return [...new Set(pairs.filter(id => id !== undefined))]
}
