import { describe, expect, test } from 'vitest'
import { accessRules } from '../../src/config/access.ts'
import { checkEnvironment, readConfig } from '../../src/config/environment.ts'

const least = { DISCORD_TOKEN: 'token', OPENAI_API_KEY: 'key' }
/** As Discord's ids are: 17 to 20 digits. */
const idOf = (digit: string, length: number) => digit.repeat(length)

const [one, other] = [idOf('1', 18), idOf('2', 19)]

const problemsOf = (settings: Record<string, string>) => {
  const checked = checkEnvironment({ ...least, ...settings })
  return 'problems' in checked ? checked.problems : []
}

describe('lists of ids', () => {
  test('take what stands between ids in messages and in files', () => {
    const config = readConfig({
      ...least,
      ALLOWED_USERS: `<@${one}>, <@!${other}>`,
      DENIED_CHANNELS: ` <#${one}>\n${other} `,
      ALLOWED_ROLES: `<@&${one}>;${one}`,
    })

    expect(config.ALLOWED_USERS).toEqual([one, other])
    expect(config.DENIED_CHANNELS).toEqual([one, other])
    expect(config.ALLOWED_ROLES).toEqual([one])
    expect(config.ALLOWED_SERVERS).toEqual([])
  })

  test.for(['#general', 'Ada', '12345', `0${idOf('1', 17)}`, idOf('1', 21), `${one}x`])(
    'name %s, which is no id, and how to find one',
    wrong => {
      expect(problemsOf({ DENIED_USERS: `${one},${wrong}` })).toEqual([
        expect.stringMatching(/^DENIED_USERS has what is no id: .*Copy ID/u),
      ])
      expect(problemsOf({ DENIED_USERS: `${one},${wrong}` })[0]).toContain(`“${wrong}”`)
    },
  )

  test('tell nothing but the place of what may be a key', () => {
    const key = `${'x'.repeat(24)}.secret.${'x'.repeat(30)}`

    expect(problemsOf({ ALLOWED_SERVERS: `${one} ${key}` })[0]).toMatch(/no id: its entry 2;/u)
    expect(problemsOf({ ALLOWED_SERVERS: key }).join()).not.toContain('secret')
  })

  test('that contradict each other are named with what both name', () => {
    expect(problemsOf({ ALLOWED_USERS: `${one},${other}`, DENIED_USERS: other })).toEqual([
      `DENIED_USERS names what ALLOWED_USERS names as well: ${other}`,
    ])
  })
})

test('direct messages are on or off', () => {
  expect(problemsOf({ DIRECT_MESSAGES: 'no' })).toEqual(['DIRECT_MESSAGES must be on or off'])
})

test('each setting makes a rule of its own', () => {
  const config = readConfig({
    ...least,
    ALLOWED_SERVERS: one,
    DENIED_SERVERS: other,
    ALLOWED_CHANNELS: one,
    DENIED_CHANNELS: other,
    ALLOWED_ROLES: one,
    DENIED_ROLES: other,
    ALLOWED_USERS: one,
    DENIED_USERS: other,
    DIRECT_MESSAGES: 'off',
  })

  expect(Object.fromEntries(accessRules(config))).toEqual({
    [`server:${one}`]: 'allow',
    [`server:${other}`]: 'deny',
    [`channel:${one}`]: 'allow',
    [`channel:${other}`]: 'deny',
    [`role:${one}`]: 'allow',
    [`role:${other}`]: 'deny',
    [`user:${one}`]: 'allow',
    [`user:${other}`]: 'deny',
    direct: 'deny',
  })
  expect(accessRules(readConfig(least)).size).toBe(0)
})
