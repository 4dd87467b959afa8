import { describe, expect, test } from 'vitest'
import { createReaders, type Readers } from '../../src/memory/readers/readers.ts'
import type { Rule } from '../../src/memory/readers/rules.ts'
import {
  type Audience,
  audienceForAnswer,
  audienceOfPlace,
  audienceOfScope,
  isScope,
  isVisibleTo,
  narrowestScope,
  parseScope,
  type Scope,
  scopeFilterFor,
  scopeMoveTo,
  scopeOfAudience,
  visibleAmong,
  visibleScopes,
} from '../../src/memory/scope.ts'
import { serverAudience } from '../support/audiences.ts'
import { fc, runs } from '../support/property.ts'

const id = fc.integer({ min: 1, max: 3 }).map(String) // few, so that they meet
const ids = fc.uniqueArray(id, { maxLength: 2 }).map(list => new Set(list))
const users = fc.uniqueArray(fc.constantFrom('11', '12'), { maxLength: 1 }).map(list => new Set(list))

const rule: fc.Arbitrary<Rule> = fc
  .record({
    allowed: ids,
    denied: ids,
    base: fc.oneof(fc.constant('everyone' as const), ids),
    allowedUsers: users,
    deniedUsers: users,
  })
  .map(({ allowed, denied, allowedUsers, deniedUsers, base }) => ({
    ...{ allowed, base, allowedUsers },
    denied: denied.difference(allowed),
    deniedUsers: deniedUsers.difference(allowedUsers),
  }))
const everyone: Rule = {
  allowed: new Set(),
  denied: new Set(),
  base: 'everyone',
  allowedUsers: new Set(),
  deniedUsers: new Set(),
}

/** A place of server 1 or 2: its channel's id is that of the place, so that channels meet, too. */
const place = fc
  .record({
    guild: fc.constantFrom('1', '2'),
    channel: id,
    present: fc.array(rule, { minLength: 1, maxLength: 2 }),
    history: fc.oneof(fc.constant([everyone]), fc.tuple(rule)),
    moderation: fc.tuple(rule),
    thread: fc.option(id, { nil: undefined, freq: 4 }),
    isAgeRestricted: fc.boolean(),
    isKnown: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  })
  .map(({ guild, channel, thread, isKnown, ...rules }): Audience => {
    const readers = createReaders({ channel, ...rules, ...(thread !== undefined && { thread }) })
    return audienceOfPlace({ guild, channel, readers: isKnown ? readers : undefined })
  })
const audience: fc.Arbitrary<Audience> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom<Audience>({ kind: 'user' }, { kind: 'unknown' }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('1', '2'), fc.option(id, { nil: undefined }))
      .map(args => serverAudience(...args)),
  },
  { weight: 6, arbitrary: place },
)
const scope: fc.Arbitrary<Scope> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Scope>('everywhere') },
  { weight: 9, arbitrary: audience.map(before => scopeOfAudience(before) ?? 'everywhere') },
)

