import { describe, expect, test } from 'vitest'
import { implies, type Rule, simplifyRules } from '../../../src/memory/readers/rules.ts'
import { fc, runs } from '../../support/property.ts'

const ROLES = ['1', '2', '3', '4']
const USERS = ['91', '92']

const some = (all: readonly string[], maxLength: number) =>
  fc.uniqueArray(fc.constantFrom(...all), { maxLength }).map(list => new Set(list))
const rule: fc.Arbitrary<Rule> = fc
  .record({
    allowed: some(ROLES, 2),
    denied: some(ROLES, 2),
    base: fc.oneof(fc.constant('everyone' as const), some(ROLES, 2)),
    allowedUsers: some(USERS, 1),
    deniedUsers: some(USERS, 1),
  })
  // Discord lets a channel either allow or deny something to somebody.
  .map(({ denied, deniedUsers, ...rest }) => ({
    ...rest,
    denied: denied.difference(rest.allowed),
    deniedUsers: deniedUsers.difference(rest.allowedUsers),
  }))
const rules = fc.array(rule, { maxLength: 3 })

const roleSets = Array.from({ length: 2 ** ROLES.length }, (_, bits) => ROLES.filter((_, at) => (bits >> at) & 1))
const people = ['90', ...USERS].flatMap(user => roleSets.map(roles => ({ user, roles: new Set(roles) })))

/** As Discord decides it, from the weakest word to the strongest. */
function holds({ allowed, denied, base, allowedUsers, deniedUsers }: Rule, { user, roles }: (typeof people)[number]) {
  let verdict = base === 'everyone' || !roles.isDisjointFrom(base)
  if (!roles.isDisjointFrom(denied)) verdict = false
  if (!roles.isDisjointFrom(allowed)) verdict = true
  if (deniedUsers.has(user)) verdict = false
  if (allowedUsers.has(user)) verdict = true
  return verdict
}
const allHold = (all: readonly Rule[], person: (typeof people)[number]) => all.every(one => holds(one, person))

describe('rules', () => {
  test('imply others just when nobody can have the one without the other, whatever roles they have', () => {
    fc.assert(
      fc.property(rules, rules, (some, others) => {
        const isProven = implies(some, others)
        const counterexample = people.find(person => allHold(some, person) && !allHold(others, person))
        expect(isProven).toBe(counterexample === undefined)
      }),
      runs(400),
    )
  })

  test('say the same in fewer words', () => {
    fc.assert(
      fc.property(rules, all => {
        const simple = simplifyRules(all)
        for (const person of people) expect(allHold(simple, person)).toBe(allHold(all, person))
      }),
      runs(300),
    )
  })

  test('people who are named one by one are alike, however many they are', () => {
    const named = new Set(Array.from({ length: 1000 }, (_, at) => String(1000 + at)))
    const nobody = new Set<string>()
    const tickets: Rule = {
      allowed: new Set(['1']),
      denied: nobody,
      base: nobody,
      allowedUsers: named,
      deniedUsers: nobody,
    }

    expect(implies([tickets], [tickets])).toBe(true)
    expect(implies([tickets], [{ ...tickets, allowedUsers: nobody }])).toBe(false)
  })
})
