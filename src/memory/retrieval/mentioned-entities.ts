import { type Entity, entitiesOf } from '../knowledge/entities.ts'
import { memoizeByObject } from '../memoize.ts'
import { wordsOf } from '../text/words.ts'
import type { EntityId, Knowledge } from '../types.ts'

interface Name {
  readonly words: readonly string[]
  readonly ids: readonly EntityId[]
}

/** The entities that some words call by name, by an alias, or by what they are to the user (`sister`). */
export function mentionedEntities(words: readonly string[], known: Knowledge): ReadonlySet<EntityId> {
  const mentioned = new Set<EntityId>()
  const placesOf = Map.groupBy(words.keys(), place => words[place] as string)
  for (const name of namesOf(entitiesOf(known))) {
    const begins = placesOf.get(name.words[0] as string) ?? []
    if (begins.some(begin => name.words.every((word, at) => words[begin + at] === word))) {
      for (const id of name.ids) mentioned.add(id)
    }
  }
  return mentioned
}

const namesOf = memoizeByObject((entities: readonly Entity[]): readonly Name[] =>
  entities.flatMap(({ ids, name, aliases, relation }) =>
    [name, ...aliases, ...(relation === undefined ? [] : [relation])]
      .map(called => ({ words: wordsOf(called), ids }))
      .filter(({ words }) => words.length > 0),
  ),
)
