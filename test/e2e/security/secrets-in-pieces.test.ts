// biome-ignore-all lint/security/noSecrets: made up
import { describe, expect } from 'vitest'
import type { Story } from '../support/fixtures.ts'
import type { ModelServer } from '../support/model-server.ts'
import { readRedis } from '../support/redis-content.ts'
import { test as story } from '../support/running-bot.ts'

/** Lines of a talk as they were said; the bot answers each with what stands behind `bot:`. */
const talks: Record<string, { readonly lines: readonly string[]; readonly secret: string }> = {
  'one message names it, the next tells it': {
    lines: ['my wifi password is', 'bot: Go on.', 'hunter22', 'bot: Thank you.'],
    secret: 'hunter22',
  },
  'a word that only the message before makes one': {
    lines: ['Mein Kennwort lautet', 'bot: Ja?', 'Sommerregen', 'bot: Danke.'],
    secret: 'Sommerregen',
  },
  'the bot asks for it': {
    lines: ['I can’t log in', 'bot: What is your PIN?', '4711', 'bot: Thank you.'],
    secret: '4711',
  },
  'the bot says it again': {
    lines: ['my password is swordfish', 'bot: I will remember swordfish.'],
    secret: 'swordfish',
  },
  'it is said again without its name': {
    lines: ['пароль: котик77', 'bot: Понял.', 'на телевизоре тоже котик77', 'bot: Да.'],
    secret: 'котик77',
  },
  'a card in halves': {
    lines: ['my card is 4111 1111', 'bot: And?', '1111 1111', 'bot: Thanks.'],
    secret: '1111 1111',
  },
  'a key in halves': {
    lines: ['key sk-proj-K8t3Mqf51YSnbbK', 'bot: ?', 'fIz6GQ1yzddEJF6Qa', 'bot: I see.'],
    secret: 'fIz6GQ1yzddEJF6Qa',
  },
  'in words': { lines: ['die PIN ist vier sieben eins eins', 'bot: Gut.'], secret: 'vier sieben eins eins' },
  'in digits of another script': { lines: ['رمز الدخول ٤٧١١', 'bot: حسنا.'], secret: '٤٧١١' },
  'in a quoted line': { lines: ['> my password is hunter22\nthat is what he wrote', 'bot: Oh.'], secret: 'hunter22' },
  'in code': { lines: ['```\nexport DB_PASSWORD=hunter22\n```\nmy setup', 'bot: Nice.'], secret: 'hunter22' },
}

// So little that what is said is summed up as well.
const test = story.extend('settings', { WINDOW_MESSAGES: '2', SUMMARY_KEEP: '2' })

/** Lets the model that learns keep all that it is shown: as facts, as details, and as a summary. */
function keepAllShown(model: ModelServer): void {
  model.otherwiseExtracts = extraction => {
    const { turns, learnFrom } = extraction
    const own = turns.filter(({ number }) => learnFrom.includes(number))
    extraction.gives({
      facts: own.map(({ number: turn, text: quote }) => ({ turn, quote, text: quote, subject: 'user' })),
      entities: own.map(({ number: turn, text: quote }) => ({
        ...{ turn, quote, name: 'user', type: 'person' },
        attributes: [{ facet: 'note', value: quote }],
      })),
      summary: turns.map(({ text }) => text).join('\n'),
    })
  }
}

/** All that left the log: what the learner's model was shown, what is kept of it, what was embedded. */
async function learnedOf({ bot, model }: Pick<Story, 'bot' | 'model'>): Promise<string> {
  const kept = [...(await readRedis(bot.keyPrefix))].filter(([key]) => !/^(?:log|turns):/u.test(key))
  return JSON.stringify([model.extractions.map(({ request }) => request), kept, model.embeddings])
}

/** The secret, and no longer number or word that it is a part of, as ids are. */
function alone(secret: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${secret}(?![\p{L}\p{N}])`, 'u')
}

describe('a secret is in nothing that is learned', () => {
  test.for(Object.entries(talks))('%s', async ([, { lines, secret }], { ada, bot, discord, model }) => {
    keepAllShown(model)
    for (const [at, line] of lines.entries()) {
      if (line.startsWith('bot: ')) continue
      model.plays(call => call.says((lines[at + 1] ?? '').slice('bot: '.length)).ends())
      await discord.reply(await ada.dm(line))
    }
    await discord.reply(await ada.dm('I live in Oslo.'))

    await bot.learned(ada)

    const learned = await learnedOf({ bot, model })
    expect(learned).toContain('I live in Oslo.')
    expect(learned).not.toMatch(alone(secret))
  })

  test('in the name of a file', async ({ ada, bot, discord, model }) => {
    keepAllShown(model)
    const files = [{ name: 'pin 4711.ogg', contentType: 'audio/ogg', data: 'x' }]
    await discord.reply(await ada.dm('I live in Oslo.', { files }))

    await bot.learned(ada)

    const learned = await learnedOf({ bot, model })
    expect(learned).toContain('I live in Oslo.')
    expect(learned).not.toMatch(alone('4711'))
  })
})

test('the tool remember keeps no secret that the message before makes one', async ({ ada, bot, discord, model }) => {
  await discord.reply(await ada.dm('my wifi password is'))
  model.plays(
    call => call.uses('remember', { quote: 'swordfish' }),
    call => call.says('As you wish.').ends(),
  )

  await discord.reply(await ada.dm('swordfish'))

  expect(model.calls.at(-1)?.lookedUp).toEqual([expect.stringMatching(/^Not kept: keys, passwords/u)])
  expect([...(await readRedis(bot.keyPrefix)).keys()].filter(key => key.startsWith('fact:'))).toEqual([])
})
