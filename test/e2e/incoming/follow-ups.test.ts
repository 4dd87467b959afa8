import { expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Channel, StoredMessage } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { questionOf, receiveQuestion } from '../../contract/support/conversations.ts'
import { plainRedis, testStore } from '../../redis/support/fixtures.ts'
import type { Call, ModelServer } from '../support/model-server.ts'
import { pressButton } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'
import { waitForText } from '../support/wait-for.ts'
import { answerElsewhere } from './support/answer-elsewhere.ts'

const said = (discord: Loopback, channel: Channel) =>
  discord.messages(channel).filter(({ author }) => author.id === discord.botId)

/** The next call whose question holds these words; those before it are left without an answer. */
async function callAbout(model: ModelServer, words: string): Promise<Call> {
  for (;;) {
    const call = await model.nextCall()
    if (call.question.includes(words)) return call
  }
}

test('a question in three short messages is answered once, to the last of them, and kept as it was said', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const callingLast = callAbout(model, 'für drei Tage')
  await ada.dm('Ich fahre im Mai nach Oslo.')
  await ada.dm('Was soll ich einpacken?')
  const last = await ada.dm('Nur für drei Tage.')
  const call = await callingLast
  call.says('Eine Regenjacke.').ends()
  const reply = await discord.reply(last)
  await discord.reply(await ada.dm('Danke!'))
  await bot.stop()

  expect(call.question).toMatch(/:\]\nIch fahre im Mai nach Oslo\.\nWas soll ich einpacken\?\nNur für drei Tage\.$/u)
  expect(call.window).toEqual([])
  expect(reply.content).toBe('Eine Regenjacke.')
  expect(said(discord, ada.dmChannel)).toHaveLength(2)
  const { window = [] } = model.calls.at(-1) ?? {}
  expect(window.map(({ role }) => role).at(-1)).toBe('assistant')
  expect(window.map(({ content }) => content).join('\n')).toMatch(
    /Oslo[\s\S]*einpacken[\s\S]*drei Tage[\s\S]*Regenjacke/u,
  )
})

test('a mention and what the same person says right after it are one question, though only the first speaks to the bot', async ({
  discord,
  model,
  ada,
  bob,
  general,
}) => {
  const calling = model.nextCall()
  const question = await ada.says(general, 'what is the capital of Norway?', { mention: true })
  await calling
  await bob.says(general, 'lunch?')
  const callingAgain = model.nextCall()
  const followUp = await ada.says(general, 'sorry, I mean Sweden')
  ;(await callingAgain).says('Stockholm.').ends()
  const reply = await discord.reply(followUp)

  expect(reply.content).toBe('Stockholm.')
  expect(model.calls.at(-1)?.question).toMatch(/Norway\?\nsorry, I mean Sweden$/u)
  expect(said(discord, general)).toHaveLength(1)
  expect(discord.messages(general).some(({ message_reference: of }) => of?.message_id === question.id)).toBe(false)
})

test('what is said to somebody else right after a mention is none of it', async ({
  discord,
  model,
  ada,
  bob,
  general,
}) => {
  const calling = model.nextCall()
  const question = await ada.says(general, 'what is the capital of Norway?', { mention: true })
  const call = await calling
  await ada.says(general, 'brb', { mentions: [bob] })
  call.says('Oslo.').ends()

  expect((await discord.reply(question)).content).toBe('Oslo.')
  expect(model.calls).toHaveLength(1)
})

test('two people at once each get their own answer', async ({ discord, model, ada, bob, general }) => {
  const callings = [model.nextCall(), model.nextCall()]
  const norway = await ada.says(general, 'capital of Norway?', { mention: true })
  const peru = await bob.says(general, 'capital of Peru?', { mention: true })
  for (const call of await Promise.all(callings))
    call.says(call.question.endsWith('Norway?') ? 'Oslo.' : 'Lima.').ends()

  expect((await discord.reply(norway)).content).toBe('Oslo.')
  expect((await discord.reply(peru)).content).toBe('Lima.')
  expect(model.calls).toHaveLength(2)
})

