import { describe, expect } from 'vitest'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { test } from '../support/fixtures.ts'
import { botMessages, botTexts, PATIENT } from '../support/wait-for.ts'

async function readFiles(messages: readonly StoredMessage[]) {
  const attachments = messages.flatMap(message => message.attachments)
  const read = attachments.map(async ({ filename, url }) => [filename, await (await fetch(url)).text()] as const)
  return { messages: messages.length, files: await Promise.all(read) }
}

const lines = (count: number) => Array.from({ length: count }, (_, line) => `const line${line} = ${line}`).join('\n')

describe.concurrent('a long answer', () => {
  test('is several messages, each of which refers to the question', async ({ discord, bot, model, general, ada }) => {
    const chapters = ['one ', 'two ', 'three '].map(word => word.repeat(300).trim())
    model.plays(call => call.says(chapters.join('\n\n')).ends())
    const question = await ada.says(general, 'Tell me a long story.', { mention: true })
    await discord.reply(question, PATIENT)
    await bot.stop()

    expect(botTexts(discord, general)).toEqual(chapters)
    const reference = { message_id: question.id, channel_id: general.id }
    for (const message of botMessages(discord, general)) expect(message.message_reference).toMatchObject(reference)
  })

  test('has its code closed and opened again, in its language', async ({ discord, bot, model, ada }) => {
    model.plays(call => call.says(`Here:\n\`\`\`ts\n${lines(150)}\n\`\`\`\nThat is all.`).ends())
    await discord.reply(await ada.dm('Write it down, please.'), PATIENT)
    await discord.reply(await ada.dm('Thanks!'), PATIENT)

    const [first, second] = botTexts(discord, ada.dmChannel)
    expect(first).toMatch(/^Here:\n```ts\n[^`]*\n```$/u)
    expect(second).toMatch(/^```ts\n[^`]*\n```\nThat is all\.$/u)
    expect(bot.lost).toEqual([])
  })

  test('beyond ten messages comes with a file that holds all of it', { timeout: 60_000 }, async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    const answer = lines(1500)
    model.plays(
      call => call.says(answer).ends(),
      call => call.says(answer.replaceAll('line', 'LINE')).ends(),
    )
    discord.limits.byRoute = false
    const { message } = await discord.reply(await ada.dm('Write everything down, please.'), PATIENT)
    await bot.restart()
    const first = await readFiles(botMessages(discord, ada.dmChannel))

    await ada.menu('Answer again', message, PATIENT)
    const second = await readFiles(botMessages(discord, ada.dmChannel))

    expect(first).toEqual({ messages: 10, files: [['answer.md', answer]] })
    expect(second).toEqual({ messages: 10, files: [['answer.md', answer.replaceAll('line', 'LINE')]] })
  })
})

test('nobody is pinged: not by what the model says, and not by the reply', async ({
  discord,
  bot,
  model,
  general,
  bob,
  ada,
}) => {
  const staff = discord.guild.roles.find(({ name }) => name === 'staff')
  discord.setRoles({ id: discord.botId }, 'admin')
  model.plays(call => call.says(`@everyone @here <@${bob.id}> <@!${bob.id}> <@&${staff?.id}> listen!`).ends())

  const question = await ada.says(general, 'Call them all.', { mention: true })
  const { message } = await discord.reply(question, PATIENT)

  expect(message.content).toContain(`@everyone @here <@${bob.id}>`)
  expect(message.pinged).toEqual([])
  expect(message.message_reference?.message_id).toBe(question.id)
  expect(bot.lost).toEqual([])
})
