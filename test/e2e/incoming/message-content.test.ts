// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { describe, expect } from 'vitest'
import { readRedisAsText } from '../support/redis-content.ts'
import { test } from '../support/running-bot.ts'

test('the embed of another bot is read when somebody replies to it, and kept nowhere', async ({
  discord,
  bot,
  model,
  general,
  ada,
}) => {
  const embed = {
    ...{
      title: 'Build 214',
      url: 'https://ci.example/214',
      description: `Failed for <@${ada.id}> at <t:1795910400:R>`,
    },
    author: { name: 'Deploy robot' },
    fields: [{ name: 'Stage', value: 'tests' }],
    footer: { text: 'main branch' },
  }
  const shown = await discord.otherBot('CI').says(general, '', { embeds: [embed] })

  await discord.reply(await ada.says(general, 'what broke?', { mention: true, replyTo: shown }))
  await bot.stop()

  expect(model.calls[0]?.question).toContain(
    [
      '> [embed]',
      '> Deploy robot',
      '> Build 214 (https://ci.example/214)',
      '> Failed for @Ada at 2026-11-29 Sun 00:00 UTC',
      '> Stage: tests',
      '> main branch\n',
    ].join('\n'),
  )
  expect(await readRedisAsText(bot.keyPrefix)).not.toMatch(/Deploy robot|Build 214/u)
})

test('the components of a webhook are read as words, and hidden ones keep their marks', async ({
  discord,
  model,
  general,
  ada,
}) => {
  const shown = discord.webhookSays(general, '', 'Wetter', {
    components: [
      {
        ...{ type: ComponentType.Container, spoiler: true },
        components: [{ type: ComponentType.TextDisplay, content: '明日 は 雪 です' }],
      },
      {
        type: ComponentType.ActionRow,
        components: [{ type: ComponentType.Button, style: ButtonStyle.Primary, label: '詳しく', custom_id: 'more' }],
      },
    ],
  })

  await discord.reply(await ada.says(general, '明日 は ？', { mention: true, replyTo: shown }))

  expect(model.calls[0]?.question).toMatch(/\[wetter[^\n]*\n> \|\|明日 は 雪 です\|\|\n> \[buttons: 詳しく\]\n/u)
})

test('what Discord shows of a link in the question is quoted, and no word of its author', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const first = model.nextCall()
  const before = await ada.dm('think')
  const thinking = (await first).says('Hm')
  await discord.reply(before) // what is shown after a second and a half
  const question = await ada.dm('worth reading? https://news.example/1')
  discord.showPreview(question, 'https://news.example/1', {
    title: 'Moon made of cheese',
    provider: { name: 'The News' },
  })
  thinking.says('.').ends()
  await discord.reply(question)
  await bot.stop()

  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('cheese')
  expect(model.calls.at(-1)?.question).toMatch(/worth reading\? https:\/\/news\.example\/1$/u)
})

test('moments, commands and pages of the server are words, in the prompt and in what is kept; not within code', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const marks = '<t:1795910400>, <t:1795910400:t>, </privacy:11>, </memory show all:11>, <id:customize>, `<t:0:F>`'

  await discord.reply(await ada.dm(`Treffen am ${marks}`))
  await bot.stop()

  const moment = '2026-11-29 Sun 00:00 UTC'
  const words = `Treffen am ${moment}, ${moment}, /privacy, /memory show all, Channels & Roles, \`<t:0:F>\``
  expect(model.calls[0]?.question.endsWith(`\n${words}`)).toBe(true)
  expect(await readRedisAsText(bot.keyPrefix)).toContain(words)
})

