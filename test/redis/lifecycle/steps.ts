import { fc } from '../../support/property.ts'
import { type Facet, placeNames } from './vocabulary.ts'

const place = fc.constantFrom(...placeNames, 'dm')
/** Often nothing: then an answer says again what was told before. */
const told = fc.constantFrom<readonly Facet[]>(
  [],
  [],
  ['home'],
  ['home'],
  ['job'],
  ['pet'],
  ['pet', 'home'],
  ['job', 'pet'],
)
/** Now, later (see `answer`), or not at all. */
const reply = fc.constantFrom('now', 'now', 'now', 'now', 'later', 'never')
/** Which one of those there are then, from the newest on. */
const which = fc.nat(30)

function kind<Kind extends string, Rest extends object>(
  kind: Kind,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) {
  return fc.record({ kind: fc.constant(kind), ...rest }) as fc.Arbitrary<{ readonly kind: Kind } & Rest>
}

const saying = kind('say', { place, talk: fc.array(fc.record({ told, reply }), { minLength: 1, maxLength: 4 }) })
const others = [
  kind('answer', { which }),
  kind('edit', { which, told, isAnew: fc.boolean() }),
  kind('editForgotten', { which, told, isAnew: fc.boolean() }),
  kind('deleteMessage', { which }),
  kind('deleteAnswer', { which }),
  kind('remember', {
    place,
    isEverywhere: fc.boolean(),
    asked: fc.constantFrom('message' as const, 'command' as const),
  }),
  kind('correct', { which, place }),
  kind('forgetThing', { which }),
] as const
const large = [
  kind('forgetConversation', { place }),
  kind('forgetDeleted', { place: fc.constantFrom('server' as const, 'private' as const) }),
  kind('forgetSince', { which }),
  kind('forgetSince', { which }),
  kind('forgetEverything', {}),
  kind('restart', {}),
] as const
const learning = kind('learn', {})

const one = fc.oneof(
  { weight: 8, arbitrary: saying },
  { weight: 6, arbitrary: fc.oneof(...others) },
  { weight: 2, arbitrary: fc.oneof(...large) },
  { weight: 3, arbitrary: learning },
)

/** While the learner's model is asked, something else happens. */
const amid = kind('learnAmid', { place, told, step: one })

export type Simple = typeof one extends fc.Arbitrary<infer Step> ? Step : never
export type Step = Simple | (typeof amid extends fc.Arbitrary<infer Step> ? Step : never)

export const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof({ weight: 6, arbitrary: one }, { weight: 1, arbitrary: amid }),
  { minLength: 1, maxLength: 30, size: 'max' },
)
