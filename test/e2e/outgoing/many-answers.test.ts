import { describe, expect } from 'vitest'
import { test } from '../support/fixtures.ts'
import { botTexts, waitForButton } from '../support/wait-for.ts'

describe.concurrent.for([true, false])('when several answers stream (channels have limits: %s)', channelLimits => {
  test.override({ loopback: { channelLimits } })

  test('in one channel, they share about one edit a second, and none waits for another', async ({
    discord,
    bot,
    model,
    general,
  }) => {
    const begun = performance.now()
    const calls = ['Ada', 'Bob', 'Cleo'].map(async name => {
      const call = model.nextCall()
      await discord.user(name).says(general, 'Tell me a story.', { mention: true })
      return (await call).keepsSaying('and then ')
    })
    await waitForButton(discord, general) // seconds later
    const streamed = discord.requests.filter(isOfText).length
    const took = performance.now() - begun

    for (const call of await Promise.all(calls)) call.says('The end.').ends()
    await bot.stop()

    expect(botTexts(discord, general)).toHaveLength(3)
    for (const text of botTexts(discord, general)) expect(text).toMatch(/^(and then )+The end\.$/u)
    expect((streamed - 1) * 1000).toBeLessThan(took)
    expect(discord.requests.filter(({ status }) => status === 429)).toEqual([])
  })
})

describe.concurrent('when Discord grants few requests a second', () => {
  test.override({
    loopback: { requestsPerSecond: 4, channelLimits: false },
    settings: { DISCORD_REQUESTS_PER_SECOND: '4', CHANNEL_CONTEXT_MESSAGES: '0' },
  })

  test('edits are thinned, and the final texts are there all the same', async ({ discord, bot, model }) => {
    const people = ['Ada', 'Bob', 'Cleo', 'Dan'].map(name => discord.user(name))
    const begun = performance.now()
    const calls = people.map(async person => {
      const call = model.nextCall()
      await person.dm('Tell me a story.')
      return (await call).keepsSaying('and then ')
    })
    await Promise.any(people.map(({ dmChannel }) => waitForButton(discord, dmChannel)))
    const streamed = discord.requests.filter(isOfText).length
    const windows = Math.ceil((performance.now() - begun) / 1000) + 1

    for (const call of await Promise.all(calls)) call.says('The end.').ends()
    await bot.stop()

    for (const { dmChannel } of people) {
      expect(botTexts(discord, dmChannel)).toEqual([expect.stringMatching(/^(and then )+The end\.$/u)])
    }
    expect(streamed).toBeLessThanOrEqual(2 * windows) // half of what is granted
  })
})

const isOfText = ({ method, route }: { method: string; route: string }) =>
  route.startsWith('/channels/:channel/messages') && (method === 'POST' || method === 'PATCH')
