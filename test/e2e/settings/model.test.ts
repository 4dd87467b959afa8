import { expect } from 'vitest'
import type { Channel } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import { chooseFromMenu, pressButton } from '../support/panels.ts'
import { test as running } from '../support/running-bot.ts'

const { settings: say } = en

const test = running.extend('settings', { CHAT_MODEL: 'small-model,large-model' })

/** What the panel says of the model. */
const modelLine = (text: string) => text.split('\n').find(line => line.includes(`**${say.model}**`))

test('admins choose which of several models answers in a server and a channel, unless an owner has', async ({
  discord,
  model,
  ada,
  bob,
  general,
  staff,
}) => {
  const answeredBy = async (where: Channel) => {
    await discord.reply(await bob.says(where, 'Hi', { mention: true }))
    return (model.calls.at(-1)?.prompt as { model?: string } | undefined)?.model
  }
  const panel = await ada.command('settings', {}, { in: general })
  const ofServer = await chooseFromMenu(ada, await pressButton(ada, panel, say.show.server), say.model, 'large-model')
  const serverLine = modelLine(ofServer.text)
  const inServer = [await answeredBy(general), await answeredBy(staff)]
  await chooseFromMenu(ada, await pressButton(ada, ofServer, say.show.channel), say.model, 'small-model')
  const inChannel = [await answeredBy(general), await answeredBy(staff)]
  await ada.command('model', { name: 'large-model', where: 'everywhere' }, { in: general })
  const byOwner = (await ada.command('settings', {}, { in: general })).text

  expect(modelLine(panel.text)).toContain('small-model')
  expect(serverLine).toContain('large-model')
  expect(inServer).toEqual(['large-model', 'large-model'])
  expect(inChannel).toEqual(['small-model', 'large-model'])
  expect(modelLine(byOwner)).toContain(say.byOwner)
  expect(await answeredBy(general)).toBe('large-model')
})
