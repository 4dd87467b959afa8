// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { ja } from '../../../src/locales/ja.ts'
import { sayAndSeedFact } from '../support/panels.ts'
import { test } from '../support/running-bot.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

const { answers, commands, forget, know, remember } = en

describe.concurrent('a model that uses no tools, and says that it did', () => {
  test('is followed by what is true, and by a button that keeps what the user asked for', async ({
    discord,
    bot,
    model,
    ada,
    bob,
    general,
  }) => {
    model.plays(call => call.says("Done! I've remembered that.").ends())

    const asked = await ada.says(general, 'Please remember that I keep bees.', { mention: true })
    const { content, message } = await discord.reply(asked)
    const before = await readStoredFacts(bot, ada)
    const bobs = await bob.clicks(message, know.keepIt)
    const kept = await ada.clicks(message, know.keepIt)

    expect(content).toBe(`Done! I've remembered that.\n\n${answers.rememberOffered}`)
    expect(before).toEqual([])
    expect(bobs.text).toBe(commands.notYours)
    expect(kept.text).toContain(remember.kept)
    expect(await readStoredFacts(bot, ada)).toMatchObject([{ text: 'Please remember that I keep bees.' }])
  })

  test('offers to forget, and has forgotten nothing', async ({ discord, bot, model, ada }) => {
    await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'My ex snores.')
    model.plays(call => call.says('It is forgotten.').ends())

    const { content, message } = await discord.reply(await ada.dm('Forget my ex'))
    const list = await ada.clicks(message, forget.choosePlaceholder)

    expect(content).toBe(`It is forgotten.\n\n${answers.forgetOffered}`)
    expect(list.text).toContain(forget.chooseTitleBare)
    expect(await readStoredFacts(bot, ada)).toHaveLength(1)
  })

  test('is no other where its server takes no tools', async ({ discord, model, ada }) => {
    model.intercepts = ({ body }, response) => {
      if (body['tools'] === undefined) return false
      response.writeHead(400, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { message: 'this model does not support tools', type: 'api_error' } }))
      return true
    }
    const reply = await discord.reply(await ada.dm("Don't forget that I am vegan."))

    expect(reply.content).toBe(`You said: Don't forget that I am vegan.\n\n${answers.rememberOffered}`)
  })

  test('is no other where the prompt has no room for tools', async ({ discord, bot, model, ada }) => {
    await bot.restart({ CONTEXT_TOKENS: '2000', RESPONSE_TOKENS: '400' })
    const reply = await discord.reply(await ada.dm('Remember that I keep bees.'))

    expect(model.calls.at(-1)?.offered).toEqual([])
    expect(reply.content).toContain(answers.rememberOffered)
  })

  test('is told in the language of the user', async ({ discord, model, ada }) => {
    ada.locale = 'ja'
    await ada.command('privacy')
    model.plays(call => call.says('覚えました！').ends())

    const reply = await discord.reply(await ada.dm('私がベジタリアンだって覚えておいて'))

    expect(reply.content).toBe(`覚えました！\n\n${ja.answers.rememberOffered}`)
  })

  test('is told of nothing that nobody asked for', async ({ discord, ada }) => {
    const reply = await discord.reply(await ada.dm('Do you remember my dog?'))

    expect(reply.content).toBe('You said: Do you remember my dog?')
    expect(reply.message.components).toEqual([])
  })

  test('keeps nothing of a message that is gone', async ({ discord, bot, ada }) => {
    const asked = await ada.dm('Remember that I keep bees.')
    const { message } = await discord.reply(asked)
    const click = ada.clicks(message, know.keepIt)
    await ada.deletes(asked)
    const { text } = await click

    expect([remember.messageGone, remember.moved]).toContain(text.split('\n')[0])
    expect(await readStoredFacts(bot, ada)).toEqual([])
  })
})

describe.concurrent('a model that uses its tools', () => {
  test('is followed by what it kept, to be undone, and nothing else', async ({ discord, model, ada }) => {
    model.plays(
      call => call.uses('remember', { quote: 'I keep bees' }),
      call => call.says('I will.').ends(),
    )
    const reply = await discord.reply(await ada.dm('Remember that I keep bees.'))

    expect(reply.content).toBe(`I will.\n\n${remember.keptUnderAnswer('I keep bees')}`)
    expect(reply.message.components).toHaveLength(1)
  })

  test('is followed by what is true where the tool kept nothing', async ({ discord, model, ada }) => {
    model.plays(
      call => call.uses('remember', { quote: 'I keep cats' }),
      call => call.says('I will.').ends(),
    )
    const reply = await discord.reply(await ada.dm('Remember that I keep bees.'))

    expect(reply.content).toBe(`I will.\n\n${answers.rememberOffered}`)
  })
})
