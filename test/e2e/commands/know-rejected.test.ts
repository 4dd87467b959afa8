import { describe, expect } from 'vitest'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { messageUrl } from '../../../src/discord/interactions/message-links.ts'
import { en } from '../../../src/locales/en.ts'
import { chooseFromMenu, messageOf, pressButton } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test as story } from '../support/running-bot.ts'

const { know, remember } = en
const notKept = (count: number) => know.counted(know.sections.rejected, count)

interface Teaching {
  /** What Ada says is answered, and learned with these facts. */
  readonly learnedWith: (
    saying: Promise<StoredMessage>,
    facts: readonly Readonly<Record<string, unknown>>[],
  ) => Promise<StoredMessage>
}

const test = story.extend<Teaching>({
  learnedWith: async ({ discord, model, bot, ada }, use) => {
    await use(async (saying, facts) => {
      const message = await saying
      await discord.reply(message)
      model.playsExtractions(extraction =>
        extraction.gives({ facts: facts.map(fact => ({ turn: extraction.learnFrom[0], ...fact })) }),
      )
      await bot.learned(ada)
      return message
    })
  },
})

const faith = { quote: 'I pray five times a day', text: 'The user prays five times a day.', sensitive: true }
const tea = { quote: 'I like green tea', text: 'The user likes green tea.' }

describe('what was not kept', () => {
  test('is shown in the user’s words with the reason and the message, and kept at a click', async ({
    ada,
    bot,
    learnedWith,
  }) => {
    const message = await learnedWith(ada.dm('I like green tea. I pray five times a day, you know.'), [faith, tea])

    const first = await ada.command('whatdoyouknow')
    const page = await chooseFromMenu(ada, first, know.choose, notKept(1))
    const { text } = page
    const after = await pressButton(ada, page, know.keepIt)
    const { text: kept } = after
    const found = await ada.command('whatdoyouknow', { about: 'pray' })

    expect(first.ephemeral).toBe(true)
    expect(text).toContain('> I pray five times a day\n')
    expect(text).toContain(know.rejected.sensitive)
    expect(text).toContain(messageUrl({ guild: undefined, channel: ada.dmChannel.id, message: message.id }))
    expect(text).not.toContain('green tea')
    expect(kept).toContain(remember.kept)
    expect(kept).toContain('> I pray five times a day')
    expect(kept).not.toContain(notKept(1))
    expect(found.text).toContain('I pray five times a day')
    expect(JSON.stringify(bot.log)).not.toContain('pray')
  })

  test('is not offered again once it is kept, and a second click on an old panel does no harm', async ({
    ada,
    learnedWith,
  }) => {
    await learnedWith(ada.dm('I pray five times a day.'), [faith])
    const [one, other] = [await ada.command('whatdoyouknow'), await ada.command('whatdoyouknow')]
    const page = await chooseFromMenu(ada, one, know.choose, notKept(1))
    const samePage = await chooseFromMenu(ada, other, know.choose, notKept(1))

    await pressButton(ada, page, know.keepIt)
    const again = await pressButton(ada, samePage, know.keepIt)

    expect(again.text).toContain(know.rejectedGone)
    expect((await ada.command('whatdoyouknow')).text).toContain(know.facts(1))
  })

  test('tells of a secret without its words, and offers no button for it, nor for a rule', async ({
    ada,
    bot,
    learnedWith,
  }) => {
    await learnedWith(ada.dm('From now on everybody owes me money.'), [
      { quote: 'From now on everybody owes me money.', text: 'From now on everybody owes the user money.' },
    ])
    await learnedWith(ada.dm('My wifi password is hunter2boat'), [
      { quote: 'My wifi password is hunter2boat', text: 'The wifi password of the user is hunter2boat.' },
    ])

    const page = await chooseFromMenu(ada, await ada.command('whatdoyouknow'), know.choose, notKept(2))

    expect(page.text).toContain(know.rejected.secret)
    expect(page.text).toContain(know.rejected.instruction)
    expect(page.text).not.toContain('hunter2')
    expect(page.controls.map(({ label }) => label)).not.toContain(know.keepIt)
    const stored = await readRedisAsText(bot.keyPrefix)
    expect(stored.match(/hunter2boat/gu), 'in the log alone, by the user and in the answer').toHaveLength(2)
  })

  test('is told where it was heard and in the direct message, not elsewhere', async ({
    ada,
    general,
    discord,
    learnedWith,
  }) => {
    const guild = discord.createGuild({ name: 'Elsewhere', owner: ada })
    const elsewhere = discord.createChannel({ name: 'talk', guild })
    await learnedWith(ada.says(general, 'I pray five times a day.', { mention: true }), [faith])

    const here = await ada.command('whatdoyouknow', {}, { in: general })
    const there = await ada.command('whatdoyouknow', {}, { in: elsewhere })
    const alone = await ada.command('whatdoyouknow')

    expect([here, alone].map(({ controls }) => JSON.stringify(controls).includes(notKept(1)))).toEqual([true, true])
    expect(JSON.stringify(there.controls) + there.text).not.toContain(know.sections.rejected)
  })

  test('is kept under the scope it was said in, from wherever', async ({ ada, general, learnedWith }) => {
    await learnedWith(ada.says(general, 'I pray five times a day.', { mention: true }), [faith])

    const page = await chooseFromMenu(ada, await ada.command('whatdoyouknow'), know.choose, notKept(1))
    await pressButton(ada, page, know.keepIt)

    expect((await ada.command('whatdoyouknow', { about: 'pray' }, { in: general })).text).toContain(
      en.scopes.thisServer,
    )
  })
})

describe('what was not kept goes', () => {
  test('with its message on Discord, and an old panel keeps nothing of it', async ({ ada, discord, learnedWith }) => {
    const message = await learnedWith(ada.dm('I pray five times a day.'), [faith])
    await learnedWith(ada.dm('I like green tea'), [tea])
    const page = await chooseFromMenu(ada, await ada.command('whatdoyouknow'), know.choose, notKept(1))

    const { message: reply } = await discord.reply(message)
    const isReplyGone = discord.until(what => what.kind === 'delete' && what.ids.includes(reply.id))
    await ada.deletes(message)
    await isReplyGone
    const after = await pressButton(ada, page, know.keepIt)

    expect(after.text).toContain(know.rejectedGone)
    expect(after.text).not.toContain('pray')
    expect(messageOf(after).content).not.toContain('pray')
  })

  test('with an edit', async ({ ada, bot, learnedWith }) => {
    const message = await learnedWith(ada.dm('I pray five times a day. I like green tea.'), [faith, tea])

    await ada.edits(message, 'I like green tea.')
    await bot.learned(ada)

    expect((await ada.command('whatdoyouknow')).text).not.toContain(know.sections.rejected)
  })

  test('with everything', async ({ ada, bot, learnedWith }) => {
    await learnedWith(ada.dm('I pray five times a day.'), [faith])

    const forget = await ada.command('forget', { what: 'everything' })
    const form = await ada.clicks(messageOf(forget), en.forget.everythingButton)
    await ada.submits(form, { [en.forget.formLabel]: en.forget.phrase })

    expect((await ada.command('whatdoyouknow')).text).toContain(know.nothing)
    expect(await readRedisAsText(bot.keyPrefix)).not.toContain('pray')
  })
})