test('an audience hears again what was said before it', () => {
  fc.assert(
    fc.property(audience, before => {
      const said = scopeOfAudience(before)
      expect(said === undefined || isVisibleTo(said, before)).toBe(true)
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

test('no server hears another, and each hears what everybody in it could read', () => {
  fc.assert(
    fc.property(audience, scope, (before, said) => {
      const { kind, id: guild } = parseScope(said)
      const isHere = before.kind === 'user' || (before.kind === 'server' && before.guild === guild)
      if (kind === 'guild') expect(isVisibleTo(said, before)).toBe(isHere)
      if (kind === 'readers' && !isHere) expect(isVisibleTo(said, before)).toBe(false)
    }),
  )
})

test('what was kept for a private channel before there were readers is heard in that very channel and alone with the user', () => {
  fc.assert(
    fc.property(audience, id, (before, channel) => {
      const isThere = before.kind === 'server' && before.places[0].scope === `channel:${channel}`
      expect(isVisibleTo(`channel:${channel}`, before)).toBe(before.kind === 'user' || isThere)
    }),
  )
  const now = audienceOfPlace({ guild: '1', channel: '2', readers: undefined, privateChannel: '2' })
  expect([isVisibleTo('channel:2', now), isVisibleTo('channel:3', now)]).toEqual([true, false])
})

test('what a store picks out is all that is visible, and for certain what it counts', () => {
  fc.assert(
    fc.property(audience, fc.array(scope), (before, scopes) => {
      const filter = scopeFilterFor(before)
      const visible = visibleAmong(scopes, before)
      for (const said of scopes) {
        const isCounted = filter === 'all' || filter.visible.includes(said)
        const isPicked = isCounted || (filter.prefix !== undefined && said.startsWith(filter.prefix))
        expect(visible.has(said)).toBe(isVisibleTo(said, before))
        if (isCounted) expect(visible.has(said)).toBe(true)
        if (visible.has(said)) expect(isPicked).toBe(true)
      }
      const things = scopes.map(said => ({ scope: said }))
      const asked = visibleScopes(things, before)
      expect(asked === 'all' ? visible : new Set(asked)).toEqual(visible)
    }),
  )
})

test('whoever hears least hears what the user wants heard everywhere', () => {
  expect(scopeFilterFor({ kind: 'unknown' })).toEqual({ visible: ['everywhere'] })
})

test('all to whom a scope is visible are one audience, whose words are kept under that scope', () => {
  fc.assert(
    fc.property(scope, id, (said, guild) => {
      if (said !== 'everywhere') expect(scopeOfAudience(audienceOfScope(said, guild))).toBe(said)
    }),
  )
})

test('what is visible to the audience of a scope is visible to everybody to whom that scope is', () => {
  fc.assert(
    fc.property(scope, scope, audience, (kept, other, before) => {
      const guild = before.kind === 'server' ? before.guild : undefined
      if (!isVisibleTo(kept, before) || !isVisibleTo(other, audienceOfScope(kept, guild))) return
      expect(isVisibleTo(other, before)).toBe(true)
    }),
    runs(400),
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
    fc.property(fc.array(scope, { minLength: 1, maxLength: 3 }), audience, (scopes, before) => {
      if (isVisibleTo(narrowestScope(scopes), before)) {
        expect(scopes.filter(said => !isVisibleTo(said, before))).toEqual([])
      }
    }),
  )
})

test('an answer in a channel that changed meanwhile holds nothing that its question or the channel may not be told', () => {
  fc.assert(
    fc.property(audience, audience, scope, (asked, later, said) => {
      const answering = audienceForAnswer(asked, later)
      if (isVisibleTo(said, answering)) expect(isVisibleTo(said, later)).toBe(true)
      if (asked.kind !== 'server' || later.kind !== 'server' || asked.guild !== later.guild) return
      if (isVisibleTo(said, answering)) expect(isVisibleTo(said, asked)).toBe(true)
      expect(scopeOfAudience(answering)).toBe(scopeOfAudience(asked))
    }),
  )
})

/** The scope of a question when it is answered anew. */
function movedScope(said: Scope, { to, from, otherwise }: ReturnType<typeof scopeMoveTo>): Scope {
  if (to === '' || said === to) return said
  return said === from ? to : otherwise
}

test('a question that is answered anew is kept for those alone who may be told of it and of the answer', () => {
  fc.assert(
    fc.property(place, place, (asked, later) => {
      const said = scopeOfAudience(asked) ?? 'dm'
      const guild = later.kind === 'server' ? later.guild : ''
      if (asked.kind !== 'server' || asked.guild !== guild) return
      const kept = audienceOfScope(movedScope(said, scopeMoveTo(later)), guild)
      // Whatever is visible now, and may so go into the answer, is visible to everybody who is told of it later.
      const told = [said, scopeOfAudience(later) ?? 'dm'].filter(scope => isVisibleTo(scope, later))
      expect(told.filter(scope => !isVisibleTo(scope, kept))).toEqual([])
    }),
    runs(300),
  )
})

describe('a scope is known by its form', () => {
  test('whatever it is', () => {
    fc.assert(
      fc.property(scope, said => {
        const { kind, id: of, description } = parseScope(said)
        expect(isScope(said)).toBe(true)
        expect([kind, of, description].filter(part => part !== '').join(':')).toBe(said)
        for (const other of ['', 'guild', 'guild:', `${said} `, `x${said}`, 'channel:a', 'readers:1', 'readers:1:'])
          expect(isScope(other)).toBe(false)
      }),
    )
  })

  test('one that means nothing is heard by the user alone', () => {
    const everybody: Readers = { present: [], history: [], moderation: [], isAgeRestricted: false }
    const here = audienceOfPlace({ guild: '1', channel: '2', readers: everybody })
    const forged = ['p+', 'x', 'pp', 'p*.x', 'p+1.p+2.p+3', `p${'+zz'.repeat(99)}`, 'c+', 'p+01', 'dffff', 'u2']
    for (const description of forged) {
      const said: Scope = `readers:1:${description}`
      expect([description, isVisibleTo(said, here), isVisibleTo(said, { kind: 'user' })]).toEqual([
        description,
        false,
        true,
      ])
    }
  })
})
