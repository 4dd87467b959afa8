import { hash } from 'node:crypto'
import { ComponentType, type Message } from 'discord.js'
import { type FactKind, factKinds } from '../../../memory/types.ts'
import { parseCustomId } from '../../interactions/components.ts'

/**
 * What can be leafed through: the facts of one kind, the user's profile, people and things, the summary, what was not
 * kept, what a search found, what is further from what was searched for, what is told of one property (`topic`) or of
 * somebody or something (`about`); or the first page, with a further part of the menu of these (`people`, `topics`).
 */
export type SectionName =
  | FactKind
  | ('you' | 'things' | 'summary' | 'rejected' | 'people' | 'topics')
  | `${'found' | 'further' | 'topic' | 'about'}-${string}`

/** A page of a section, from 1. */
export interface PageAddress {
  readonly section: SectionName
  readonly page: number
  /** As a list from which several can be chosen, also where there are few. */
  readonly isList?: true
}

/** The action of the button that stands on every page, and names that page: see `pageOfMessage`. */
export const HOME_ACTION = 'know.first'

const PAGE_CODE = /^(?<section>[a-z]+(?:-[\w-]+)?)\.(?<page>[1-9]\d{0,3})(?<list>l?)$/u

/** The address as it stands in custom ids and options. */
export function pageCode({ section, page, isList }: PageAddress): string {
  return `${section}.${page}${isList ? 'l' : ''}`
}

/** Undefined for any code that is not the bot's own: a client can send what it likes. */
export function parsePageCode(code: string | undefined): PageAddress | undefined {
  const { section, page, list } = PAGE_CODE.exec(code ?? '')?.groups ?? {}
  return isSection(section) ? { section, page: Number(page), ...(list === 'l' && { isList: true }) } : undefined
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

/** The section of a property or of somebody, by a hash, as custom ids have room for neither words nor long ids. */
export function hashedSection(kind: 'topic' | 'about', name: string): SectionName {
  return `${kind}-${hash('sha256', name).slice(0, HASH_LENGTH)}`
}

/** 48 bits: of a thousand properties no two have the same by chance. */
const HASH_LENGTH = 12

const sectionNames: readonly string[] = [...factKinds, 'you', 'things', 'summary', 'rejected', 'people', 'topics']
const NAMED_SECTION = /^(?:found|further|topic|about)-/u

function isSection(name: string | undefined): name is SectionName {
  return name !== undefined && (sectionNames.includes(name) || NAMED_SECTION.test(name))
}
