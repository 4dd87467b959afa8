import { ComponentType, type Message } from 'discord.js'
import { type FactKind, factKinds } from '../../../memory/types.ts'
import { parseCustomId } from '../../interactions/components.ts'

/**
 * What can be leafed through: the facts of one kind, the user's profile, people and things, the summary, what was not
 * kept, what a search found, or what is further from what was searched for.
 */
export type SectionName = FactKind | 'you' | 'things' | 'summary' | 'rejected' | SearchSection
export type SearchSection = `found-${string}` | `further-${string}`

/** A page of a section, from 1. */
export interface PageAddress {
  readonly section: SectionName
  readonly page: number
}

/** The action of the button that stands on every page, and names that page: see `pageOfMessage`. */
export const HOME_ACTION = 'know.first'

const PAGE_CODE = /^(?<section>[a-z]+(?:-[\w-]+)?)\.(?<page>[1-9]\d{0,3})$/u

/** The address as it stands in custom ids and options. */
export function pageCode({ section, page }: PageAddress): string {
  return `${section}.${page}`
}

/** Undefined for any code that is not the bot's own: a client can send what it likes. */
export function parsePageCode(code: string | undefined): PageAddress | undefined {
  const { section, page } = PAGE_CODE.exec(code ?? '')?.groups ?? {}
  return isSection(section) ? { section, page: Number(page) } : undefined
}

/**
 * The page that a message shows, so that its items' buttons need not name it: their custom ids have no room for that.
 */
export function pageOfMessage(message: Pick<Message, 'components'> | null): PageAddress | undefined {
  for (const row of message?.components ?? []) {
    if (row.type !== ComponentType.ActionRow) continue
    for (const { customId } of row.components) {
      const id = customId === null ? undefined : parseCustomId(customId)
      if (id?.action === HOME_ACTION) return parsePageCode(id.args[0])
    }
  }
  return undefined
}

const SEARCH_SECTION = /^(?:found|further)-(?<choiceId>.+)$/u

/** The pending choice that holds what a search found. */
export function choiceIdOf(section: SectionName): string | undefined {
  return SEARCH_SECTION.exec(section)?.groups?.['choiceId']
}

const sectionNames: readonly string[] = [...factKinds, 'you', 'things', 'summary', 'rejected']

function isSection(name: string | undefined): name is SectionName {
  return name !== undefined && (sectionNames.includes(name) || SEARCH_SECTION.test(name))
}
