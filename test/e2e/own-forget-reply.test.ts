import { expect } from 'vitest'
import { en } from '../../src/texts/en.ts'
import { offeredFor, pressed, told } from './forgetting.ts'
import { panelOf } from './panels.ts'
import { test } from './running.ts'
import { botMessages, patient } from './seen.ts'

const { forget } = en

test.for(['bees', 'this channel'])(
  '%s: with a forgotten message that is deleted on Discord later the bot’s reply goes',
  async (what, { discord, bot }) => {
    const [ada, general] = [discord.user('Ada'), discord.channel('general')]
    const message = await told({ discord, bot }, [ada, general], 'I keep bees.')
    const [reply] = botMessages(discord, general)
    const wish = what === 'bees' ? await offeredFor(ada, what) : what
    const answer = await ada.command('forget', { what: wish }, { in: general })
    await pressed(ada, panelOf(answer), forget.forgetThis)
    await bot.restart()

    const isGone = discord.until(event => event.kind === 'delete' && event.ids.includes(reply?.id ?? ''), {
      ...patient,
      channelId: general.id,
    })
    await ada.deletes(message)
    await isGone

    expect(botMessages(discord, general)).toEqual([])
  },
)
