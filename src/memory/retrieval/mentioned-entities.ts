import { type Entity, entitiesOf } from '../knowledge/entities.ts'
import { wordsOf } from '../text/words.ts'
import type { EntityId, Knowledge } from '../types.ts'

interface Name {
  readonly words: readonly string[]
  readonly ids: readonly EntityId[]
}

const namesCache = new WeakMap<readonly Entity[], readonly Name[]>()

/** The entities that some words call by name, by an alias, or by what they are to the user (`sister`). */
export function mentionedEntities(words: readonly string[], known: Knowledge): ReadonlySet<EntityId> {
  const named = new Set<EntityId>()
  const first = Map.groupBy(words.keys(), place => words[place] as string)
  for (const name of namesOf(entitiesOf(known))) {
    const begins = first.get(name.words[0] as string) ?? []
    if (begins.some(begin => name.words.every((word, at) => words[begin + at] === word)))
      for (const id of name.ids) named.add(id)
  }
  return named
}

function namesOf(entities: readonly Entity[]): readonly Name[] {
  const known = namesCache.get(entities)
  if (known !== undefined) return known
  const names = entities.flatMap(({ ids, name, aliases, relation }) =>
    [name, ...aliases, ...(relation === undefined ? [] : [relation])]
      .map(called => ({ words: wordsOf(called), ids }))
      .filter(({ words }) => words.length > 0),
  )
  namesCache.set(entities, names)
  return names
}
