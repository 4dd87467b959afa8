import type { BaseInteraction, MessageComponentInteraction } from 'discord.js'
import { entitiesOf } from '../../../memory/entities.ts'
import { heldFacts } from '../../../memory/own/held-facts.ts'
import type { OwnMemory } from '../../../memory/own-memory.ts'
import { text } from '../components.ts'
import type { Use, View } from '../feature.ts'
import { chooser, chosenOf, menuOf } from './chooser.ts'
import { proposed } from './confirming.ts'
import { type Found, found } from './find.ts'
import type { ForgetParts } from './parts.ts'
import { ways } from './ways.ts'

/** Looks for what some words are about, and shows it to choose from. */
export async function lookFor(use: Use<BaseInteraction>, about: string, parts: ForgetParts): Promise<View> {
  const there = await found(about, use, parts)
  if (there.facts.length + there.entities.length === 0) return use.texts.forget.nothingAbout(about)
  return list(use, { ...there, about }, parts)
}

/** Shows what was found before, as far as it is still known. */
export async function chooseFrom(use: Use<BaseInteraction>, id: string, parts: ForgetParts): Promise<View> {
  const { user, texts } = use
  const offer = await parts.own.offered(user, id)
  if (offer?.kind !== 'choose') return texts.forget.expired
  const overview = await parts.own.overview(use)
  const byId = new Map(heldFacts(overview.known).map(fact => [fact.id, fact]))
  const there = menuOf({
    facts: offer.facts.flatMap(fact => byId.get(fact) ?? []),
    entities: entitiesOf(overview.known).filter(({ ids }) => ids.some(one => offer.entities.includes(one))),
  })
  if (there.facts.length + there.entities.length === 0) {
    return { components: [text(texts.forget.nothingThere), ways(use, texts)] }
  }
  return list(use, { ...there, offer: id, overview }, parts)
}

/** Shows what goes with all that was chosen. */
export async function chosen(use: Use<MessageComponentInteraction>, id: string, own: OwnMemory): Promise<View> {
  const { interaction, user, texts } = use
  const offer = await own.offered(user, id)
  if (offer?.kind !== 'choose' || !interaction.isStringSelectMenu()) return texts.forget.expired
  return await proposed(use, own, { kind: 'things', ...chosenOf(interaction.values, offer) })
}

function list(
  use: Use<BaseInteraction>,
  { overview, ...there }: Found & { readonly about?: string },
  { settings }: ForgetParts,
): View {
  const days = new Intl.DateTimeFormat(use.interaction.locale, {
    dateStyle: 'medium',
    timeZone: overview.settings.timeZone ?? settings.timeZone,
  })
  const { user, guild, texts } = use
  return chooser({ ...there, user, guild, dayOf: ms => days.format(ms) }, texts)
}
