import type { APIMessageTopLevelComponent } from 'discord.js'
import type { Known, UserId } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { button, row, text } from '../components.ts'
import { customId } from '../custom-id.ts'
import { entityWords } from '../entity-words.ts'
import { moment } from '../moment.ts'
import { type ReadAt, scopeBadge } from '../scope-badge.ts'
import { shownWords } from '../shown-words.ts'
import { type Item, scopesOf } from './sections.ts'

/** Five of them, with their dates and badges, stay under the 4,000 characters that a message may have. */
const LONGEST = 560
const LONGEST_BADGE = 120

/** For whom something is shown, and where. */
export interface Showing {
  readonly user: UserId
  readonly texts: Texts
  readonly at: ReadAt
}

/** Two components with four buttons: what is known, when it was told and who may hear it, and what can be done to it. */
export function shownItem(
  item: Item,
  known: Known,
  { user, texts, at }: Showing,
): readonly APIMessageTopLevelComponent[] {
  const scopes = item.kind === 'fact' ? [item.fact.scope] : scopesOf(item.entity, known)
  const [id, saidAt] =
    item.kind === 'fact' ? [item.fact.id, item.fact.saidAt] : [item.entity.ids[0] ?? '', item.entity.saidAt]
  const badge = shownWords(scopes.map(scope => scopeBadge(scope, texts, at)).join(', '), LONGEST_BADGE)
  const { know } = texts
  const action = (name: string) => (item.kind === 'fact' ? name : `${name}Entity`)
  const isEverywhere = scopes.every(scope => scope === 'everywhere')
  return [
    text(`${wordsOf(item, texts)}\n-# ${moment(saidAt)} · ${badge}`),
    row(
      button(know.edit, customId(user, action('know.edit'), id)),
      button(know.forget, customId(user, item.kind === 'fact' ? 'forget.fact' : 'forget.entity', id)),
      button(know.source, customId(user, action('know.source'), id)),
      isEverywhere
        ? button(know.keepHere, customId(user, action('know.scope'), id, 'here'))
        : button(know.showEverywhere, customId(user, action('know.scope'), id, 'everywhere')),
    ),
  ]
}

function wordsOf(item: Item, texts: Texts): string {
  return item.kind === 'fact' ? shownWords(item.fact.text, LONGEST) : entityWords(item.entity, texts, LONGEST)
}