test('what comes while an answer is shown waits, and is answered together afterwards', async ({
  discord,
  model,
  ada,
}) => {
  const calling = model.nextCall()
  const first = await ada.dm('write a novel')
  const novel = (await calling).says('Once upon a time')
  await discord.reply(first) // what is shown after a second and a half
  await ada.dm('with a dragon')
  const last = await ada.dm('and a dwarf')
  novel.says(' there was a king.').ends()
  await discord.reply(last)

  expect(model.calls.at(-1)?.question).toMatch(/\]\nwith a dragon\nand a dwarf$/u)
  expect(model.calls).toHaveLength(2)
  expect(said(discord, ada.dmChannel)).toHaveLength(2)
})

test('thirty messages quickly: each is in exactly one answer, and there are few of them', async ({
  discord,
  bot,
  ada,
}) => {
  await bot.restart({ MESSAGES_PER_MINUTE: '1000' })
  const messages: StoredMessage[] = []
  for (let number = 1; number <= 30; number += 1) messages.push(await ada.dm(`thought number ${number}.`))
  const last = messages.at(-1)
  if (last !== undefined) await discord.reply(last)
  await bot.stop()

  const answered = bot.log.filter(({ msg }) => msg === 'answered')
  const ids = answered.flatMap(line => [line['question'], ...((line['with'] as string[] | undefined) ?? [])])
  expect(new Set(ids)).toEqual(new Set(messages.map(({ id }) => id)))
  expect(ids).toHaveLength(30)
  expect(said(discord, ada.dmChannel)).toHaveLength(answered.length)
  expect(answered.length).toBeLessThanOrEqual(8)
})

test('a message that is deleted before the answer is shown is left out, of the answer and of memory', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await ada.dm('My PIN is 4711.')
  const calling = callAbout(model, 'bread')
  const second = await ada.dm('How do I bake bread?')
  await calling
  const [secret] = discord.messages(ada.dmChannel)
  const callingAgain = model.nextCall()
  if (secret !== undefined) await ada.deletes(secret)
  const call = await callingAgain
  call.says('With flour.').ends()
  const reply = await discord.reply(second)
  await bot.stop()

  expect(call.text).not.toContain('4711')
  expect(reply.content).toBe('With flour.')
  expect(said(discord, ada.dmChannel)).toHaveLength(1)
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('4711')
})

test('deleting one of them afterwards takes the answer to all of them along, also after a restart', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const calling = callAbout(model, 'bread')
  const first = await ada.dm('I have no oven.')
  const second = await ada.dm('How do I bake bread?')
  ;(await calling).says('In a pan.').ends()
  await discord.reply(second)
  await bot.restart()

  const removed = discord.until(happening => happening.kind === 'delete')
  await ada.deletes(first)
  await removed

  await expect.poll(() => said(discord, ada.dmChannel)).toEqual([])
  await expect.poll(() => readRedisAsText(bot.keyPrefix)).not.toMatch(/oven|In a pan/u)
})

test('one of them that is edited before the answer is shown is asked in its new words', async ({
  discord,
  model,
  ada,
}) => {
  const calling = callAbout(model, 'bread')
  const first = await ada.dm('I have no ovne.')
  const second = await ada.dm('How do I bake bread?')
  await calling
  const callingAgain = callAbout(model, 'oven.')
  await ada.edits(first, 'I have no oven.')
  const call = await callingAgain
  call.says('In a pan.').ends()
  const reply = await discord.reply(second)

  expect(call.question).toMatch(/I have no oven\.\nHow do I bake bread\?$/u)
  expect(reply.content).toBe('In a pan.')
  expect(said(discord, ada.dmChannel)).toHaveLength(1)
})