describe('a poll', () => {
  const poll = { question: 'Wohin?', answers: ['Porto', 'Oslo'] }

  test('that one replies to is read with its votes', async ({ discord, model, general, ada, bob }) => {
    const asked = await bob.says(general, '', { poll })
    bob.votes(asked, 'Oslo')
    ada.votes(asked, 'Oslo')

    await discord.reply(await ada.says(general, 'Was liegt vorn?', { mention: true, replyTo: asked }))

    expect(model.calls[0]?.question).toMatch(
      /> \[poll: “Wohin\?”; ends [^\n]+\]\n> - Porto: 0 votes\n> - Oslo: 2 votes\n/u,
    )
  })

  test('that has ended says who won', async ({ discord, model, general, ada, bob }) => {
    const asked = await bob.says(general, '', { poll })
    bob.votes(asked, 'Porto')
    const result = bob.endsPoll(asked)

    await discord.reply(await ada.says(general, 'Und nun?', { mention: true, replyTo: result }))

    expect(model.calls[0]?.question).toContain('> [poll: “Wohin?”; ended]\n> - Porto: 1 vote\n')
    expect(model.calls[0]?.question).toContain('> [the poll “Wohin?” has ended: “Porto” won with 1 of 1 votes]')
  })

  test('of the asker’s own is said with its answers', async ({ discord, model, ada }) => {
    await discord.reply(await ada.dm('help me choose', { poll }))

    expect(model.calls[0]?.question).toMatch(/\nhelp me choose\n\[poll: “Wohin\?”; ends [^\n]+\]\n- Porto\n- Oslo$/u)
  })
})

describe('a voice message', () => {
  const voice = { seconds: 12.4, data: 'OggS and what was said' }

  test('is told by its length where no model puts it into words', async ({ discord, model, general, ada, bob }) => {
    await discord.reply(await ada.dm('', { voice }))
    const spoken = await bob.says(general, '', { voice })
    await discord.reply(await ada.says(general, 'what did he say?', { mention: true, replyTo: spoken }))

    expect(model.calls[0]?.question).toMatch(/\n\[voice message, 12 s\]$/u)
    expect(model.calls[1]?.question).toMatch(/> \[voice message, 12 s\]\n/u)
    expect(model.recordings).toEqual([])
  })

  describe('with TRANSCRIPTION_MODEL', () => {
    test.override({ settings: { TRANSCRIPTION_MODEL: 'whisper-1' } })

    test('is put into words, once, and they are kept nowhere', async ({ discord, bot, model, general, ada, bob }) => {
      model.transcribes = (_, response) => response.end(JSON.stringify({ text: 'Wir treffen uns um acht.' }))
      model.otherwise = call => call.says('Um 8.').ends()
      const spoken = await bob.says(general, '', { voice })
      const ask = async () => await discord.reply(await ada.says(general, 'wann?', { mention: true, replyTo: spoken }))
      await ask()
      await ask()
      await discord.reply(await ada.dm('', { voice }))
      await bot.stop()

      for (const { question } of model.calls.slice(0, 2))
        expect(question).toContain('> [voice message, 12 s: “Wir treffen uns um acht.”]\n')
      expect(model.calls[2]?.question).toMatch(/\n\[voice message, 12 s: “Wir treffen uns um acht\.”\]$/u)
      expect(model.recordings).toHaveLength(2)
      expect(model.recordings[0]).toMatch(/name="model".*whisper-1/su)
      expect(model.recordings[0]).toContain(voice.data)
      expect(await readRedisAsText(bot.keyPrefix)).not.toContain('treffen')
    })

    test('that the model refuses, or that is too long, is told by its length, and the log says why', async ({
      discord,
      bot,
      model,
      ada,
    }) => {
      model.transcribes = (_, response) => response.writeHead(400).end('{"error":{"message":"bad audio"}}')

      await discord.reply(await ada.dm('', { voice }))
      await discord.reply(await ada.dm('', { voice: { ...voice, seconds: 900 } }))

      expect(model.calls.map(({ question }) => question.split('\n').at(-1))).toEqual([
        '[voice message, 12 s]',
        '[voice message, 900 s]',
      ])
      expect(model.recordings).toHaveLength(1)
      expect(await bot.logged('voice message not put into words')).toMatchObject({ failure: 'refused' })
      expect(await bot.logged('too long')).toMatchObject({ seconds: 900 })
    })
  })
})
