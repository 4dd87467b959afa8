import type { OwnMemory } from '../memory/own-memory.ts'
import type { ChatTool } from '../prompt/chat-model.ts'
import { forgetTool } from '../prompt/forget-tool.ts'
import { customId } from './commands/custom-id.ts'
import { choiceOf, type FindParts, lookedFor } from './commands/forget/find.ts'
import type { Locales } from './locales.ts'
import type { Button } from './messages.ts'
import type { Asked } from './question.ts'

export interface ForgetSaidParts extends FindParts {
  readonly own: FindParts['own'] & Pick<OwnMemory, 'reoffer'>
  readonly locales: Pick<Locales, 'textsOf'>
  readonly onFailure: (error: unknown, consequence: string) => void
}

type Choice = ReturnType<typeof choiceOf>

interface Made {
  readonly offer: string
  readonly choice: Choice
}

/**
 * Lets the model offer what the user asks it to forget: by a button under its answer, which works for them alone and
 * shows them alone what there is, under every scope. One, however often the model asks: it then holds all of it.
 */
export function forgetSaid(
  { question }: Asked,
  parts: ForgetSaidParts,
): { readonly tool: ChatTool; readonly button: () => Button | undefined } {
  const { user } = question
  let last: Promise<Made | undefined> = Promise.resolve(undefined)
  let offer: string | undefined

  async function add(about: string, made: Made | undefined): Promise<Made> {
    const there = choiceOf(await lookedFor(about, question, parts))
    if (made === undefined) return { offer: await parts.own.offer(user, there), choice: there }
    const choice = both(made.choice, there)
    await parts.own.reoffer(user, made.offer, choice)
    return { ...made, choice }
  }

  const tool = forgetTool(async about => {
    const before = last.catch(() => undefined)
    last = before.then(made => add(about, made))
    offer = (await last)?.offer
  }, parts.onFailure)

  return {
    tool,
    button: () =>
      offer === undefined
        ? undefined
        : { id: customId(user, 'forget.choose', offer), label: parts.locales.textsOf(user).forget.choosePlaceholder },
  }
}

/** What was found for each in turn, so that a list that holds fewer shows some of both. */
function both(one: Choice, other: Choice): Choice {
  return {
    kind: 'choose',
    facts: inTurn(one.facts, other.facts),
    entities: inTurn(one.entities, other.entities),
  }
}

function inTurn(one: readonly string[], other: readonly string[]): readonly string[] {
  const longest = Math.max(one.length, other.length)
  return [...new Set(Array.from({ length: longest }, (_, at) => [one[at], other[at]]).flat())].filter(
    id => id !== undefined,
  )
}
