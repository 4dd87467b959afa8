import type { Entity } from '../../memory/entities.ts'
import { facetsOf } from '../../memory/entity-line.ts'
import type { Texts } from '../../texts/texts.ts'
import { shownWords } from './shown-words.ts'

/** Somebody or something in one line of a panel: `**Sarah** · person, your sister · also: Sal · employer Google`. */
export function entityWords(entity: Entity, texts: Texts, most: number): string {
  const title = shownWords(titleOf(entity, texts), 100)
  const parts = partsOf(entity, texts)
  return [`**${title}**`, ...parts.map(part => shownWords(part, Math.floor((most - 120) / parts.length)))].join(' · ')
}

/** The same without markdown, as long as it is: for menus, and for what is shown as somebody's words. */
export function entityLabel(entity: Entity, texts: Texts): string {
  return [titleOf(entity, texts), ...partsOf(entity, texts)].join(' · ')
}

/** What is told of somebody or something: `employer Google; hobby chess, climbing`. */
export function detailsOf(entity: Pick<Entity, 'attributes'>): string {
  return [...facetsOf(entity)].map(([facet, values]) => `${facet} ${values.join(', ')}`).join('; ')
}

function titleOf({ isUser, name }: Entity, { know }: Texts): string {
  return isUser ? know.you : name
}

function partsOf(entity: Entity, { know }: Texts): readonly string[] {
  const { isUser, name, type, relation, aliases } = entity
  const whatItIs = isUser ? [name] : [type ?? '', relation === undefined ? '' : know.your(relation)]
  return [
    whatItIs.filter(part => part !== '').join(', '),
    aliases.length === 0 ? '' : know.also(aliases.join(', ')),
    detailsOf(entity),
  ].filter(part => part !== '')
}
