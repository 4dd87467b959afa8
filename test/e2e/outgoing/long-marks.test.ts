import { describe, expect } from 'vitest'
import { test } from '../support/fixtures.ts'
import { botTexts, PATIENT, waitForText } from '../support/wait-for.ts'

const sentences = (sentence: string, count: number) => Array.from({ length: count }, (_, at) => `${sentence} ${at}.`)

describe.concurrent('an answer that is cut', () => {
  test('hides in each message what it hides', async ({ discord, bot, model, general, ada }) => {
    const secret = sentences('It was the butler, in the library', 90).join(' ')
    model.plays(call => call.says(`**The end:** ||${secret}|| Did you guess?`).ends())

    await discord.reply(await ada.says(general, 'How does it end? Hide it!', { mention: true }), PATIENT)
    await bot.stop()

    const shown = botTexts(discord, general)
    expect(shown).toHaveLength(2)
    expect(shown[0]).toMatch(/^\*\*The end:\*\* \|\|It was [^|]*\|\|$/u)
    expect(shown[1]).toMatch(/^\|\|[^|]*89\.\|\| Did you guess\?$/u)
    expect(bot.lost).toEqual([])
  })

  test('does so in Japanese, where no space is', async ({ discord, bot, model, ada }) => {
    model.plays(call => call.says(`結末：||${'猫と犬'.repeat(800)}||`).ends())

    await discord.reply(await ada.dm('だれ？'), PATIENT)
    await bot.stop()

    const [first = '', second = '', ...others] = botTexts(discord, ada.dmChannel)
    expect(others).toEqual([])
    expect(first).toMatch(/^結末：\|\|[^|]*\|\|$/u)
    expect(second).toMatch(/^\|\|[^|]*\|\|$/u)
    expect(bot.lost).toEqual([])
  })

  test('goes on counting its list, quoting its quote and speaking boldly', async ({ discord, bot, model, ada }) => {
    const list = sentences('1. Ein ganz langer Schritt der Anleitung, und zwar Schritt', 40).join('\n')
    const quote = sentences('> **Ein ganz langer Satz des Zitats, und zwar Satz', 40).join('**\n')
    model.plays(call => call.says(`${list}\n\n${quote}**`).ends())

    await discord.reply(await ada.dm('Wie geht das, und wer sagt das?'), PATIENT)
    await bot.stop()

    const [, ...later] = botTexts(discord, ada.dmChannel)
    expect(later[0]).toMatch(/^(?<number>\d+)\. Ein ganz langer Schritt/u)
    expect(later[0]?.match(/^\d+/u)?.[0]).not.toBe('1')
    for (const line of later
      .join('\n')
      .split('\n')
      .filter(text => text.includes('Zitats'))) {
      expect(line).toMatch(/^> \*\*Ein ganz langer Satz des Zitats, und zwar Satz \d+\.\*\*$/u)
    }
    expect(bot.lost).toEqual([])
  })
})

test('what an answer will hide is hidden while it is being written, and no mark flickers', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const shown: string[] = []
  const call = model.nextCall()
  const question = await ada.dm('How does it end? Hide it!')
  const answer = (await call).says('The **end: ||the but')
  await waitForText(discord, ada.dmChannel, '||the but||')
  shown.push(...botTexts(discord, ada.dmChannel))
  answer.says('ler|')
  await waitForText(discord, ada.dmChannel, 'butler')
  shown.push(...botTexts(discord, ada.dmChannel))
  answer.says('|** did it. See [the book](https://exa').ends()
  await discord.reply(question, PATIENT)
  await bot.stop()

  expect(shown).toEqual(['The **end: ||the but||**', 'The **end: ||the butler||**'])
  expect(botTexts(discord, ada.dmChannel)[0]).toMatch(/^The \*\*end: \|\|the butler\|\|\*\* did it\. See /u)
})
