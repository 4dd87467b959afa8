import { Redis } from 'ioredis'
import { describe, expect, vi } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Person } from '../../../fake-discord/person.ts'
import { en } from '../../../src/locales/en.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { PROCESS_PATIENCE, test } from '../support/process-fixtures.ts'

const DISCORD_EPOCH = 1_420_070_400_000

/** What the bot has written to somebody, as it stands there now. */
function written(discord: Loopback, person: Person): string[] {
  const messages = discord.messages(person.dmChannel).filter(({ author }) => author.id === discord.botId)
  return messages.map(({ content }) => content)
}

describe.concurrent('after a kill -9', { timeout: 60_000 }, () => {
  test('the conversation is still there', async ({ discord, model, program, ada }) => {
    await program.start()
    await discord.reply(await ada.dm('My cat is called Miso.'), PROCESS_PATIENCE)
    await discord.reply(await ada.dm('She is four.'), PROCESS_PATIENCE) // begun when the first answer was kept

    await program.kill()
    await program.start()
    await discord.reply(await ada.dm('What is my cat called?'), PROCESS_PATIENCE)

    expect(model.calls.at(-1)?.window.slice(0, 2)).toEqual([
      { role: 'user', content: 'My cat is called Miso.' },
      { role: 'assistant', content: 'You said: My cat is called Miso.' },
    ])
  })

  test('a question that had no answer yet gets one, once', async ({ discord, model, program, ada }) => {
    await program.start()
    const asked = model.nextCall()
    const question = await ada.dm('Who wrote Emma?')
    await asked

    await program.kill()
    await program.start()
    await discord.reply(question, PROCESS_PATIENCE)
    discord.redeliver(question)
    await discord.reply(await ada.dm('And Persuasion?'), PROCESS_PATIENCE)

    expect(written(discord, ada)).toEqual(['You said: Who wrote Emma?', 'You said: And Persuasion?'])
    expect(model.calls.map(call => call.question)).toEqual([
      expect.stringContaining('Who wrote Emma?'),
      expect.stringContaining('Who wrote Emma?'),
      expect.stringContaining('And Persuasion?'),
    ])
    expect(model.calls.at(-1)?.window).toEqual([
      { role: 'user', content: 'Who wrote Emma?' },
      { role: 'assistant', content: 'You said: Who wrote Emma?' },
    ])
  })

  test('a question of somebody who has paused their memory gets its answer, and is not kept', async ({
    discord,
    model,
    program,
    memoryUrl,
    ada,
  }) => {
    const redis = new Redis(memoryUrl)
    await redis.hset(createKeys().user(ada.id), 'paused', '1')
    await program.start()
    const asked = model.nextCall()
    const question = await ada.dm('My PIN is 4711.')
    await asked

    await program.kill()
    await program.start()
    const { content } = await discord.reply(question, PROCESS_PATIENCE)
    discord.redeliver(question)
    await discord.reply(await ada.dm('Hello.'), PROCESS_PATIENCE)

    expect(content).toContain('You said: My PIN is 4711.')
    expect(written(discord, ada)).toHaveLength(2)
    expect(model.calls.at(-1)?.window).toEqual([])
    expect(await redis.keys('*log:*')).toEqual([])
    redis.disconnect()
  })

  test('an answer that was half shown is finished in its place', async ({ discord, model, program, ada }) => {
    await program.start()
    const asked = model.nextCall()
    const question = await ada.dm('Count to four.')
    const half = discord.until(({ kind }) => kind === 'message', {
      ...PROCESS_PATIENCE,
      channelId: question.channel_id,
    })
    const call = await asked
    call.says('One, two')
    await half
    const [shown] = discord.messages(ada.dmChannel).slice(-1)

    await program.kill()
    model.plays(again => again.says('One, two, three, four.').ends())
    await program.start()
    await discord.until(happening => happening.kind === 'edit' && happening.content === 'One, two, three, four.', {
      ...PROCESS_PATIENCE,
      channelId: question.channel_id,
    })
    const reply = await discord.reply(question, PROCESS_PATIENCE)
    await discord.reply(await ada.dm('Thank you.'), PROCESS_PATIENCE)

    expect(reply.message.id).toBe(shown?.id)
    expect(written(discord, ada)).toEqual(['One, two, three, four.', 'You said: Thank you.'])
    expect(model.calls.at(-1)?.window).toEqual([
      { role: 'user', content: 'Count to four.' },
      { role: 'assistant', content: 'One, two, three, four.' },
    ])
  })

  test('a question older than five minutes is kept, and the person told that it was missed', async ({
    discord,
    model,
    program,
    ada,
  }) => {
    const sixMinutesAgo = BigInt(Date.now() - 6 * 60_000 - DISCORD_EPOCH) << 22n
    await program.start()
    const asked = model.nextCall()
    vi.spyOn(discord.world.ids, 'next').mockReturnValueOnce(String(sixMinutesAgo))
    const question = await ada.dm('Is it raining in Bergen?')
    await asked

    await program.kill()
    await program.start()
    const missed = await program.logged('unanswered question expired')
    const notice = await discord.reply(question, PROCESS_PATIENCE)
    await discord.reply(await ada.dm('Hello again.'), PROCESS_PATIENCE)

    expect(missed).toMatchObject({ question: question.id, channel: question.channel_id })
    expect(notice.content).toBe(en.answers.missed)
    expect(written(discord, ada)).toEqual([en.answers.missed, 'You said: Hello again.'])
    expect(model.calls.map(call => call.question)).toEqual([
      expect.stringContaining('Is it raining in Bergen?'),
      expect.stringMatching(/Is it raining in Bergen\?[\s\S]*Hello again/u),
    ])
  })

  test('what stands of an answer that is too old to be finished is marked as cut off', async ({
    discord,
    model,
    program,
    ada,
  }) => {
    const sixMinutesAgo = BigInt(Date.now() - 6 * 60_000 - DISCORD_EPOCH) << 22n
    await program.start()
    const asked = model.nextCall()
    vi.spyOn(discord.world.ids, 'next').mockReturnValueOnce(String(sixMinutesAgo))
    const question = await ada.dm('Zähl bis vier.')
    const call = await asked
    const half = discord.until(({ kind }) => kind === 'message', {
      ...PROCESS_PATIENCE,
      channelId: question.channel_id,
    })
    call.says('Eins, **zwei')
    await half

    await program.kill()
    const marked = discord.until(({ kind }) => kind === 'edit', { ...PROCESS_PATIENCE, channelId: question.channel_id })
    await program.start()
    await marked

    expect(written(discord, ada)).toEqual([`Eins, **zwei**\n\n${en.answers.cutOff}`])
  })

  test('a question that was deleted meanwhile stays unanswered and is forgotten', async ({
    discord,
    model,
    program,
    ada,
  }) => {
    await program.start()
    const asked = model.nextCall()
    const question = await ada.dm('Forget that I asked.')
    await asked

    await program.kill()
    await ada.deletes(question)
    const lookedFor = discord.until(
      happening => happening.kind === 'request' && happening.path.endsWith(`/messages/${question.id}`),
      PROCESS_PATIENCE,
    )
    await program.start()
    await lookedFor
    await discord.reply(await ada.dm('Good morning.'), PROCESS_PATIENCE)
    await discord.reply(await ada.dm('What did I say first?'), PROCESS_PATIENCE)

    expect(written(discord, ada)).toEqual(['You said: Good morning.', 'You said: What did I say first?'])
    expect(model.calls.at(-1)?.window[0]).toEqual({ role: 'user', content: 'Good morning.' })
  })
})

describe.concurrent('after a SIGTERM', { timeout: 60_000 }, () => {
  test('a question whose answer takes longer than a process that is asked to end may wait gets it after the next start', async ({
    discord,
    model,
    program,
    ada,
  }) => {
    await program.start()
    const asked = model.nextCall()
    const question = await ada.dm('Write me a novel.')
    const call = await asked

    program.signal('SIGTERM')
    const { code } = await program.ended
    await call.closed
    await program.start()
    const reply = await discord.reply(question, PROCESS_PATIENCE)

    expect(code).toBe(0)
    expect(reply.content).toBe('You said: Write me a novel.')
    expect(model.calls).toHaveLength(2)
  })
})
