import { describe, expect } from 'vitest'
import { test } from '../support/fixtures.ts'
import { botTexts, PATIENT, requestsIn, waitForButton, waitForText } from '../support/wait-for.ts'

const verses = (count: number) =>
  Array.from({ length: count }, (_, line) => `${line + 1}. A line that all should know by heart.`).join('\n')

describe.concurrent('an answer', () => {
  test('is there before it is whole, grows, and ends as exactly what the model said', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    const call = model.nextCall()
    await ada.dm('Tell me a story.')
    const story = (await call).says('Once upon a time')

    const message = await waitForText(discord, ada.dmChannel, 'Once upon a time')
    story.says(' there was a fox')
    await waitForText(discord, ada.dmChannel, 'there was a fox')
    story.says(' **who slept**.  ').ends()
    await bot.stop()

    expect(botTexts(discord, ada.dmChannel)).toEqual(['Once upon a time there was a fox **who slept**.  '])
    expect(message.revisions.map(({ content }) => content)).toEqual([
      'Once upon a time',
      'Once upon a time there was a fox',
    ])
  })

  test('is written with at most one edit a second', async ({ discord, bot, model, ada }) => {
    const call = model.nextCall()
    const question = await ada.dm('Count for me, please.')
    const counting = (await call).keepsSaying('and one more ')
    await waitForButton(discord, ada.dmChannel) // seconds later

    counting.ends()
    await discord.reply(question, PATIENT)
    await bot.stop()

    const edits = discord.requests.filter(({ method }) => method === 'PATCH').slice(0, -1)
    const gaps = edits.slice(1).map(({ at }, index) => at - (edits[index]?.at ?? at))
    expect(gaps.length).toBeGreaterThan(0)
    for (const gap of gaps) expect(gap).toBeGreaterThan(980)
  })

  test('costs no edit when nothing came after its first text', async ({ discord, bot, model, ada }) => {
    const call = model.nextCall()
    const question = await ada.dm('Well?')
    const answer = (await call).says('Well.')
    await waitForText(discord, ada.dmChannel, 'Well.')

    answer.ends()
    await discord.reply(question, PATIENT)
    await bot.stop()

    expect(requestsIn(discord, ada.dmChannel).filter(call => call.endsWith('messages'))).toEqual(['POST messages'])
  })

  test('of many messages grows by one call at a time, and the answers of others pass it', async ({
    discord,
    bot,
    model,
    general,
    ada,
    bob,
  }) => {
    const long = model.nextCall()
    await ada.says(general, 'Recite all you know.', { mention: true })
    const reciting = (await long).says(verses(300))
    await waitForText(discord, general, '150. A line')

    const question = await bob.says(general, 'What is two and two?', { mention: true })
    await discord.reply(question, PATIENT)
    const seenThen = botTexts(discord, general)
    reciting.ends()
    await bot.stop()

    expect(seenThen.length).toBeLessThan(7) // Discord takes five at once, and lets a sixth wait
    expect(seenThen.at(-1)).toBe('You said: What is two and two?')
    expect(
      botTexts(discord, general)
        .filter(text => text.includes('A line'))
        .join('\n'),
    ).toBe(verses(300))
  })
})

describe.concurrent('the final text is exactly the model’s', () => {
  test.for([
    ['markdown', '# Plan\n\n- **bold**, _it_, ~~gone~~\n> quote\n\n||spoiler|| [link](https://example.org) \\*'],
    ['Japanese', '日本語'.repeat(20)],
    ['emoji', 'Family: 👨‍👩‍👧, flag: 🇯🇵, thumb: 👍🏽'],
    ['code', 'Run this:\n```ts\nconst x = 1\n```'],
    ['white space around it', '  indented\n\n\nand more  \n'],
    ['2000 characters', 'x'.repeat(2000)],
  ] as const)('%s', async ([, text], { discord, bot, model, ada }) => {
    model.plays(call => call.says(text).ends())

    const reply = await discord.reply(await ada.dm('Go on, as on https://example.org.'), PATIENT)

    expect(reply.parts).toHaveLength(1)
    expect(reply.content).toBe(text)
    expect(bot.lost).toEqual([])
  })
})
