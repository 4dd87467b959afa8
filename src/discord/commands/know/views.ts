import type { ChatInputCommandInteraction, MessageComponentInteraction, ModalSubmitInteraction } from 'discord.js'
import type { OwnMemory } from '../../../memory/own-memory.ts'
import type { Use, View } from '../feature.ts'
import { shownWords } from '../shown-words.ts'
import type { Changed } from './changing.ts'
import type { Showing } from './item.ts'
import { firstPanel, itemPanel, type Note, pagePanel } from './panel.ts'
import { offerOf, type Place, placeOf } from './place.ts'
import { foundSection, itemNamed } from './sections.ts'

/** Above a full page there is room for so much: see item.ts. */
const LONGEST_NOTE = 200

type Within = Use<ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction>
type Own = Pick<OwnMemory, 'overview' | 'offered'>

/** For whoever uses something, where they do. */
export function showing({ user, texts, interaction }: Within): Showing {
  return { user, texts, at: interaction }
}

/** A page as it is now; the first one where the place is none of ours. */
export async function page(use: Within, place: Place | undefined, own: Own, note?: Note): Promise<View> {
  const offer = place && offerOf(place.section)
  const [overview, offered] = await Promise.all([
    own.overview(use),
    offer === undefined ? undefined : own.offered(use.user, offer),
  ])
  if (place === undefined) return firstPanel(overview, showing(use), note)
  if (offer === undefined) return pagePanel(overview, { place }, showing(use), note)
  if (offered?.kind !== 'choose') return firstPanel(overview, showing(use), note ?? use.texts.know.foundTooOld)
  return pagePanel(overview, { place, found: foundSection(offer, offered, overview.known) }, showing(use), note)
}

/** The page on which something was changed, shown anew; where it was no page of ours, the thing alone. */
export async function after(
  { told, named, words }: Changed,
  use: Use<MessageComponentInteraction | ModalSubmitInteraction>,
  own: Own,
): Promise<View> {
  const sentence = use.texts.know.changed[told]
  const note = words === undefined ? sentence : `${sentence}\n> ${shownWords(words, LONGEST_NOTE)}`
  const place = placeOf(use.interaction.message)
  if (place !== undefined) return await page(use, place, own, note)
  const { known } = await own.overview(use)
  const item = itemNamed(named, known)
  return item === undefined ? note : itemPanel(item, known, showing(use), note)
}
