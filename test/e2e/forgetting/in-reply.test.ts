import { expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { autocompletedValue, messageOf, pressAndReadTexts, sayAndSeedFact } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { botMessages, PATIENT } from '../support/wait-for.ts'

const { forget } = en

test.for(['bees', 'this channel'])(
  '%s: with a forgotten message that is deleted on Discord later the bot’s reply goes',
  async (what, { discord, bot, ada, general }) => {
    const message = await sayAndSeedFact({ discord, bot }, [ada, general], 'I keep bees.')
    const [reply] = botMessages(discord, general)
    const request = what === 'bees' ? await autocompletedValue(ada, what) : what
    const answer = await ada.command('forget', { what: request }, { in: general })
    await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)
    await bot.restart()

    const isGone = discord.until(event => event.kind === 'delete' && event.ids.includes(reply?.id ?? ''), {
      ...PATIENT,
      channelId: general.id,
    })
    await ada.deletes(message)
    await isGone

    expect(botMessages(discord, general)).toEqual([])
  },
)
