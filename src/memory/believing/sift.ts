import type { Study } from '../memory-model.ts'
import type { ChannelId, Fact, GuildId, Known, Statement, Turn } from '../types.ts'
import { castOf } from './cast.ts'
import { groundOf } from './ground.ts'
import { linkedTo } from './linked.ts'
import { createTally, type Refusal, type Tally } from './refusals.ts'
import type { Confirmed } from './repetitions.ts'
import { settledFacts } from './settled-facts.ts'
import { statementsOf } from './statements.ts'

/** What the model was shown, and where. */
export interface Shown {
  /** All shown turns, in order, by the numbers they were shown under. */
  readonly turns: readonly { readonly number: number; readonly turn: Turn }[]
  readonly learnFrom: readonly number[]
  /** What may be heard where the turns were said. */
  readonly known: Known
  /** The numbered known facts: the first is number 1. */
  readonly facts: readonly Fact[]
  readonly timeZone: string
  readonly conversation: { readonly channel: ChannelId; readonly guild?: GuildId }
  newId(): string
}

/** What is left of a study: what is to be kept, and how often the rest was refused, by reason. */
export interface Sifted {
  readonly facts: readonly Fact[]
  readonly confirmed: readonly Confirmed[]
  readonly statements: readonly Statement[]
  readonly refused: Readonly<Partial<Record<Refusal, number>>>
}

/** What is looked at of one study: a model that says more is not telling what a few turns said. */
const MOST_FACTS = 80
const MOST_ENTITIES = 40

/**
 * Believes of a study what the user's own words bear out. Each fact and each value of an entity has to stand the checks
 * (checks.ts), is settled with what is known (settled-facts.ts), and rests on the messages that bear it out.
 * The same study and the same things shown give the same result, but for new ids.
 */
export function sift(study: Study, shown: Shown): Sifted {
  const tally = createTally()
  const ground = groundOf(shown)
  const cast = castOf(shown.known, shown.newId)
  const told = first(study.entities, MOST_ENTITIES, tally).flatMap(entity => statementsOf(entity, ground, cast, tally))
  const settled = settledFacts(first(study.facts, MOST_FACTS, tally), { shown, ground, cast, tally })
  const statements = linkedTo([...told, ...settled.statements], settled.told, shown.known, tally)
  return { facts: settled.facts, confirmed: settled.confirmed, statements, refused: tally.counts }
}

function first<Item>(items: readonly Item[], most: number, tally: Tally): readonly Item[] {
  tally.add('tooMany', items.length - most)
  return items.slice(0, most)
}
