import { describe, expect, test } from 'vitest'
import {
  type AccessRules,
  type AccessSubject,
  findRefusal,
  isListed,
  parseRules,
  type RuleTable,
  type RuleTarget,
  ruleKinds,
  type Verdict,
  verdictOn,
} from '../../src/discord/access/rules.ts'
import { fc } from '../support/property.ts'

const here: AccessSubject = { user: '1', guild: '2', channels: ['31', '3', '33'], roles: ['4', '5'] }
const direct: AccessSubject = { user: '1', guild: undefined, channels: ['6'], roles: [] }

type Said = Readonly<Partial<Record<RuleTarget, Verdict>>>

const tableOf = (said: Said): RuleTable => new Map(Object.entries(said) as [RuleTarget, Verdict][])

function rulesOf(settings: Said, commands: Said = {}): AccessRules {
  return { settings: tableOf(settings), commands: tableOf(commands) }
}

describe('without rules', () => {
  test('everybody is let in everywhere', () => {
    expect(findRefusal(here, rulesOf({}))).toBeUndefined()
    expect(findRefusal(direct, rulesOf({}))).toBeUndefined()
  })
})

describe('a denial', () => {
  test.for<[RuleTarget, string]>([
    ['server:2', 'DENIED_SERVERS'],
    ['channel:31', 'DENIED_CHANNELS'],
    ['channel:3', 'DENIED_CHANNELS'],
    ['channel:33', 'DENIED_CHANNELS'],
    ['role:5', 'DENIED_ROLES'],
    ['user:1', 'DENIED_USERS'],
  ])('of %s keeps out, whatever else allows, and tells where it stands', ([target, source]) => {
    const all: Said = { 'server:2': 'allow', 'channel:3': 'allow', 'role:4': 'allow', 'user:1': 'allow' }

    expect(findRefusal(here, rulesOf({ ...all, [target]: 'deny' }))).toMatchObject({ because: 'denied', source })
  })

  test('of direct messages keeps nobody out of servers, and the other way round', () => {
    expect(findRefusal(direct, rulesOf({ direct: 'deny' }))).toMatchObject({
      about: 'direct',
      source: 'DIRECT_MESSAGES',
    })
    expect(findRefusal(here, rulesOf({ direct: 'deny' }))).toBeUndefined()
    expect(findRefusal(direct, rulesOf({ 'server:2': 'deny', 'channel:3': 'deny' }))).toBeUndefined()
  })
})

describe('a list', () => {
  test.for<[Said, Said]>([
    [{ 'server:9': 'allow' }, { 'server:2': 'allow' }],
    [{ 'channel:9': 'allow' }, { 'channel:31': 'allow' }],
    [{ 'channel:9': 'allow' }, { 'channel:3': 'allow' }],
    [{ 'channel:9': 'allow' }, { 'channel:33': 'allow' }],
    [{ 'user:9': 'allow' }, { 'user:1': 'allow' }],
    [{ 'role:9': 'allow' }, { 'role:4': 'allow' }],
    [{ 'user:9': 'allow' }, { 'role:4': 'allow' }],
    [{ 'role:9': 'allow' }, { 'user:1': 'allow' }],
  ])('of others keeps out, until one stands on it too', ([others, own]) => {
    expect(findRefusal(here, rulesOf(others))).toMatchObject({ because: 'unlisted' })
    expect(findRefusal(here, rulesOf({ ...others, ...own }))).toBeUndefined()
    expect(findRefusal(here, rulesOf(others, own))).toBeUndefined()
  })

  test('of roles counts in direct messages, where nobody has any', () => {
    expect(findRefusal(direct, rulesOf({ 'role:4': 'allow' }))).toMatchObject({ because: 'unlisted', about: 'user' })
    expect(findRefusal(direct, rulesOf({ 'role:4': 'allow', 'user:1': 'allow' }))).toBeUndefined()
  })

  test('whose one entry of the settings is denied by command lets nobody else in', () => {
    const rules = rulesOf({ 'server:2': 'allow' }, { 'server:2': 'deny' })

    expect(findRefusal(here, rules)).toMatchObject({ because: 'denied', source: '/access' })
    expect(findRefusal({ ...here, guild: '8' }, rules)).toMatchObject({
      because: 'unlisted',
      source: 'ALLOWED_SERVERS',
    })
  })
})

