import { describe, expect, test } from 'vitest'
import { DESCRIPTION_PATTERN, describeReaders, parseReaders } from '../../../src/memory/readers/description.ts'
import { createReaders } from '../../../src/memory/readers/readers.ts'
import type { Rule } from '../../../src/memory/readers/rules.ts'
import { fc } from '../../support/property.ts'

const snowflake = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String)
const some = fc.uniqueArray(snowflake, { maxLength: 3 }).map(list => new Set(list))
const rule: fc.Arbitrary<Rule> = fc.record({
  ...{ allowed: some, denied: some, allowedUsers: some, deniedUsers: some },
  base: fc.oneof(fc.constant('everyone' as const), some),
})
const readers = fc
  .record({
    channel: snowflake,
    present: fc.array(rule, { minLength: 1, maxLength: 2 }),
    history: fc.tuple(rule),
    moderation: fc.tuple(rule),
    isAgeRestricted: fc.boolean(),
    thread: fc.option(snowflake, { nil: undefined }),
  })
  .map(({ thread, ...rules }) => createReaders({ ...rules, ...(thread !== undefined && { thread }) }))

const wholePattern = new RegExp(`^${DESCRIPTION_PATTERN}$`)

describe('a description of readers', () => {
  test('is read as what it was written of, unless it is a digest', () => {
    fc.assert(
      fc.property(readers, some => {
        const text = describeReaders(some)
        if (text === '') return // everybody
        expect(text).toMatch(wholePattern)
        const read = parseReaders(text)
        expect(read === undefined).toBe(text.startsWith('d'))
        if (read !== undefined) expect(describeReaders(read)).toBe(text)
      }),
    )
  })

  test('is the same for the same rules in any order', () => {
    const [few, many] = [new Set(['1', '2']), new Set(['2', '1'])]
    const ruleOf = (allowed: Set<string>): Rule => ({
      ...{ allowed, denied: new Set(), base: new Set(), allowedUsers: new Set(), deniedUsers: new Set() },
    })
    const described = [few, many].map(allowed =>
      describeReaders(
        createReaders({
          ...{ channel: '9', present: [ruleOf(allowed)], history: [ruleOf(allowed)] },
          ...{ moderation: [], isAgeRestricted: false },
        }),
      ),
    )
    expect(described).toEqual(['p+1+2', 'p+1+2'])
  })

  test('of many is short, and only as good as itself', () => {
    const allowed = new Set(Array.from({ length: 100 }, (_, at) => String(10n ** 17n + BigInt(at))))
    const crowded: Rule = {
      ...{ allowed, denied: new Set(), base: new Set() },
      allowedUsers: new Set(),
      deniedUsers: new Set(),
    }
    const text = describeReaders(
      createReaders({ channel: '9', present: [crowded], history: [], moderation: [], isAgeRestricted: false }),
    )
    expect(text).toMatch(/^d[0-9a-f]{64}$/)
    expect(parseReaders(text)).toBeUndefined()
  })
})
