import { Buffer } from 'node:buffer'
import { ButtonStyle, ComponentType } from 'discord.js'
import type { WhatGoes } from '../../../memory/own/what-goes.ts'
import type { Known, UserId } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { box, button, line, row, text } from '../components.ts'
import { customId } from '../custom-id.ts'
import type { View } from '../feature.ts'
import { moment } from '../moment.ts'
import { shownWords } from '../shown-words.ts'
import { hasPast, type Item, type Listed, listed } from './what-is-listed.ts'

/** Characters of the list: with all that stands around it, in any language, a panel stays under 4,000. */
const ROOM = 2800
/** Facts are no longer than that. */
const MOST_OF_ONE = 1000

export interface Previewed {
  readonly user: UserId
  /** What the buttons confirm. */
  readonly offer: string
  readonly goes: WhatGoes
  readonly known: Known
  /** Something goes that was not there when it was shown before. */
  readonly isAddedTo?: boolean
}

/** Exactly what goes, before it does: all of it in a file where there is more than a panel holds. */
export function preview({ user, offer, goes, known, isAddedTo = false }: Previewed, texts: Texts): View {
  const { forget } = texts
  const kinds = listed(goes, known, texts)
  const { lines, isAll } = fitting(kinds, texts)
  const counts = [
    ...(goes.turns > 0 ? [`- ${forget.turns(goes.turns)}`] : []),
    ...(goes.segments > 0 ? [`- ${forget.segments(goes.segments)}`] : []),
  ]
  const notes = [...(hasPast(goes.facts, known) ? [forget.olderGoesToo] : []), forget.cannotUndo]
  const parts = [lines, counts, notes].filter(part => part.length > 0).map(part => text(part.join('\n')))
  const buttons = row(
    button(forget.forgetThis, customId(user, 'forget.yes', offer), { style: ButtonStyle.Danger }),
    button(forget.keepIt, customId(user, 'forget.no', offer)),
  )
  const file = isAll ? undefined : { name: forget.listFile, data: Buffer.from(whole(kinds, forget.older)) }
  return {
    components: [
      text([...(isAddedTo ? [forget.addedMeanwhile] : []), forget.previewTitle].join('\n')),
      box(...parts.flatMap((part, at) => (at === 0 ? [part] : [line, part]))),
      ...(file === undefined
        ? []
        : [{ type: ComponentType.File as const, file: { url: `attachment://${file.name}` } }]),
      buttons,
    ],
    ...(file !== undefined && { files: [file] }),
  }
}

/** The headings, and as many items as there is room for. */
function fitting(kinds: readonly Listed[], { forget }: Texts): { lines: readonly string[]; isAll: boolean } {
  let room = ROOM - kinds.reduce((sum, { heading }) => sum + heading.length + 10, 0)
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
  const isAll = left === 0 && kinds.every(({ items }) => items.every(({ words }) => words.length <= MOST_OF_ONE))
  return { lines: isAll ? lines : [...lines, forget.more(left)], isAll }
}

function itemLine({ words, saidAt, isPast }: Item, older: string): string {
  return `- ${shownWords(words, MOST_OF_ONE)} (${isPast ? `${older}, ` : ''}${moment(saidAt)})`
}

/** Nothing of it is shortened. */
function whole(kinds: readonly Listed[], older: string): string {
  const paragraphs = kinds.map(({ heading, items }) =>
    [heading, ...items.map(item => `- ${day(item.saidAt)}${item.isPast ? ` (${older})` : ''}: ${item.words}`)].join(
      '\n',
    ),
  )
  return `${paragraphs.join('\n\n')}\n`
}

const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