test('the first of them that is edited after the answer stands is answered in a reply to itself', async ({
  discord,
  bot,
  ada,
  bob,
}) => {
  const first = await ada.dm('I go to Oslo.')
  await discord.reply(await ada.dm('What do I need?'))
  await bot.logged('answered')
  await discord.reply(await bob.dm('Hello'))
  await ada.edits(first, 'I go to Lima.')
  const reply = await discord.reply(first)
  await bot.stop()

  expect(reply.content).toContain('I go to Lima.')
  expect(said(discord, ada.dmChannel).map(({ message_reference }) => message_reference?.message_id)).toEqual([first.id])
})

test('where the model failed them, the last of them that is edited is answered where that is told', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  model.plays(call => call.refuses(401))
  await ada.dm('Ich fahre im Mai nach Oslo.')
  const last = await ada.dm('Was soll ich einpcken?')
  const { message } = await discord.reply(last)
  await bot.logged('not answered')
  const rewritten = discord.until(happening => happening.kind === 'edit' && happening.message.id === message.id)
  await ada.edits(last, 'Was soll ich einpacken?')
  await rewritten

  expect(message.content).toBe('You said: Was soll ich einpacken?')
  expect(said(discord, ada.dmChannel)).toEqual([message])
})

test('where another process is heard to answer one of them without memory, the others are answered without it', async ({
  discord,
  model,
  ada,
}) => {
  const calling = callAbout(model, 'Chile')
  await ada.dm('What is the capital of Norway?')
  const second = await ada.dm('And of Peru?')
  const third = await ada.dm('And of Chile?')
  const call = await calling
  const callingAgain = model.nextCall()
  await answerElsewhere(discord, [second], 'Lima.')
  await call.closed
  const again = await callingAgain
  again.says('Oslo and Santiago.').ends()
  const reply = await discord.reply(third)

  expect(again.question).toMatch(/Norway\?\nAnd of Chile\?$/u)
  expect(reply.content).toBe('Oslo and Santiago.')
  expect(said(discord, ada.dmChannel)).toHaveLength(2)
})

test('where it is heard only when their answer has begun, what it has said goes', async ({ discord, model, ada }) => {
  const calling = callAbout(model, 'Peru')
  await ada.dm('What is the capital of Norway?')
  const second = await ada.dm('And of Peru?')
  const call = (await calling).says('Oslo and')
  await discord.reply(second) // what is shown after a second and a half
  const gone = discord.until(happening => happening.kind === 'delete')
  await answerElsewhere(discord, [second], 'Lima.')
  await gone
  call.says(' Lima.').ends()
  await waitForText(discord, ada.dmChannel, 'Oslo and Lima.')

  expect(said(discord, ada.dmChannel).map(({ content }) => content)).toEqual(['Oslo and Lima.'])
})

test('one that another process answers is none of them: where it is deleted, the answer to the others stays', async ({
  discord,
  bot,
  model,
  ada,
  bob,
}) => {
  const { store } = testStore(plainRedis(), { processId: 'another', keys: createKeys(bot.keyPrefix) })
  const calling = model.nextCall()
  const first = await ada.dm('What is the capital of Norway?')
  await calling
  const callingAgain = model.nextCall()
  discord.disconnect({ resumable: true })
  const second = await ada.dm('And of Peru?')
  await receiveQuestion(store, questionOf({ user: ada.id, channel: ada.dmChannel.id, id: second.id }))
  const call = await callingAgain
  const shown = Promise.withResolvers<void>()
  discord.fail({ method: 'POST', path: /messages$/u, until: shown.promise })
  call.says('Oslo.').ends()
  await call.closed
  await ada.deletes(second)
  const callingOther = model.nextCall()
  await bob.dm('Hello')
  ;(await callingOther).says('Hi.').ends()
  shown.resolve()
  const reply = await discord.reply(first)
  await bot.stop()

  expect(call.question).toMatch(/Norway\?$/u)
  expect(reply.content).toBe('Oslo.')
  expect(model.calls).toHaveLength(3)
  expect(said(discord, ada.dmChannel)).toHaveLength(1)
})

