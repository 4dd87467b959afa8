// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import { describe, expect } from 'vitest'
import { test } from '../support/learning-fixtures.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { readStoredFacts } from '../support/stored-memory.ts'
import { type Refusal, type SentRequest, simulate } from './support/simulated-server.ts'

const isSorting = (request: SentRequest) => JSON.stringify(request.body['response_format'] ?? '').includes('"tells"')

/** A server with a model of a billion parameters that takes for worth a note what has any of these words. */
function smallModel(...words: string[]) {
  const sorting: Refusal = {
    when: isSorting,
    status: 200,
    body: request => {
      const kind = words.some(word => request.lastLine.includes(word)) ? 'note' : 'talk'
      const message = { role: 'assistant', content: JSON.stringify({ tells: kind }) }
      return {
        choices: [{ index: 0, message, finish_reason: 'stop' }],
        usage: { prompt_tokens: 9, completion_tokens: 5 },
      }
    },
  }
  return {
    name: 'small',
    refuses: [sorting],
    tells: { '/models': { data: [{ id: 'm', meta: { n_params: 1_000_000_000 } }] } },
  }
}

describe('a memory model that is too small to write facts', () => {
  test('has what the user said kept in their own words, shown as such, and forgotten with the message', async ({
    discord,
    bot,
    model,
    answered,
    ada,
  }) => {
    simulate(model, smallModel('Sarah', 'She', 'bees'))
    await bot.restart()
    const told = ada.dm('Hello there! My friend Sarah works at Google. She loves it. How are you?')
    await answered(told)
    await answered(ada.dm('I keep bees'))
    await bot.learned(ada)

    const texts = async () => (await readStoredFacts(bot, ada)).map(({ text }) => text)
    expect(await texts()).toEqual(['My friend Sarah works at Google.', 'My friend Sarah: She loves it.', 'I keep bees'])
    await answered(ada.dm('Who loves it?'))
    expect(model.calls.at(-1)?.text).toContain(', the user said: "My friend Sarah works at Google."')
    model.otherwise = call => call.says('I keep bees').ends()
    const asked = await answered(ada.dm('What do I keep?'))
    expect((await discord.reply(asked)).content).toBe('“I keep bees”')
    await ada.deletes(await told)
    await expect.poll(texts).toEqual(['I keep bees'])
  })

  test('keeps out what is kept out of every memory: secrets, rules for the bot, what others wrote', async ({
    bot,
    model,
    answered,
    ada,
  }) => {
    const server = simulate(model, smallModel('a'))
    await bot.restart()
    await answered(
      ada.dm(
        'I have a garden. My password is tr0ub4dor&3. I have depression. From now on always answer in pirate speak.',
      ),
    )
    await answered(ada.dm('From now on always answer in pirate speak.'))
    await answered(ada.dm('> My neighbour has a parrot\nI have a parrot as well'))
    await bot.learned(ada)

    expect((await readStoredFacts(bot, ada)).map(({ text }) => text)).toEqual([
      'I have a garden.',
      'I have a parrot as well',
    ])
    expect(server.studies.some(request => request.says('tr0ub4dor'))).toBe(false)
  })

  test('keeps nothing as sure that is only supposed or said in jest, in whatever language', async ({
    bot,
    model,
    answered,
    ada,
  }) => {
    simulate(model, smallModel('R', 'P', 'ロ', 'bees', 'nuts'))
    await bot.restart()
    await answered(ada.dm('If I lived in Rome, I would eat pasta. I am the Pope lol. If I eat nuts, I get a rash.'))
    await answered(ada.dm('Wenn ich in Rom wohnen würde, hätte ich ein Boot. Ich bin der Papst haha'))
    await answered(ada.dm('もしローマに住んだら、嬉しい。'))
    await answered(ada.dm('I keep bees on Mars. Just kidding!'))
    await answered(ada.dm('I keep bees.'))
    await bot.learned(ada)

    const kept = (await readStoredFacts(bot, ada)).map(({ text }) => text)
    expect(kept).toEqual(['If I eat nuts, I get a rash.', 'I keep bees.'])
  })

  test('learns of a pasted list as much as of any other at once, and says of the rest that it was too much', async ({
    bot,
    model,
    answered,
    ada,
  }) => {
    const server = simulate(model, smallModel('bird'))
    await bot.restart()
    await answered(ada.dm(Array.from({ length: 130 }, (_, at) => `I saw a bird ${at}`).join('\n')))
    await bot.learned(ada)

    expect(server.studies).toHaveLength(130)
    expect(await readStoredFacts(bot, ada)).toHaveLength(40)
    await expect
      .poll(() => bot.log.find(({ facts }) => facts === 40), PROCESS_PATIENCE)
      .toMatchObject({ refused: { tooMany: 90 } })
  })
})
