import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { test } from '../support/running-bot.ts'
import { sizeBehaviours } from './behaviours/sizes.ts'
import { simulate } from './support/simulated-server.ts'

/** A message of about 600 tokens, to fill the window. */
const long = (words: string) => `${words} ${'and I went on along the shore of the fjord '.repeat(42)}`.slice(0, 1900)

describe.concurrent('a model with less context than CONTEXT_TOKENS', { timeout: 120_000 }, () => {
  test.for(sizeBehaviours)(
    '$name: people are answered from a smaller prompt, operators are told once, and it is known from then on',
    async ({ takes, isTold, ...behaviour }, { discord, bot, model, ada, bob }) => {
      const server = simulate(model, behaviour)
      model.otherwise = call => call.says('Lovely.').ends()
      await bot.restart() // it asks how large the model is as it starts
      for (let day = 1; day < 9; day += 1) await discord.reply(await ada.dm(long(`Day ${day}.`)), PROCESS_PATIENCE)

      const replies = await Promise.all([
        ada.dm('What did I do?').then(question => discord.reply(question, PROCESS_PATIENCE)),
        bob.dm('Bob asks.').then(question => discord.reply(question, PROCESS_PATIENCE)),
      ])
      const learned = server.refused
      await bot.restart()
      await discord.reply(await ada.dm('And then?'), PROCESS_PATIENCE)

      expect(replies.map(({ content }) => content)).toEqual(['Lovely.', 'Lovely.'])
      expect(server.chats.at(-1)?.tokens).toBeGreaterThan(takes / 3)
      expect(server.refused).toBe(learned)
      if (isTold) expect(server.refused).toBe(0)
      else expect(bot.log.filter(({ setting }) => setting === 'CONTEXT_TOKENS').length).toBeGreaterThanOrEqual(1)
      expect(bot.log.filter(({ msg }) => msg.includes('less than CONTEXT_TOKENS')).length).toBeLessThanOrEqual(2)
      expect(server.about('Bob asks.')).toHaveLength(1)
    },
  )

  test('a message that alone is more than it has is told of, and the next one is answered', async ({
    discord,
    model,
    ada,
  }) => {
    simulate(model, {
      name: 'tiny',
      refuses: [
        {
          when: request => request.isChat && request.tokens > 700,
          status: 400,
          body: ({ tokens }) => ({
            error: {
              code: 400,
              message: 'too long',
              n_ctx: 1000,
              n_prompt_tokens: tokens,
              type: 'exceed_context_size_error',
            },
          }),
        },
      ],
    })

    const refused = await discord.reply(await ada.dm(long('Read this.')), PROCESS_PATIENCE)
    const answered = await discord.reply(await ada.dm('Hello?'), PROCESS_PATIENCE)

    expect(refused.content).toBe(en.answers.messageTooLong)
    expect(answered.content).toBe('You said: Hello?')
  })
})

describe.concurrent('a model that cuts prompts without a word', { timeout: 120_000 }, () => {
  const usage = (prompt: number) =>
    `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: prompt, completion_tokens: 2, total_tokens: prompt + 2 } })}\n\n`

  test.for([
    ['512 of 8,000 characters', 4, 512, true],
    ['Ollama’s 2,048', 8, 2048, true],
    ['a template of its own', 8, 1900, true],
    ['a tokenizer with fewer tokens', 4, 2100, false],
    ['all of it', 4, 2600, false],
    ['a server that counts nothing', 4, 0, false],
  ] as const)(
    '%s is told to operators, once',
    async ([, messages, counted, isCut], { discord, bot, model, ada, bob }) => {
      model.otherwise = call => call.says('Lovely.').sends(usage(counted)).ends()
      for (let day = 1; day <= messages; day += 1)
        await discord.reply(await ada.dm(long(`Day ${day}.`)), PROCESS_PATIENCE)
      await discord.reply(await bob.dm('Hello?'), PROCESS_PATIENCE)
      if (isCut) await bot.logged('reads only a part')
      await bot.stop()

      const told = bot.log.filter(({ msg }) => msg.includes('reads only a part'))
      expect(told).toHaveLength(isCut ? 1 : 0)
      if (isCut)
        expect(told[0]).toMatchObject({ setting: 'CONTEXT_TOKENS', promptTokens: counted, model: 'gpt-5.4-mini' })
    },
  )
})