test('where the last of them is forgotten while their answer is made, the others are answered without it', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const { store } = testStore(plainRedis(), { processId: 'another', keys: createKeys(bot.keyPrefix) })
  const calling = callAbout(model, 'Peru')
  const first = await ada.dm('What is the capital of Norway?')
  const second = await ada.dm('And of Peru?')
  const call = await calling
  await store.deleteMessage(second.id, 'forgotten')
  const callingAgain = model.nextCall()
  call.says('Oslo and Lima.').ends()
  ;(await callingAgain).says('Oslo.').ends()
  const reply = await discord.reply(first)
  await bot.logged('answered')

  expect(reply.content).toBe('Oslo.')
  expect(said(discord, ada.dmChannel).map(({ content }) => content)).toEqual(['Oslo.'])
  expect(await store.holdsClaim({ ...first, user: ada.id, channel: ada.dmChannel.id }, 0)).toBe(false)
})

test('where an answer to several is deleted as another process has told Redis first, it is not given again', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const { store } = testStore(plainRedis(), { processId: 'another', keys: createKeys(bot.keyPrefix) })
  const calling = callAbout(model, 'Peru')
  await ada.dm('What is the capital of Norway?')
  const second = await ada.dm('And of Peru?')
  const call = (await calling).says('Oslo and')
  const { message } = await discord.reply(second)
  await store.deleteMessage(message.id)
  const removal = discord.until(happening => happening.kind === 'delete')
  call.says(' Lima.').ends()
  await removal
  await bot.logged('not answered')
  await bot.stop()

  expect(said(discord, ada.dmChannel)).toEqual([])
  expect(model.calls.filter(({ question }) => question.includes('Peru'))).toHaveLength(1)
})

test('one that is edited to be no question any more leaves nothing behind', async ({
  discord,
  bot,
  model,
  ada,
  general,
}) => {
  const calling = model.nextCall()
  const first = await ada.says(general, 'what is the capital of Norway?', { mention: true })
  await calling
  const callingBoth = model.nextCall()
  const second = await ada.says(general, 'sorry, I mean Sweden')
  await callingBoth
  const callingAgain = model.nextCall()
  await ada.edits(first, 'never mind')
  ;(await callingAgain).says('Stockholm.').ends()
  await discord.reply(second)
  await bot.logged('answered')
  await bot.stop()

  expect(await plainRedis().hgetall(createKeys(bot.keyPrefix).claims)).toEqual({})
})

test('one that waits alone, and is deleted or edited to be no question any more, leaves nothing behind', async ({
  discord,
  bot,
  model,
  ada,
  general,
}) => {
  const claims = () => plainRedis().hkeys(createKeys(bot.keyPrefix).claims)
  await pressButton(ada, await ada.command('privacy'), en.privacy.incognitoStart)
  const callings = [model.nextCall(), model.nextCall()]
  const novels = [await ada.dm('write a novel'), await ada.says(general, 'write a novel', { mention: true })]
  const calls = (await Promise.all(callings)).map(call => call.says('Once upon'))
  await Promise.all(novels.map(novel => discord.reply(novel)))
  const alone = await ada.dm('And of Peru?')
  const other = await ada.says(general, 'what is the capital of Peru?', { mention: true })
  await expect.poll(claims).toHaveLength(4)
  await ada.deletes(alone)
  await ada.edits(other, 'never mind')
  for (const call of calls) call.says(' a time.').ends()
  await bot.logged('answered')
  await bot.stop()

  expect(await claims()).toEqual([])
})

