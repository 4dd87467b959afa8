import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Audience, isVisibleTo, type Scope, scopeOfAudience, visibleScopes } from '../../src/memory/scope.ts'

const id = fc.integer({ min: 1, max: 4 }).map(String) // few, so that they meet
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant('dm' as const),
  fc.constant('everywhere' as const),
  id.map(guild => `guild:${guild}` as const),
  id.map(channel => `channel:${channel}` as const),
)
const audience: fc.Arbitrary<Audience> = fc.oneof(
  fc.constant({ kind: 'user' } as const),
  fc.constant({ kind: 'unknown' } as const),
  fc.record({ kind: fc.constant('server' as const), guild: id }),
  fc.record({ kind: fc.constant('server' as const), guild: id, privateChannel: id }),
)

test('an audience hears again what was said before it', () => {
  fc.assert(
    fc.property(audience, before => {
      const said = scopeOfAudience(before)
      expect(said === undefined || isVisibleTo(before, said)).toBe(true)
    }),
  )
})

test('what is said in private is heard in that very channel and alone with the user, nowhere else', () => {
  fc.assert(
    fc.property(audience, id, (before, channel) => {
      const isThere = before.kind === 'server' && before.privateChannel === channel
      expect(isVisibleTo(before, `channel:${channel}`)).toBe(before.kind === 'user' || isThere)
    }),
  )
})

test('what is said in a direct message stays between the user and the bot', () => {
  fc.assert(
    fc.property(audience, before => {
      expect(isVisibleTo(before, 'dm')).toBe(before.kind === 'user')
    }),
  )
})

test('no server hears another', () => {
  fc.assert(
    fc.property(audience, id, (before, guild) => {
      expect(isVisibleTo(before, `guild:${guild}`)).toBe(
        before.kind === 'user' || (before.kind === 'server' && before.guild === guild),
      )
    }),
  )
})

test('the list that a store filters by says the same as the question about one scope', () => {
  fc.assert(
    fc.property(audience, scope, (before, said) => {
      const heard = visibleScopes(before)
      expect(heard === 'all' || heard.includes(said)).toBe(isVisibleTo(before, said))
    }),
  )
})

test('whoever hears least hears what the user wants heard everywhere', () => {
  expect(visibleScopes({ kind: 'unknown' })).toEqual(['everywhere'])
})
