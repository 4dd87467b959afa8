import { expect, test } from 'vitest'
import {
  type Audience,
  audienceForAnswer,
  audienceOfScope,
  isPrivateChannel,
  isScope,
  isVisibleTo,
  narrowestScope,
  parseScope,
  type Scope,
  scopeOfAudience,
  visibleScopes,
} from '../../src/memory/scope.ts'
import { fc } from '../support/property.ts'

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
      expect(said === undefined || isVisibleTo(said, before)).toBe(true)
    }),
  )
})

test('what is said in private is heard in that very channel and alone with the user, nowhere else', () => {
  fc.assert(
    fc.property(audience, id, (before, channel) => {
      const isThere = before.kind === 'server' && before.privateChannel === channel
      expect(isVisibleTo(`channel:${channel}`, before)).toBe(before.kind === 'user' || isThere)
    }),
  )
})

test('what is said in a direct message stays between the user and the bot', () => {
  fc.assert(
    fc.property(audience, before => {
      expect(isVisibleTo('dm', before)).toBe(before.kind === 'user')
    }),
  )
})

test('no server hears another', () => {
  fc.assert(
    fc.property(audience, id, (before, guild) => {
      expect(isVisibleTo(`guild:${guild}`, before)).toBe(
        before.kind === 'user' || (before.kind === 'server' && before.guild === guild),
      )
    }),
  )
})

test('the list that a store filters by says the same as the question about one scope', () => {
  fc.assert(
    fc.property(audience, scope, (before, said) => {
      const heard = visibleScopes(before)
      expect(heard === 'all' || heard.includes(said)).toBe(isVisibleTo(said, before))
    }),
  )
})

test('whoever hears least hears what the user wants heard everywhere', () => {
  expect(visibleScopes({ kind: 'unknown' })).toEqual(['everywhere'])
})

/** The two scopes of a channel of server 1, whose own id is 2, and the audiences that it has while it is private or not. */
const now = fc.constantFrom<Audience>(
  { kind: 'server', guild: '1' },
  { kind: 'server', guild: '1', privateChannel: '2' },
)

test('all to whom a scope is visible are one audience, whose words are kept under that scope', () => {
  fc.assert(
    fc.property(audience, before => {
      const said = scopeOfAudience(before)
      const guild = before.kind === 'server' ? before.guild : undefined
      expect(said === undefined || audienceOfScope(said, guild)).toEqual(said === undefined || before)
    }),
  )
})

test('what is visible to the audience of a scope is visible to everybody to whom that scope is', () => {
  fc.assert(
    fc.property(scope, scope, id, audience, (kept, other, guild, before) => {
      const isInGuild = before.kind === 'user' || (before.kind === 'server' && before.guild === guild)
      const mayRead = isVisibleTo(kept, before) && (isInGuild || !isPrivateChannel(kept))
      if (mayRead && isVisibleTo(other, audienceOfScope(kept, guild))) expect(isVisibleTo(other, before)).toBe(true)
    }),
  )
})

test('a private channel whose server is not known is told of no server', () => {
  fc.assert(
    fc.property(scope, id, (other, channel) => {
      const isTold = isVisibleTo(other, audienceOfScope(`channel:${channel}`, undefined))
      expect(isTold).toBe(other === 'everywhere' || other === `channel:${channel}`)
    }),
  )
})

test('what holds the words of several scopes is visible to those alone to whom each of them is', () => {
  fc.assert(
    fc.property(fc.array(scope, { minLength: 1 }), audience, (scopes, before) => {
      if (isVisibleTo(narrowestScope(scopes), before)) {
        expect(scopes.filter(said => !isVisibleTo(said, before))).toEqual([])
      }
    }),
  )
})

test('an answer in a channel that changed meanwhile holds nothing that its question or the channel may not be told', () => {
  fc.assert(
    fc.property(now, now, scope, (asked, later, said) => {
      if (isVisibleTo(said, audienceForAnswer(asked, later))) {
        expect([isVisibleTo(said, asked), isVisibleTo(said, later)]).toEqual([true, true])
      }
    }),
  )
})

test('a scope is known by its form', () => {
  fc.assert(
    fc.property(scope, said => {
      const { kind, id: of } = parseScope(said)
      expect(isScope(said)).toBe(true)
      expect(of === '' ? kind : `${kind}:${of}`).toBe(said)
      for (const other of ['', 'guild', 'guild:', `${said} `, `x${said}`, 'channel:a'])
        expect(isScope(other)).toBe(false)
    }),
  )
})