test.for([
  ['by the same process', false],
  ['after a restart', true],
] as const)(
  'the first of them that is edited later, %s, leaves the answer that the last has by itself',
  async ([, restarts], { discord, bot, ada }) => {
    const first = await ada.dm('I go to Oslo.')
    const last = await ada.dm('What do I need?')
    const { message } = await discord.reply(last)
    await bot.logged('answered')
    const since = bot.log.length
    const rewritten = discord.until(
      happening =>
        happening.kind === 'edit' && happening.message.id === message.id && /cat/u.test(happening.message.content),
    )
    await ada.edits(last, 'How old does a cat get?')
    await rewritten
    await bot.logged('answered', since)
    if (restarts) await bot.restart()
    await ada.edits(first, 'I go to Lima.')
    await discord.reply(first)
    await bot.stop()

    const answered = said(discord, ada.dmChannel).map(({ message_reference }) => message_reference?.message_id)
    expect(answered).toEqual([last.id, first.id])
  },
)

test('the first of them that is deleted while the last, which was edited, is answered anew leaves that answer', async ({
  discord,
  bot,
  model,
  ada,
  bob,
}) => {
  const first = await ada.dm('I go to Oslo.')
  const last = await ada.dm('What do I need?')
  const { message } = await discord.reply(last)
  await bot.logged('answered')
  const calling = model.nextCall()
  const begun = discord.until(
    happening =>
      happening.kind === 'edit' && happening.message.id === message.id && /Nine/u.test(happening.message.content),
  )
  await ada.edits(last, 'How old does a cat get?')
  const call = (await calling).says('Nine years')
  await begun
  await ada.deletes(first)
  await discord.reply(await bob.dm('Hello'))
  call.says(', or more.').ends()
  await discord.reply(await ada.dm('Thanks'))
  await bot.stop()

  expect(said(discord, ada.dmChannel)[0]?.content).toBe('Nine years, or more.')
})

test('where another process has answered the first of them without memory, the others are answered without it, also if it is deleted then', async ({
  discord,
  model,
  ada,
  bob,
}) => {
  const calling = callAbout(model, 'Peru')
  const first = await ada.dm('What is the capital of Norway?')
  const second = await ada.dm('And of Peru?')
  const call = await calling
  await answerElsewhere(discord, [first], 'Oslo.')
  const callingAgain = model.nextCall()
  call.says('Oslo and Lima.').ends()
  const again = await callingAgain
  await ada.deletes(first)
  const callingOther = model.nextCall()
  await bob.dm('Hello')
  ;(await callingOther).says('Hi.').ends()
  again.says('Lima.').ends()
  const reply = await discord.reply(second)

  expect(again.question).toMatch(/:\]\nAnd of Peru\?$/u)
  expect(reply.content).toBe('Lima.')
  expect(said(discord, ada.dmChannel).map(({ content }) => content)).toEqual(['Oslo.', 'Lima.'])
})

test.for([
  ['is heard', false],
  ['is not heard yet', true],
] as const)(
  'where the last of them is deleted while their answer is on its way, the others are answered without it, though that %s',
  async ([, isLate], { discord, bot, model, ada }) => {
    const calling = callAbout(model, 'Peru')
    const first = await ada.dm('What is the capital of Norway?')
    const second = await ada.dm('And of Peru?')
    const call = await calling
    const [arrived, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const until: PromiseLike<void> = {
      // biome-ignore lint/suspicious/noThenProperty: it stands for a promise that tells when the request has come
      then(...goOn) {
        arrived.resolve()
        return held.promise.then(...goOn)
      },
    }
    // As Discord answers a reply to a message that is gone.
    const body = { code: 50_035, message: 'Invalid Form Body', errors: { message_reference: { _errors: [] } } }
    discord.fail({ method: 'POST', path: /messages$/u, status: 400, body, until: until as Promise<void> })
    call.says('Oslo and Lima.').ends()
    await arrived.promise
    const callingAgain = model.nextCall()
    if (isLate) discord.disconnect({ resumable: true })
    await ada.deletes(second)
    held.resolve()
    const again = await callingAgain
    again.says('Oslo.').ends()
    const reply = await discord.reply(first)
    await bot.stop()

    expect(again.question).toMatch(/Norway\?$/u)
    expect(reply.content).toBe('Oslo.')
    expect(said(discord, ada.dmChannel)).toHaveLength(1)
  },
)
