import { OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10'
import { describe, expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Person } from '../../../fake-discord/person.ts'
import type { Channel, StoredMessage } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import type { Call, ModelServer } from '../support/model-server.ts'
import { messageOf, openPanel } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'

const linkTo = ({ guild_id, channel_id, id }: StoredMessage) =>
  `https://discord.com/channels/${guild_id ?? '@me'}/${channel_id}/${id}`

const history = PermissionFlagsBits.ReadMessageHistory.toString()

describe('who may not read what was said before they came', () => {
  test('is not told it by a link to the channel in which it is asked', async ({ discord, model, ada, bob }) => {
    const bots = discord.guild.roles.find(({ managed }) => managed)?.id ?? ''
    const overwrites = [
      { id: discord.guild.id, type: OverwriteType.Role, allow: '0', deny: history },
      { id: bots, type: OverwriteType.Role, allow: history, deny: '0' },
    ]
    const lobby = discord.createChannel({ name: 'lobby', overwrites })
    const said = await bob.says(lobby, 'The code of the door is 4711.')

    await discord.reply(await ada.says(lobby, `what was it? ${linkTo(said)}`, { mention: true }))

    expect(model.calls[0]?.question).not.toContain('4711')
  })

  test('by a role of theirs is not told it by what somebody else asks', async ({ discord, model, ada, bob }) => {
    const staff = discord.guild.roles.find(({ name }) => name === 'staff')?.id ?? ''
    const overwrites = [{ id: staff, type: OverwriteType.Role, allow: '0', deny: history }]
    const lobby = discord.createChannel({ name: 'lobby', overwrites })
    await bob.says(lobby, 'The code of the door is 4711.')

    await discord.reply(await discord.user('Cleo').says(lobby, 'what was it?', { mention: true }))

    expect(model.calls[0]?.question).not.toContain('4711')
    expect(ada.id).not.toBe(bob.id)
  })
})

test('a channel that somebody may not see is not named to them by what they link, reply to or forward', async ({
  discord,
  model,
  general,
  staff,
  ada,
  cleo,
}) => {
  const said = await ada.says(general, `more in <#${staff.id}>`)

  await discord.reply(await cleo.dm(`where? ${linkTo(said)}`))
  await discord.reply(await cleo.dm('where?', { forward: said }))
  await discord.reply(await ada.dm(`where? ${linkTo(said)}`))

  expect(model.calls[0]?.question).toContain('more in')
  expect(model.calls[1]?.question).toContain('more in')
  expect(
    model.calls
      .slice(0, 2)
      .map(({ question }) => question)
      .join(),
  ).not.toContain('#staff')
  expect(model.calls[2]?.question).toContain('more in #staff')
})

/** An answer that is shown and goes on: what its asker says then waits. */
async function beginsStory(discord: Loopback, model: ModelServer, by: Person, where: Channel): Promise<Call> {
  const next = model.nextCall()
  const shown = discord.until(happening => happening.kind === 'message' && happening.content.includes('Once'))
  await by.says(where, 'tell me a long story', { mention: true })
  const call = (await next).says('Once upon a time. ')
  await shown
  return call
}

describe('what is taken back while a question waits its turn', () => {
  test('is not told: a message that it replies to', async ({ discord, model, general, ada, bob }) => {
    const said = await bob.says(general, 'my locker is number 12')
    const call = await beginsStory(discord, model, ada, general)
    const asked = await ada.says(general, 'which one?', { mention: true, replyTo: said })
    await discord.reply(await discord.user('Cleo').says(general, 'hello', { mention: true }))
    await bob.deletes(said)
    await discord.reply(await discord.user('Cleo').says(general, 'hello again', { mention: true }))
    call.ends()
    await discord.reply(asked)

    expect(model.calls.at(-1)?.question).toContain('which one?')
    expect(model.calls.at(-1)?.question).not.toContain('number 12')
  })

  test('is not told: the message that its thread began with', async ({ discord, model, general, ada, bob }) => {
    const said = await bob.says(general, 'my locker is number 12')
    const thread = discord.createThread(general, { name: 'lockers', from: said, owner: ada })
    const call = await beginsStory(discord, model, ada, thread)
    const asked = await ada.says(thread, 'which one?', { mention: true })
    await discord.reply(await discord.user('Cleo').says(general, 'hello', { mention: true }))
    await bob.deletes(said)
    await discord.reply(await discord.user('Cleo').says(general, 'hello again', { mention: true }))
    call.ends()
    await discord.reply(asked)

    expect(model.calls.at(-1)?.question).toContain('which one?')
    expect(model.calls.at(-1)?.question).not.toContain('number 12')
  })
})

test('what a thread began with is not told once it was deleted while the bot was cut off', async ({
  discord,
  bot,
  model,
  general,
  ada,
  bob,
}) => {
  const said = await bob.says(general, 'my locker is number 12')
  const thread = discord.createThread(general, { name: 'lockers', from: said, owner: ada })
  await bot.restart()
  await discord.reply(await ada.says(thread, 'which one?', { mention: true }))
  const back = discord.until(happening => happening.kind === 'gateway' && happening.what === 'identified')
  discord.disconnect({ resumable: false })
  await bob.deletes(said)
  await back

  await discord.reply(await ada.says(thread, 'and now?', { mention: true }))

  expect(model.calls[0]?.question).toContain('number 12')
  expect(model.calls[1]?.question).not.toContain('number 12')
})

test('what was forgotten is not told again where a server keeps nothing from then on', async ({
  discord,
  model,
  general,
  ada,
  bob,
}) => {
  model.plays(call => call.says('Number 12, noted.').ends())
  await discord.reply(await bob.says(general, 'my locker is number 12', { mention: true }))
  const panel = await bob.command('forget', { what: 'everything' }, { in: general })
  const form = await bob.clicks(messageOf(panel), en.forget.everythingButton)
  await bob.submits(form, { [en.forget.formLabel]: en.forget.phrase })
  await ada.command('server-memory', { state: 'off' }, { in: general })

  await discord.reply(await ada.says(general, 'which one?', { mention: true }))

  expect(model.calls[1]?.text).not.toContain('umber 12')
})

test('what the bot said to somebody who has paused their memory is not told by a reply or link to it', async ({
  discord,
  model,
  general,
  ada,
  bob,
}) => {
  const news = discord.createChannel({ name: 'news' })
  const answers: StoredMessage[] = []
  for (const place of [general, news]) {
    model.plays(call => call.says('Your locker is number 12.').ends())
    answers.push((await discord.reply(await bob.says(place, 'which one is mine?', { mention: true }))).message)
  }
  await bob.clicks(await openPanel(bob, 'privacy'), en.privacy.pause, { until: 'updated' })
  const [here, there] = answers

  if (here === undefined || there === undefined) throw new Error('no answers')
  await discord.reply(await ada.says(general, `which? ${linkTo(there)}`, { mention: true, replyTo: here }))
  await discord.reply(await bob.says(general, 'which?', { mention: true, replyTo: here }))

  expect(model.calls[2]?.question).not.toContain('number 12')
  expect(model.calls[3]?.question).toContain('number 12')
})

test('what somebody wrote into their message while only some could read it is not told to others later', async ({
  discord,
  model,
  staff,
  ada,
  bob,
}) => {
  const overwrites = staff.permission_overwrites ?? []
  discord.changeChannel(staff, { overwrites: [] })
  const said = await bob.says(staff, 'the bonus is secret')
  discord.changeChannel(staff, { overwrites })
  await bob.edits(said, 'the bonus is 500')
  await discord.reply(await ada.says(staff, 'how much?', { mention: true }))
  discord.changeChannel(staff, { overwrites: [] })

  await discord.reply(await ada.says(staff, 'how much?', { mention: true }))

  expect(model.calls[0]?.text).toContain('the bonus is 500')
  expect(model.calls[1]?.text).not.toContain('the bonus is 500')
})

describe('what somebody said to the bot and has forgotten', () => {
  const forgets = async (person: Person, place: Channel) => {
    const panel = await person.command('forget', { what: 'everything' }, { in: place })
    const form = await person.clicks(messageOf(panel), en.forget.everythingButton)
    await person.submits(form, { [en.forget.formLabel]: en.forget.phrase })
  }

  test('is not told again where it began a thread', async ({ discord, model, general, ada, bob }) => {
    const said = await bob.says(general, 'my locker is number 12', { mention: true })
    await discord.reply(said)
    const thread = discord.createThread(general, { name: 'lockers', from: said, owner: ada })
    await discord.reply(await ada.says(thread, 'which one?', { mention: true }))
    await forgets(bob, general)

    await discord.reply(await ada.says(thread, 'and now?', { mention: true }))

    expect(model.calls[1]?.question).toContain('number 12')
    expect(model.calls[2]?.question).not.toContain('number 12')
  })

  test('is not told again behind what one replies to, whoever forgot it', async ({
    discord,
    model,
    general,
    ada,
    bob,
  }) => {
    model.plays(call => call.says('Number 12, noted.').ends())
    const { message } = await discord.reply(await bob.says(general, 'my locker is number 12', { mention: true }))
    const shrug = await discord.user('Cleo').says(general, 'so what', { replyTo: message, pingRepliedTo: false })
    await discord.reply(await ada.says(general, 'what is that about?', { mention: true, replyTo: shrug }))
    await forgets(bob, general)

    await discord.reply(await ada.says(general, 'what is that about?', { mention: true, replyTo: shrug }))

    expect(model.calls.at(-2)?.question).toMatch(/my locker is number 12[\s\S]*Number 12, noted[\s\S]*so what/u)
    expect(model.calls.at(-1)?.question).toContain('so what')
    expect(model.calls.at(-1)?.question).not.toContain('umber 12')
  })
})
