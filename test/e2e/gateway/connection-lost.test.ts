import { expect } from 'vitest'
import { test } from '../support/process-fixtures.ts'

test.for([
  [4004, /refuses the token/u],
  [4014, /refuses an intent/u],
  [4013, /4013/u],
] as const)(
  'a connection that Discord ends with %i ends the process, which says why',
  async ([code, reason], { discord, program }) => {
    await program.start()
    const requests = discord.requests.length

    discord.disconnect({ code })
    const ended = await program.ended

    expect(ended.code).toBe(78)
    expect(ended.stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(reason)])
    expect(discord.requests).toHaveLength(requests)
  },
)
