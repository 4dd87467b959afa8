import { entitiesOf } from '../../../memory/entities.ts'
import { heldFacts } from '../../../memory/own/held-facts.ts'
import type { Overview } from '../../../memory/own-memory.ts'
import { plain } from '../../../memory/plain.ts'
import type { ChannelId, Fact } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { entityLabel } from '../entity-words.ts'
import type { Choice } from '../feature.ts'
import { oneLine } from '../shown-words.ts'
import { values } from './wanted.ts'

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-autocomplete */
const MOST_CHOICES = 25
const MOST_CHARACTERS = 100
/** Places that are kept for people, things and conversations, where there are more facts than fit. */
const KEPT_FOR_ENTITIES = 6
const KEPT_FOR_CONVERSATIONS = 3

export interface Offering {
  readonly overview: Pick<Overview, 'known' | 'conversations'>
  readonly typed: string
  readonly here: { readonly channel: ChannelId; readonly isChannel: boolean }
  /** What a channel is called where the bot knows it; conversations elsewhere are not offered by name. */
  nameOf(channel: ChannelId): string | undefined
}

/** What is offered for `what` while it is typed: ways to forget much at once, then what is known, newest first. */
export function choicesFor({ overview, typed, here, nameOf }: Offering, texts: Texts): readonly Choice[] {
  const { forget } = texts
  const { known } = overview
  const words = plain(typed)
  const fitting = (choices: readonly Choice[]) => choices.filter(({ name }) => plain(name).includes(words))
  const ways = fitting([
    { name: forget.everything, value: values.everything },
    { name: forget.lastHour, value: values.lastHour },
    { name: here.isChannel ? forget.thisChannel : forget.thisConversation, value: values.here },
  ])
  const facts = newestFirst(heldFacts(known))
    .filter(({ text }) => plain(text).includes(words))
    .map(({ id, text }) => ({ name: text, value: values.fact(id) }))
  const entities = fitting(
    entitiesOf(known).flatMap(entity =>
      entity.ids.slice(0, 1).map(id => ({ name: entityLabel(entity, texts), value: values.entity(id) })),
    ),
  )
  const conversations = fitting(
    conversationsOf(overview, here.channel).flatMap(channel => {
      const name = nameOf(channel)
      return name === undefined ? [] : [{ name: forget.conversationIn(name), value: values.channel(channel) }]
    }),
  )
  return share(MOST_CHOICES - ways.length, { facts, entities, conversations }, ways)
    .slice(0, MOST_CHOICES)
    .map(({ name, value }) => ({ name: oneLine(name, MOST_CHARACTERS), value }))
}

interface Found {
  readonly facts: readonly Choice[]
  readonly entities: readonly Choice[]
  readonly conversations: readonly Choice[]
}

/** Facts first, as many as leave the others their places. */
function share(room: number, { facts, entities, conversations }: Found, ways: readonly Choice[]): readonly Choice[] {
  const places = Math.min(KEPT_FOR_CONVERSATIONS, conversations.length)
  const people = Math.min(entities.length, Math.max(KEPT_FOR_ENTITIES, room - places - facts.length))
  const sentences = facts.slice(0, Math.max(0, room - places - people))
  return [...ways, ...sentences, ...entities.slice(0, people), ...conversations]
}

/** The other channels where something was said that is kept or known, those used last first. */
function conversationsOf({ known, conversations }: Offering['overview'], here: ChannelId): readonly ChannelId[] {
  const channels = new Set([...conversations, ...newestFirst(known.facts).map(({ channel }) => channel)])
  channels.delete(here)
  return [...channels]
}

function newestFirst(facts: readonly Fact[]): readonly Fact[] {
  return facts.toSorted((a, b) => b.saidAt - a.saidAt)
}
