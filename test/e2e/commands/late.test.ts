import { RESTJSONErrorCodes } from 'discord.js'
import { describe, expect, inject } from 'vitest'
import type { Interaction } from '../../../fake-discord/interactions/interaction.ts'
import { startAutocomplete, startCommand, startMessageMenu } from '../../../fake-discord/interactions/use-command.ts'
import { startClick } from '../../../fake-discord/interactions/use-component.ts'
import { startSubmit } from '../../../fake-discord/interactions/use-modal.ts'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Person } from '../../../fake-discord/person.ts'
import { en } from '../../../src/locales/en.ts'
import type { Story } from '../support/fixtures.ts'
import { autocompletedValue, messageOf, pressAndReadTexts, sayAndSeedFact } from '../support/panels.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { test } from '../support/running-bot.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

const { forget, know, commands } = en
/** Longer than Discord waits for a first answer, and longer than its token then lives. */
const [TOO_LATE_MS, TOKEN_OVER_MS] = [4000, 16 * 60_000]

const seatOf = (discord: Loopback, who: Person) => ({
  ...{ world: discord.world, interactions: discord.interactions },
  ...{ user: who.user, channel: who.dmChannel },
})

/** Discord has waited in vain for a first answer when the bot gives it. */
function tooLate(started: Interaction): Interaction {
  started.startedAt -= TOO_LATE_MS
  return started
}

/** The token is over as soon as the bot has acknowledged. */
async function tokenOver(discord: Loopback, started: Interaction): Promise<void> {
  await discord.until(happening => {
    if (happening.kind !== 'response' || happening.interactionId !== started.id) return false
    started.startedAt -= TOKEN_OVER_MS
    return true
  })
}

/** What the bot logs of an answer that Discord refused. */
async function refusal(bot: Story['bot'], { id }: Interaction): Promise<object> {
  for (let from = 0; ; ) {
    const line = await bot.logged('interaction response failed', from)
    if (line['interaction'] === id) return line
    from = bot.log.indexOf(line) + 1
  }
}

describe.concurrent('what Discord takes for over', () => {
  test('a command and a menu that are acknowledged too late are logged, and do nothing', async ({
    discord,
    bot,
    ada,
  }) => {
    const bees = await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
    const started = [
      tooLate(startCommand(seatOf(discord, ada), 'remember', { what: 'I sail' })),
      tooLate(startMessageMenu(seatOf(discord, ada), 'Forget this message', bees)),
    ]
    for (const each of started)
      expect(await refusal(bot, each)).toMatchObject({ code: RESTJSONErrorCodes.UnknownInteraction })
    const facts = await readStoredFacts(bot, ada)
    const again = await ada.command('remember', { what: 'I sail' })

    expect(facts).toMatchObject([{ text: 'I keep bees.' }])
    expect(again.text).toContain(en.remember.kept)
    expect(JSON.stringify(bot.log)).not.toMatch(/I sail|I keep bees/u)
  })

  test('a button, what opens a form, and a form', async ({ discord, bot, ada }) => {
    await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
    const page = messageOf(await ada.command('whatdoyouknow', { about: 'bees' }, { timeout: 20_000 }))
    const panel = messageOf(await ada.command('forget', { what: await autocompletedValue(ada, 'bees') }))
    const form = await ada.clicks(page, know.edit, { until: 'acknowledged' })

    const button = tooLate(startClick(seatOf(discord, ada), panel, { name: forget.forgetThis }))
    const opener = tooLate(startClick(seatOf(discord, ada), page, { name: know.edit }))
    const sent = tooLate(startSubmit(discord.interactions, form, { [know.formLabel]: 'I keep hornets.' }))
    for (const each of [button, opener, sent]) await refusal(bot, each)
    const facts = await readStoredFacts(bot, ada)
    const { panel: receipt } = await pressAndReadTexts(ada, panel, forget.forgetThis)

    expect(opener.modal).toBeUndefined()
    expect(facts).toMatchObject([{ text: 'I keep bees.' }])
    expect(facts).toHaveLength(1)
    expect(receipt).toContain(forget.goneFacts(1))
  })

  test('choices that come too late', async ({ discord, bot, ada }) => {
    await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')

    tooLate(startAutocomplete(seatOf(discord, ada), 'forget', { option: 'what', value: 'bees' }))
    await bot.logged('autocomplete failed')

    expect(await autocompletedValue(ada, 'bees')).not.toBe('')
  })

  test('an answer after the token is over is logged, and what was asked for is done whole', async ({
    discord,
    bot,
    ada,
  }) => {
    await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
    const panel = messageOf(await ada.command('forget', { what: await autocompletedValue(ada, 'bees') }))

    const kept = startCommand(seatOf(discord, ada), 'remember', { what: 'I sail' })
    await tokenOver(discord, kept)
    const gone = startClick(seatOf(discord, ada), panel, { name: forget.forgetThis })
    await tokenOver(discord, gone)
    for (const each of [kept, gone])
      expect(await refusal(bot, each)).toMatchObject({ code: RESTJSONErrorCodes.InvalidWebhookToken })
    const again = await pressAndReadTexts(ada, panel, forget.forgetThis)

    expect(await readStoredFacts(bot, ada)).toMatchObject([{ text: 'I sail' }])
    expect(again.beside).toBe(forget.doneAlready)
  })
})

test('whatever is used while Redis hangs is acknowledged in time, and works when it goes on', async ({
  discord,
  bot,
  ada,
}) => {
  const redis = await new RedisProxy(inject('redisUrl')).listen()
  await bot.restart({ REDIS_URL: redis.url })
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const page = messageOf(await ada.command('whatdoyouknow', { about: 'bees' }, { timeout: 20_000 }))
  const panel = messageOf(await ada.command('forget', { what: await autocompletedValue(ada, 'bees') }))
  const form = await ada.clicks(page, know.edit, { until: 'acknowledged' })

  redis.hang()
  const [command, button, opener, submitted, choices] = await Promise.all([
    ada.command('remember', { what: 'I sail' }),
    ada.clicks(panel, forget.forgetThis, { until: 'updated' }),
    ada.clicks(page, know.edit),
    ada.submits(form, { [know.formLabel]: 'I keep hornets.' }, { until: 'updated' }),
    ada.autocompletes('forget', { option: 'what', value: 'bees' }),
  ])
  redis.open()
  const back = await ada.command('whatdoyouknow', {}, { timeout: 20_000 })
  await redis.close()

  expect(command.text).toBe(commands.memoryAway)
  expect(button.followUps.map(({ content }) => content)).toEqual([commands.memoryAway])
  expect(opener.text).toBe(commands.memoryAway)
  expect(submitted.followUps.map(({ content }) => content)).toEqual([commands.memoryAway])
  expect(choices).toEqual([])
  expect(back.text).not.toBe('')
})
