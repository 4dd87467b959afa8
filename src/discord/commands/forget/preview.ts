import { Buffer } from 'node:buffer'
import { TimestampStyles, time } from 'discord.js'
import type { Texts } from '../../../locales/en.ts'
import type { ProposedDeletion } from '../../../memory/forgetting/forget.ts'
import type { DeletionPreview } from '../../../memory/forgetting/plan.ts'
import { isActiveFact } from '../../../memory/knowledge/active-facts.ts'
import { entitiesOf } from '../../../memory/knowledge/entities.ts'
import { replacementsOf } from '../../../memory/knowledge/facts.ts'
import { toSecondPerson } from '../../../memory/text/second-person/second-person.ts'
import { type EntityId, type Fact, type Knowledge, type Statement, USER_ENTITY } from '../../../memory/types.ts'
import type { View, ViewContext } from '../../interactions/command.ts'
import {
  actionRow,
  attachedFile,
  button,
  container,
  customId,
  dangerButton,
  separator,
  textDisplay,
} from '../../interactions/components.ts'
import { escapeLine } from '../../interactions/escape.ts'
import { entityLabel, facetLabel, factLabel, formatCounts } from '../../interactions/format.ts'

/** Characters of the list: with all that stands around it, in any language, a panel stays under 4,000. */
const MAX_LIST_LENGTH = 2200
/** The length of the longest fact, and of what else is cut short. */
const MAX_ITEM_LENGTH = 1000

/** Exactly what would be deleted, all of it in a file where there is more than a panel holds. */
export function deletionPanel(
  { choiceId, deletion, known, isAddedTo }: Omit<ProposedDeletion, 'kind'>,
  { user, texts }: Pick<ViewContext, 'user' | 'texts'>,
): View {
  const { forget } = texts
  const kinds = listDeletedItems(deletion, known, texts)
  const { lines, isAll } = linesWithinRoom(kinds, texts)
  const counts = formatCounts([
    [deletion.turns, forget.turns],
    [deletion.summaries, forget.segments],
  ])
  const hasSuperseded = deletion.facts.some(fact => !isActiveFact(known, fact))
  const notes = [...(hasSuperseded ? [forget.olderGoesToo] : []), forget.cannotUndo]
  const perhaps = perhapsLines(deletion.perhaps, forget)
  const parts = [lines, counts.map(count => `- ${count}`), notes, perhaps].filter(part => part.length > 0)
  const files = isAll ? [] : [{ name: forget.listFile, data: Buffer.from(fullList(kinds, forget.older)) }]
  return {
    components: [
      textDisplay([...(isAddedTo ? [forget.addedMeanwhile] : []), forget.previewTitle].join('\n')),
      container(...parts.flatMap((part, at) => [...(at === 0 ? [] : [separator]), textDisplay(part.join('\n'))])),
      ...files.map(({ name }) => attachedFile(name)),
      actionRow(
        dangerButton(forget.forgetThis, customId(user, 'forget.yes', choiceId)),
        ...(perhaps.length === 0 ? [] : [button(forget.perhapsToo, customId(user, 'forget.perhaps', choiceId))]),
        button(forget.keepIt, customId(user, 'forget.no', choiceId)),
      ),
    ],
    ...(files.length > 0 && { files }),
  }
}

/** Facts that are shown of those that may be about the same people, and characters of each. */
const MAX_PERHAPS = 4
const MAX_PERHAPS_LENGTH = 120

/** What stays, and may be about somebody who goes. */
function perhapsLines(facts: readonly Fact[], { perhaps }: Texts['forget']): readonly string[] {
  if (facts.length === 0) return []
  const shown = facts.slice(0, MAX_PERHAPS).map(fact => `- ${escapeLine(factLabel(fact), MAX_PERHAPS_LENGTH)}`)
  return [`**${perhaps(facts.length)}**`, ...shown, ...(facts.length > MAX_PERHAPS ? ['- …'] : [])]
}

/** Something that would be deleted: its words, when it was said, and whether it is superseded. */
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
      const line = itemLine(item, forget.older)
      room -= line.length + 1
      if (room < 0) break
      shown.push(line)
    }
    left += items.length - shown.length
    return [`**${heading}**`, ...shown]
  })
  const isAll = left === 0 && kinds.every(({ items }) => items.every(({ words }) => words.length <= MAX_ITEM_LENGTH))
  return { lines: isAll ? lines : [...lines, forget.more(left)], isAll }
}

function itemLine({ words, saidAt, isPast }: DeletedItem, older: string): string {
  const day = time(new Date(saidAt), TimestampStyles.LongDate)
  return `- ${escapeLine(words, MAX_ITEM_LENGTH)} (${isPast ? `${older}, ` : ''}${day})`
}

/** The whole list as a text, in which nothing is shortened. */
function fullList(kinds: readonly DeletedItems[], older: string): string {
  const line = ({ words, saidAt, isPast }: DeletedItem) =>
    `- ${new Date(saidAt).toISOString().slice(0, 10)}${isPast ? ` (${older})` : ''}: ${words}`
  return `${kinds.map(({ heading, items }) => [heading, ...items.map(line)].join('\n')).join('\n\n')}\n`
}

/** What would be deleted, kind by kind, the newest first; kinds of which there is nothing are left out. */
function listDeletedItems(deletion: DeletionPreview, known: Knowledge, texts: Texts): readonly DeletedItems[] {
  const { forget } = texts
  const superseded = replacementsOf(known)
  const names = new Map<EntityId, string>(entitiesOf(known).flatMap(({ ids, name }) => ids.map(id => [id, name])))
  const nameOf = (id: EntityId) => (id === USER_ENTITY ? forget.you : (names.get(id) ?? '?'))
  const facts = deletion.facts.map(fact => ({
    words: factLabel(fact),
    saidAt: fact.saidAt,
    isPast: !isActiveFact(known, fact),
  }))
  const entities = deletion.entities.map(entity => ({
    words: entityLabel(entity, texts),
    saidAt: entity.saidAt,
    isPast: false,
  }))
  const details = deletion.statements.map(statement => ({
    words: `${forget.of(nameOf(statement.entity))} ${statementText(statement, texts)}`,
    saidAt: statement.saidAt,
    isPast: statement.fact !== undefined && superseded.has(statement.fact),
  }))
  return [
    { heading: forget.facts(facts.length), items: facts },
    { heading: forget.entities(entities.length), items: entities },
    { heading: forget.details(details.length), items: details },
  ]
    .filter(({ items }) => items.length > 0)
    .map(({ heading, items }) => ({ heading, items: items.toSorted((a, b) => b.saidAt - a.saidAt) }))
}

function statementText({ field, value }: Statement, texts: Texts): string {
  if (field.startsWith('alias:')) return texts.forget.calledToo(value)
  const facet = field.startsWith('attr:') ? field.split(':')[1] : undefined
  return facet === undefined ? value : `${facetLabel(facet, texts)} ${toSecondPerson(value)}`
}
