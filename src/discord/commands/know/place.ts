import { ComponentType, type Message } from 'discord.js'
import { type FactKind, factKinds } from '../../../memory/types.ts'
import { readCustomId } from '../custom-id.ts'

/** What can be leafed through: the facts of one kind, the user's profile, people and things, the summary, or what a search found. */
export type SectionName = FactKind | 'you' | 'things' | 'summary' | `found-${string}`

/** A page of a section, from 1. */
export interface Place {
  readonly section: SectionName
  readonly page: number
}

/** The button that stands on every page, and names it: see `placeOf`. */
export const HOME = 'know.first'

const PLACE = /^(?<section>[a-z]+(?:-[\w-]+)?)\.(?<page>[1-9]\d{0,3})$/u

/** As it stands in custom ids and options. */
export function placeCode({ section, page }: Place): string {
  return `${section}.${page}`
}

/** Undefined for any that is not ours: a client can send what it likes. */
export function readPlace(code: string | undefined): Place | undefined {
  const { section, page } = PLACE.exec(code ?? '')?.groups ?? {}
  return isSection(section) ? { section, page: Number(page) } : undefined
}

/** The page that a message shows, so that its items' buttons need not name it: their custom ids have no room for that. */
export function placeOf(message: Pick<Message, 'components'> | null): Place | undefined {
  for (const row of message?.components ?? []) {
    if (row.type !== ComponentType.ActionRow) continue
    for (const { customId } of row.components) {
      const id = customId === null ? undefined : readCustomId(customId)
      if (id?.action === HOME) return readPlace(id.args[0])
    }
  }
  return undefined
}

/** The offer that holds what a search found. */
export function offerOf(section: SectionName): string | undefined {
  return section.startsWith('found-') ? section.slice('found-'.length) : undefined
}

const names: readonly string[] = [...factKinds, 'you', 'things', 'summary']

function isSection(name: string | undefined): name is SectionName {
  return name !== undefined && (names.includes(name) || name.startsWith('found-'))
}
