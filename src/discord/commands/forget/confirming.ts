import type { BaseInteraction } from 'discord.js'
import { sum } from '../../../memory/own/counted.ts'
import { countAdded, shownOf } from '../../../memory/own/shown.ts'
import { asIfKnown, toldMeanwhile } from '../../../memory/own/told-meanwhile.ts'
import { type WhatGoes, whatGoes } from '../../../memory/own/what-goes.ts'
import type { Forgetting, Forgotten, Holdings, Offer, OwnMemory, Wish } from '../../../memory/own-memory.ts'
import type { UserId } from '../../../memory/types.ts'
import type { Use, View } from '../feature.ts'
import { linksOf } from '../links.ts'
import { preview } from './preview.ts'
import { receipt } from './receipt.ts'

type Confirm = Extract<Offer, { kind: 'confirm' }>

/** Shows exactly what goes with a wish, to be confirmed. */
export async function proposed(use: Use<BaseInteraction>, own: OwnMemory, wish: Wish): Promise<View> {
  const holdings = await own.holdings(use.user)
  const goes = whatGoes(holdings, wish)
  // Of an empty conversation only its record would go.
  const { facts, entities, statements, turns, segments } = goes
  const count = facts.length + entities.length + statements.length + turns + segments
  if (count === 0) return use.texts.forget.nothingThere
  return await shown(use, own, { wish, goes, holdings, isAddedTo: false })
}

/**
 * Forgets what was shown, with what tells of it since, looks again, and says what was done; once. Where more goes by now,
 * because something was learned or added meanwhile, that is shown first, to be confirmed by itself.
 */
export async function confirmed(use: Use<BaseInteraction>, id: string, own: OwnMemory): Promise<View> {
  const { user, texts } = use
  const offer = await own.offered(user, id)
  if (offer?.kind === 'done') return { beside: texts.forget.doneAlready }
  if (offer?.kind !== 'confirm') return texts.forget.expired
  const holdings = await own.holdings(user)
  const goes = whatGoes(holdings, offer.wish, offer.shown)
  if (countAdded(holdings.known, goes.forgetting, offer.shown) > 0) {
    return await shown(use, own, { wish: offer.wish, goes, holdings, isAddedTo: true })
  }
  // Also what is not known any more: a step that failed may have left something of it.
  const facts = [...new Set([...offer.shown.facts, ...goes.forgetting.facts])]
  const links = linksOf(holdings, goes.forgetting)
  const { forgotten, left } = await forgetAll({ user, offer, holdings, forgetting: { ...goes.forgetting, facts } }, own)
  if (left === 0) await own.reoffer(user, id, { kind: 'done' })
  return receipt({ user, forgotten, left, links, offer: id }, texts)
}

interface Going {
  readonly user: UserId
  readonly offer: Confirm
  readonly holdings: Holdings
  readonly forgetting: Forgetting
}

/** Takes it away, and what told of it while that was done; counts what is left, and what came in that was never shown. */
async function forgetAll(
  { user, offer, holdings, forgetting }: Going,
  own: OwnMemory,
): Promise<{ readonly forgotten: Forgotten; readonly left: number }> {
  const first = await own.forget(user, forgetting)
  const since = asIfKnown(holdings, await own.holdings(user))
  const goes = whatGoes(since, offer.wish, offer.shown)
  const told = toldMeanwhile(goes.forgetting, forgetting)
  const isMore = Object.values(told).some(({ length }) => length > 0)
  const forgotten = isMore ? sum(first, await own.forget(user, told)) : first
  const left = (await own.remaining(user, forgetting)) + (isMore ? await own.remaining(user, told) : 0)
  return { forgotten, left: left + countAdded(since.known, goes.forgetting, offer.shown) }
}

interface Showing {
  readonly wish: Wish
  readonly goes: WhatGoes
  readonly holdings: Holdings
  readonly isAddedTo: boolean
}

/** Under a new offer each time: a second click on what was shown before confirms nothing that came after. */
async function shown(
  { user, texts }: Use<BaseInteraction>,
  own: OwnMemory,
  { wish, goes, holdings: { known }, isAddedTo }: Showing,
): Promise<View> {
  const offer = await own.offer(user, { kind: 'confirm', wish, shown: shownOf(known, goes.forgetting) })
  return preview({ user, offer, goes, known, isAddedTo }, texts)
}
