import { Buffer } from 'node:buffer'
import { ButtonStyle, ComponentType } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import type { DeletionPreview } from '../../../memory/forgetting/plan.ts'
import { isActiveFact } from '../../../memory/knowledge/active-facts.ts'
import { type Entity, entitiesOf } from '../../../memory/knowledge/entities.ts'
import { replacementsOf } from '../../../memory/knowledge/facts.ts'
import {
  type EntityId,
  type Fact,
  type Knowledge,
  type Statement,
  USER_ENTITY,
  type UserId,
} from '../../../memory/types.ts'
import type { View } from '../../interactions/command.ts'
import { actionRow, button, container, createCustomId, separator, textDisplay } from '../../interactions/components.ts'
import { entityLabel, escapeLine, moment } from '../../interactions/format.ts'

/** Characters of the list: with all that stands around it, in any language, a panel stays under 4,000. */
const MAX_LIST_LENGTH = 2800
/** Facts are no longer than that. */
const MAX_ITEM_LENGTH = 1000

export interface DeletionPanelOptions {
  readonly user: UserId
  /** What the buttons confirm. */
  readonly offer: string
  readonly goes: DeletionPreview
  readonly known: Knowledge
  /** Something goes that was not there when it was shown before. */
  readonly isAddedTo?: boolean
}

/** Exactly what goes, before it does: all of it in a file where there is more than a panel holds. */
export function deletionPanel(
  { user, offer, goes, known, isAddedTo = false }: DeletionPanelOptions,
  texts: Texts,
): View {
  const { forget } = texts
  const kinds = listDeletedItems(goes, known, texts)
  const { lines, isAll } = linesWithinRoom(kinds, texts)
  const counts = [
    ...(goes.turns > 0 ? [`- ${forget.turns(goes.turns)}`] : []),
    ...(goes.summaries > 0 ? [`- ${forget.segments(goes.summaries)}`] : []),
  ]
  const notes = [...(hasSupersededFacts(goes.facts, known) ? [forget.olderGoesToo] : []), forget.cannotUndo]
  const parts = [lines, counts, notes].filter(part => part.length > 0).map(part => textDisplay(part.join('\n')))
  const buttons = actionRow(
    button(forget.forgetThis, createCustomId(user, 'forget.yes', offer), { style: ButtonStyle.Danger }),
    button(forget.keepIt, createCustomId(user, 'forget.no', offer)),
  )
  const file = isAll ? undefined : { name: forget.listFile, data: Buffer.from(fullList(kinds, forget.older)) }
  return {
    components: [
      textDisplay([...(isAddedTo ? [forget.addedMeanwhile] : []), forget.previewTitle].join('\n')),
      container(...parts.flatMap((part, at) => (at === 0 ? [part] : [separator, part]))),
      ...(file === undefined
        ? []
        : [{ type: ComponentType.File as const, file: { url: `attachment://${file.name}` } }]),
      buttons,
    ],
    ...(file !== undefined && { files: [file] }),
  }
}

/** The headings, and as many items as there is room for. */
function linesWithinRoom(
  kinds: readonly DeletedItems[],
  { forget }: Texts,
): { lines: readonly string[]; isAll: boolean } {
  let room = MAX_LIST_LENGTH - kinds.reduce((sum, { heading }) => sum + heading.length + 10, 0)
  let left = 0
  const lines = kinds.flatMap(({ heading, items }) => {
    const shown: string[] = []
    for (const item of items) {
      const shownItem = itemLine(item, forget.older)
      room -= shownItem.length + 1
      if (room < 0) break
      shown.push(shownItem)
    }
    left += items.length - shown.length
    return [`**${heading}**`, ...shown]
  })
  const isAll = left === 0 && kinds.every(({ items }) => items.every(({ words }) => words.length <= MAX_ITEM_LENGTH))
  return { lines: isAll ? lines : [...lines, forget.more(left)], isAll }
}

function itemLine({ words, saidAt, isPast }: DeletedItem, older: string): string {
  return `- ${escapeLine(words, MAX_ITEM_LENGTH)} (${isPast ? `${older}, ` : ''}${moment(saidAt)})`
}

/** Nothing of it is shortened. */
function fullList(kinds: readonly DeletedItems[], older: string): string {
  const paragraphs = kinds.map(({ heading, items }) =>
    [heading, ...items.map(item => `- ${isoDay(item.saidAt)}${item.isPast ? ` (${older})` : ''}: ${item.words}`)].join(
      '\n',
    ),
  )
  return `${paragraphs.join('\n\n')}\n`
}

const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** Something that goes: its words, when it was said, and whether a later one had taken its place. */
interface DeletedItem {
  readonly words: string
  readonly saidAt: number
  readonly isPast: boolean
}

/** Items of one kind under a heading that counts them. */
interface DeletedItems {
  readonly heading: string
  readonly items: readonly DeletedItem[]
}

/** What goes, kind by kind, the newest first; kinds of which nothing goes are left out. */
function listDeletedItems(goes: DeletionPreview, known: Knowledge, texts: Texts): readonly DeletedItems[] {
  const { forget } = texts
  const past = replacementsOf(known)
  const facts = goes.facts.map(fact => ({ words: fact.text, saidAt: fact.saidAt, isPast: !isActiveFact(known, fact) }))
  const entities = goes.entities.map(entity => ({
    words: entityLabel(entity, texts),
    saidAt: entity.saidAt,
    isPast: false,
  }))
  const nameOf = entityNamer(known, forget.you)
  const details = goes.statements.map(statement => ({
    words: `${forget.of(nameOf(statement.entity))} ${statementText(statement, forget)}`,
    saidAt: statement.saidAt,
    isPast: statement.fact !== undefined && past.has(statement.fact),
  }))
  return [
    { heading: forget.facts(facts.length), items: facts },
    { heading: forget.entities(entities.length), items: entities },
    { heading: forget.details(details.length), items: details },
  ]
    .filter(({ items }) => items.length > 0)
    .map(({ heading, items }) => ({ heading, items: items.toSorted((a, b) => b.saidAt - a.saidAt) }))
}

/** Whether something goes that a later word had corrected. */
function hasSupersededFacts(facts: readonly Fact[], known: Knowledge): boolean {
  return facts.some(fact => !isActiveFact(known, fact))
}

function statementText({ field, value }: Statement, { calledToo }: Texts['forget']): string {
  if (field.startsWith('alias:')) return calledToo(value)
  const facet = field.startsWith('attr:') ? field.split(':')[1] : undefined
  return facet === undefined ? value : `${facet} ${value}`
}

function entityNamer(known: Knowledge, you: string): (id: EntityId) => string {
  const byId = new Map<EntityId, Entity>(entitiesOf(known).flatMap(entity => entity.ids.map(id => [id, entity])))
  return id => (id === USER_ENTITY ? you : (byId.get(id)?.name ?? '?'))
}