test('what a command says of a name outweighs what the settings say of it', () => {
  expect(findRefusal(here, rulesOf({ 'user:1': 'deny' }, { 'user:1': 'allow' }))).toBeUndefined()
  expect(findRefusal(direct, rulesOf({ direct: 'deny' }, { direct: 'allow' }))).toBeUndefined()
  expect(findRefusal(here, rulesOf({ 'user:1': 'allow' }, { 'user:1': 'deny' }))).toMatchObject({ source: '/access' })
})

test('somebody whose roles are not known is kept out where one of them may be denied', () => {
  const unknown = { ...here, roles: undefined }

  expect(findRefusal(unknown, rulesOf({ 'role:9': 'deny' }))).toMatchObject({ because: 'denied' })
  expect(findRefusal(unknown, rulesOf({ 'role:9': 'deny' }, { 'role:9': 'allow' }))).toMatchObject({
    because: 'unlisted',
  })
  expect(findRefusal(unknown, rulesOf({ 'user:9': 'deny' }))).toBeUndefined()
})

test('what somebody else wrote into the store is no rule', () => {
  const kept = { 'user:1': 'allow', 'user:x': 'deny', 'user:2': 'maybe', 'planet:3': 'deny', direct: 'deny' }

  expect([...parseRules(new Map(Object.entries(kept))).keys()]).toEqual(['user:1', 'direct'])
})

describe('whatever the rules', () => {
  const id = fc.constantFrom('1', '2', '3', '4')
  const target = fc.oneof(
    fc.constant<RuleTarget>('direct'),
    fc.tuple(fc.constantFrom(...ruleKinds), id).map(([kind, one]): RuleTarget => `${kind}:${one}`),
  )
  const table = fc
    .array(fc.tuple(target, fc.constantFrom<Verdict>('allow', 'deny')), { maxLength: 6 })
    .map(entries => new Map(entries))
  const rules = fc.record({ settings: table, commands: table })
  const subject: fc.Arbitrary<AccessSubject> = fc.record({
    user: id,
    guild: fc.option(id, { nil: undefined }),
    channels: fc.array(id, { minLength: 1, maxLength: 3 }),
    roles: fc.array(id, { maxLength: 2 }),
  })

  test('one more denial lets nobody in', () => {
    const isStricter = (given: AccessRules, who: AccessSubject, denied: RuleTarget) => {
      const stricter: AccessRules = { ...given, commands: new Map(given.commands).set(denied, 'deny') }
      // To deny the last that a command allowed ends a list: owners are asked before that.
      const endsList = ruleKinds.some(kind => isListed(kind, given) && !isListed(kind, stricter))
      return endsList || findRefusal(who, given) === undefined || findRefusal(who, stricter) !== undefined
    }
    fc.assert(fc.property(rules, subject, target, isStricter))
  })

  test('a denied name is never let in', () => {
    const isKeptOut = (given: AccessRules, who: AccessSubject) => {
      const names: RuleTarget[] = [`user:${who.user}`, ...(who.roles ?? []).map(one => `role:${one}` as const)]
      const places: RuleTarget[] =
        who.guild === undefined
          ? ['direct']
          : [`server:${who.guild}`, ...who.channels.map(one => `channel:${one}` as const)]
      const isDenied = [...names, ...places].some(one => verdictOn(one, given) === 'deny')
      return !isDenied || findRefusal(who, given) !== undefined
    }
    fc.assert(fc.property(rules, subject, isKeptOut))
  })
})
