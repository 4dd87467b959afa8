import { type APIStringSelectComponent, ComponentType } from 'discord.js'
import type { Entity } from '../../../memory/entities.ts'
import type { EntityId, Fact, FactId } from '../../../memory/types.ts'
import type { Texts } from '../../../texts/texts.ts'
import { row, text } from '../components.ts'
import { customId } from '../custom-id.ts'
import { entityLabel } from '../entity-words.ts'
import type { View } from '../feature.ts'
import { oneLine, shownWords } from '../shown-words.ts'
import { type Whereabouts, ways } from './ways.ts'

/** Options of one menu. https://docs.discord.com/developers/components/reference#string-select */
const MOST_OPTIONS = 25
/** Places that are kept for facts where many people and things are named. */
const MOST_ENTITIES = 8
const MOST_CHARACTERS = 100

export interface Candidates {
  /** Best first. */
  readonly facts: readonly Fact[]
  readonly entities: readonly Entity[]
}

/** As many as a menu holds. */
export function menuOf({ facts, entities }: Candidates): Candidates {
  const people = entities.slice(0, Math.max(MOST_ENTITIES, MOST_OPTIONS - facts.length))
  return { entities: people.slice(0, MOST_OPTIONS), facts: facts.slice(0, Math.max(0, MOST_OPTIONS - people.length)) }
}

export interface Chooser extends Candidates, Whereabouts {
  readonly offer: string
  /** The words that were searched for, if any. */
  readonly about?: string
  /** A day in the user's language and time zone: options of a menu show no timestamps. */
  dayOf(ms: number): string
}

/** A list to choose from, one or several, and the ways to forget more than it holds. */
export function chooser({ user, guild, offer, about, facts, entities, dayOf }: Chooser, texts: Texts): View {
  const { forget } = texts
  const options = [
    ...entities.flatMap(entity =>
      entity.ids.slice(0, 1).map(id => ({
        label: oneLine(entityLabel(entity, texts), MOST_CHARACTERS),
        value: `e.${id}`,
        description: oneLine(dayOf(entity.saidAt), MOST_CHARACTERS),
      })),
    ),
    ...facts.map(({ id, text: words, saidAt }) => ({
      label: oneLine(words, MOST_CHARACTERS),
      value: `f.${id}`,
      description: oneLine(dayOf(saidAt), MOST_CHARACTERS),
    })),
  ]
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: customId(user, 'forget.chosen', offer),
    placeholder: forget.choosePlaceholder,
    min_values: 1,
    max_values: options.length,
    options,
  }
  const title = about === undefined ? forget.chooseTitleBare : forget.chooseTitle(shownWords(about, MOST_CHARACTERS))
  return { components: [text(`${title}\n${forget.chooseHint}`), row(menu), ways({ user, guild }, texts)] }
}

/** What was chosen, of what was offered: a client can send any other. */
export function chosenOf(
  values: readonly string[],
  offered: { readonly facts: readonly FactId[]; readonly entities: readonly EntityId[] },
): { readonly facts: readonly FactId[]; readonly entities: readonly EntityId[] } {
  return {
    facts: offered.facts.filter(id => values.includes(`f.${id}`)),
    entities: offered.entities.filter(id => values.includes(`e.${id}`)),
  }
}
