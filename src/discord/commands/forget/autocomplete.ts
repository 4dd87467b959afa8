import type { Texts } from '../../../locales/en.ts'
import { activeFacts } from '../../../memory/knowledge/active-facts.ts'
import { entitiesOf } from '../../../memory/knowledge/entities.ts'
import type { Overview } from '../../../memory/ports/user-memory-store.ts'
import { isAskedWord } from '../../../memory/retrieval/shared-words.ts'
import { normalizeText } from '../../../memory/text/normalize.ts'
import type { ChannelId, Fact } from '../../../memory/types.ts'
import type { AutocompleteChoice } from '../../interactions/command.ts'
import { entityLabel, factLabel } from '../../interactions/format.ts'
import { menuLabels } from '../../interactions/menu-labels.ts'
import { choiceValues } from './parse-target.ts'

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete */
const MAX_CHOICES = 25
const MAX_CHOICE_LENGTH = 100
/** Choices that are reserved for people and things, and for conversations, where there are more facts than fit. */
const RESERVED_FOR_ENTITIES = 6
const RESERVED_FOR_CONVERSATIONS = 3

export interface AutocompleteInput {
  readonly overview: Pick<Overview, 'known' | 'conversations'>
  readonly typed: string
  readonly here: { readonly channel: ChannelId; readonly isChannel: boolean }
  /** The name of a channel that the bot knows; conversations in others are not offered. */
  nameOf(channel: ChannelId): string | undefined
}

/** What is offered for `what` while it is typed: ways to forget much at once, then what is known, newest first. */
export function forgetChoices(
  { overview, typed, here, nameOf }: AutocompleteInput,
  texts: Texts,
): readonly AutocompleteChoice[] {
  const { forget } = texts
  const { known } = overview
  const words = normalizeText(typed)
  const typedWords = words.split(' ')
  /** `stored`: what is shown in other words is found by these as well. */
  const matching = (choices: readonly (AutocompleteChoice & { readonly stored?: string })[]) =>
    choices.filter(({ name, stored = '' }) => {
      const text = normalizeText(`${name} ${stored}`)
      return typedWords.every(word => text.includes(word))
    })
  const bulk = matching([
    { name: forget.everything, value: choiceValues.everything },
    { name: forget.lastHour, value: choiceValues.lastHour },
    { name: here.isChannel ? forget.thisChannel : forget.thisConversation, value: choiceValues.here },
  ])
  const facts = matching(
    newestFirst(activeFacts(known)).map(fact => ({
      name: factLabel(fact),
      stored: fact.text,
      value: choiceValues.fact(fact.id),
    })),
  )
  const entities = matching(
    entitiesOf(known).flatMap(entity =>
      entity.ids.slice(0, 1).map(id => ({ name: entityLabel(entity, texts), value: choiceValues.entity(id) })),
    ),
  )
  const conversations = matching(
    otherConversations(overview, here.channel).flatMap(channel => {
      const name = nameOf(channel)
      return name === undefined ? [] : [{ name: forget.conversationIn(name), value: choiceValues.channel(channel) }]
    }),
  )
  // Facts come first, as many as leave room for what is reserved.
  const room = MAX_CHOICES - bulk.length - Math.min(RESERVED_FOR_CONVERSATIONS, conversations.length)
  const entityRoom = Math.min(entities.length, Math.max(RESERVED_FOR_ENTITIES, room - facts.length))
  const factRoom = Math.max(0, room - entityRoom)
  const offered = [...bulk, ...facts.slice(0, factRoom), ...entities.slice(0, entityRoom), ...conversations].slice(
    0,
    MAX_CHOICES,
  )
  const labels = menuLabels(
    offered.map(({ name }) => name),
    MAX_CHOICE_LENGTH,
    isAskedWord(typed),
  )
  return offered.map(({ value }, at) => ({ name: labels[at] ?? '', value }))
}

/** The other channels where something was said that is kept or known, those used last first. */
function otherConversations(
  { known, conversations }: AutocompleteInput['overview'],
  here: ChannelId,
): readonly ChannelId[] {
  const channels = new Set([...conversations, ...newestFirst(known.facts).map(({ channel }) => channel)])
  channels.delete(here)
  return [...channels]
}

function newestFirst(facts: readonly Fact[]): readonly Fact[] {
  return facts.toSorted((a, b) => b.saidAt - a.saidAt)
}
