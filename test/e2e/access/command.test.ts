import { expect } from 'vitest'
import { fixedSnowflake } from '../../../fake-discord/snowflake.ts'
import { de } from '../../../src/locales/de.ts'
import { en } from '../../../src/locales/en.ts'
import { pressButton } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'

const { access } = en
const refusedUser = `${access.user}\n${access.stillYours}`

test('an owner denies somebody: at once, in every process, after a restart, and until it is taken back', async ({
  discord,
  bot,
  ada,
  bob,
  general,
}) => {
  const other = await bot.another()
  const denied = await ada.command('access', { rule: 'deny', user: bob.user }, { in: general })
  const first = await discord.reply(await bob.says(general, 'Hello', { mention: true }))
  await bot.stop()
  const lines = other.log.length
  const line = other.logged('not answered', lines)
  await bob.says(general, 'Hello?', { mention: true })
  const inOther = await line
  await bot.start()
  const remember = await bob.command('remember', { what: 'I play the lute.' })
  const reset = await ada.command('access', { rule: 'reset', user: bob.user }, { in: general })
  const after = await discord.reply(await bob.says(general, 'Hello again', { mention: true }))

  expect(denied.text).toContain(access.changes.deny(`<@${bob.id}> (\`${bob.id}\`)`))
  expect(denied.text).toContain(`❌ <@${bob.id}> (\`${bob.id}\`) – \`/access\``)
  expect(first.content).toBe(refusedUser)
  expect(inOther).toMatchObject({ reason: 'notAllowed', setting: '/access', user: bob.id })
  expect(remember.text).toBe(refusedUser)
  expect(reset.text).not.toContain('❌ <@')
  expect(after.content).toBe('You said: Hello again')
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('lute')
})

test('an owner allows what the settings deny, and the other way round', async ({ discord, bot, ada, bob, general }) => {
  await bot.restart({ DENIED_USERS: bob.id, DIRECT_MESSAGES: 'off' })
  const allowed = await ada.command('access', { rule: 'allow', direct: 'messages' })
  const direct = await discord.reply(await ada.dm('Hello'))
  const asked = await ada.command('access', { rule: 'allow', user: bob.user }, { in: general })
  const question = asked.text
  const stillDenied = await discord.reply(await bob.dm('Hello'))
  await pressButton(ada, asked, access.confirm)
  const bobs = await discord.reply(await bob.says(general, 'Hello', { mention: true }))
  const adas = await discord.reply(await ada.says(general, 'Hello', { mention: true }))

  expect(allowed.text).toContain(access.changes.allow(access.kinds.direct))
  expect(direct.content).toBe('You said: Hello')
  expect(question).toContain(access.list.begins)
  expect(stillDenied.content).toBe(refusedUser)
  expect(bobs.content).toBe('You said: Hello')
  expect(adas.content).toBe(refusedUser)
})

test('to end a list is asked for once more, and can be left', async ({ discord, bot, ada, bob, general, staff }) => {
  const begun = await ada.command('access', { rule: 'allow', channel: staff }, { in: general })
  await pressButton(ada, begun, access.confirm)
  const asked = await ada.command('access', { rule: 'deny', channel: staff }, { in: general })
  const question = asked.text
  const cancelled = await pressButton(ada, asked, access.cancel)
  const quiet = await discord.reply(await bob.says(general, 'Hello', { mention: true }))

  expect(question).toContain(access.list.ends)
  expect(cancelled.text).toBe(access.cancelled)
  expect(quiet.content).toBe(`${access.channel}\n${access.stillYours}`)
  expect(bot.lost).toEqual([])
})

test('all rules are shown with where they stand, in the owner’s language', async ({ bot, ada, bob, cleo, general }) => {
  const staff = fixedSnowflake('role staff')
  await bot.restart({ DENIED_CHANNELS: general.id, DENIED_ROLES: staff, DIRECT_MESSAGES: 'off' })
  ada.locale = 'de'
  await ada.command('access', { rule: 'deny', user: bob.user }, { in: general })
  const { text } = await ada.command('access', {}, { in: general })
  const choices = await ada.autocompletes('access', { option: 'server', value: 'keep' }, { in: general })
  const wrong = [
    await ada.command('access', { rule: 'deny' }, { in: general }),
    await ada.command('access', { user: cleo.user }, { in: general }),
    await ada.command('access', { rule: 'deny', user: cleo.user, channel: general }, { in: general }),
  ]
  const noServer = await ada.command('access', { rule: 'deny', server: 'The Pub' }, { in: general })

  expect(text).toContain(de.access.title)
  expect(text).toContain(`❌ <#${general.id}> (\`${general.id}\`) – \`DENIED_CHANNELS\``)
  expect(text).toContain(`❌ <@&${staff}> (\`${staff}\`) – \`DENIED_ROLES\``)
  expect(text).toContain(`❌ <@${bob.id}> (\`${bob.id}\`) – \`/access\``)
  expect(text).toContain(`**${de.access.kinds.direct}**: ❌ \`DIRECT_MESSAGES\``)
  expect(choices).toHaveLength(1)
  expect(wrong.map(told => told.text)).toEqual(Array(3).fill(de.access.chooseOne))
  expect(noServer.text).toBe(de.access.noServer)
})

test('who is no owner changes nothing, whatever their client sends', async ({ discord, bob, cleo, general }) => {
  const guild = discord.createGuild({ name: 'Bob’s', owner: bob })
  const channel = discord.channel('general', guild)
  const told = await bob.command('access', { rule: 'deny', user: cleo.user }, { in: channel })
  const forged = await bob.forges({ channel }, `k:${bob.id}:access.confirm:deny:user.${cleo.id}`, { until: 'updated' })
  const choices = await bob.autocompletes('access', { option: 'server', value: '' }, { in: channel })

  expect([told.text, forged.text]).toEqual([en.diagnose.ownersOnly, en.diagnose.ownersOnly])
  expect(choices).toEqual([])
  expect((await discord.reply(await cleo.says(general, 'Hi', { mention: true }))).content).toBe('You said: Hi')
})
