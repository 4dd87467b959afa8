import { describe, expect } from 'vitest'
import type { Interaction } from '../../../fake-discord/interactions/interaction.ts'
import type { Channel } from '../../../fake-discord/stored.ts'
import { en } from '../../../src/locales/en.ts'
import { chooseFromMenu, fillInForm, messageOf, pressButton } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { test as story } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'

const { know } = en
const { changed } = know

/** Ada has told in the DM that she lives in Lisbon, which is her home, and has a sister who works at Google. */
const test = story.extend<{ known: undefined }>({
  known: [
    async ({ discord, bot }, use) => {
      const ada = discord.user('Ada')
      await discord.reply(await ada.dm('I live in Lisbon, and Sarah works at Google'))
      await seedMemory(bot, ada, ada.dmChannel, {
        facts: [
          { id: 'f1', text: 'The user lives in Lisbon.', facet: 'home', quote: 'I live in Lisbon' } as never,
          { id: 'f2', text: 'Sarah works at Google.', facet: 'employer', subject: 'e1', kind: 'relationship' } as never,
        ],
        statements: [
          { field: 'attr:home', value: 'Lisbon', fact: 'f1' },
          { entity: 'e1', field: 'name', value: 'Sarah' },
          { entity: 'e1', field: 'attr:employer', value: 'Google', fact: 'f2' },
        ],
      })
      await bot.learned(ada)
      await use(undefined)
    },
    { auto: true },
  ],
})

/** Finds the fact, and finds Sarah. */
const openFacts = { about: 'lives' }
const openThings = { about: 'Sarah' }

const labels = (panel: Interaction) => panel.controls.map(({ label }) => label)

describe.each(['the DM', 'a server'])('in %s', where => {
  test('what is put right holds from then on, and the page shows it', async ({ discord, bot, model, ada, general }) => {
    const here = where === 'the DM' ? ada.dmChannel : general
    const first = await ada.command('whatdoyouknow', {}, { in: here })

    const page = await pressButton(ada, first, know.next)
    const form = await ada.clicks(messageOf(page), know.edit, { until: 'acknowledged' })
    const after = await ada.submits(form, { [know.formLabel]: 'I live in Oslo.' }, { until: 'updated' })

    expect(JSON.stringify(form.modal)).toContain('You live in Lisbon.')
    expect(after.text).toContain(changed.corrected)
    expect(after.text).toContain(know.sections.personal)
    expect(after.text).toContain('I live in Oslo.')
    expect(after.text).toContain(en.scopes.dm)
    expect(after.text).not.toContain('Lisbon')
    const { text } = await ada.clicks(messageOf(after), know.source)
    expect(text).toContain('> I live in Oslo.')
    expect(text).not.toContain('https://')

    await bot.restart()
    await discord.reply(await ada.dm('where do I live?'))
    expect(model.calls.at(-1)?.notes.join('\n')).toMatch(/: "I live in Oslo\."/u)
    expect(model.calls.at(-1)?.notes.join('\n')).toMatch(/until.*Lisbon/u)
    expect(model.calls.at(-1)?.profile.join('\n')).not.toContain('Lisbon')
  })

  test('what is shown everywhere is told everywhere, until it is kept to a place again', async ({
    discord,
    model,
    ada,
    general,
    staff,
  }) => {
    const here = where === 'the DM' ? ada.dmChannel : general
    const page = await ada.command('whatdoyouknow', openFacts, { in: here })

    const everywhere = await pressButton(ada, page, know.showEverywhere)
    expect(everywhere.text).toContain(changed.nowEverywhere)
    expect(everywhere.text).toContain(en.scopes.everywhere)
    await discord.reply(await ada.says(general, 'where do I live?', { mention: true }))
    expect(model.calls.at(-1)?.text).toContain('Lisbon')

    const kept = await pressButton(ada, everywhere, know.keepHere)
    expect(kept.text).toContain(changed.nowHere)
    expect(kept.text).toContain(where === 'the DM' ? en.scopes.dm : en.scopes.thisServer)
    await discord.reply(await ada.says(staff, 'and where?', { mention: true }))
    expect(model.calls.at(-1)?.text.includes('Lisbon')).toBe(where === 'a server')
  })
})

test('buttons still work after a restart', async ({ bot, ada }) => {
  const page = await pressButton(ada, await ada.command('whatdoyouknow'), know.next)

  await bot.restart()
  const after = await fillInForm(ada, page, know.edit, { [know.formLabel]: 'I live in Oslo.' })

  expect(after.text).toContain(changed.corrected)
  expect((await pressButton(ada, after, know.home)).text).toContain(know.title)
})

test('the same on a page of what was found: it stands there as it is now', async ({ ada }) => {
  const found = await ada.command('whatdoyouknow', openFacts)

  const after = await fillInForm(ada, found, know.edit, { [know.formLabel]: 'I live in Oslo.' })

  expect(after.text).toContain(know.found)
  expect(after.text).toContain('I live in Oslo.')
})

test.for([
  { page: 'what was found', open: openThings, section: undefined },
  { page: 'people and things', open: {}, section: know.counted(know.sections.things, 1) },
])(
  'people are put right by what is true of them, on a page of $page',
  async ({ open, section }, { discord, model, ada }) => {
    const first = await ada.command('whatdoyouknow', open)
    const things = section === undefined ? first : await chooseFromMenu(ada, first, know.choose, section)

    const form = await ada.clicks(messageOf(things), know.edit, { until: 'acknowledged' })
    expect(JSON.stringify(form.modal)).toContain('Sarah: employer Google')
    const after = await ada.submits(form, { [know.formLabelEntity]: 'Sarah teaches maths.' }, { until: 'updated' })
    expect(after.text).toContain(changed.corrected)
    expect(after.text).toContain('**Sarah**')
    expect(after.text).toContain('Sarah teaches maths.')
    expect(after.text).not.toContain('Google')
    // What said otherwise holds no more.
    expect((await ada.command('whatdoyouknow', openThings)).text).not.toContain('Google')

    const shared = await pressButton(ada, after, know.showEverywhere)
    expect(shared.text).toContain(en.scopes.everywhere)
    await discord.reply(await ada.dm('what does Sarah do?'))
    const notes = model.calls.at(-1)?.notes.join('\n')
    expect(notes).toContain('Sarah teaches maths.')
    expect(notes).not.toMatch(/^(?!.*until).*Google/mu)
  },
)

test('what can’t be kept is told, and changes nothing', async ({ ada }) => {
  const page = await pressButton(ada, await ada.command('whatdoyouknow'), know.next)
  const { modal } = await ada.clicks(messageOf(page), know.edit, { until: 'acknowledged' })
  const refusals = [
    { words: '  \n ', told: changed.empty },
    { words: `my API key is sk-proj-${'aB3'.repeat(12)}`, told: changed.secret },
    { words: 'x'.repeat(1001), told: changed.tooLong },
    { words: 'the user lives in lisbon', told: changed.asBefore },
  ]

  for (const { words, told } of refusals) {
    const after = await ada.forges(messageOf(page), modal?.custom_id ?? '', { fields: { words }, until: 'updated' })

    expect(after.text).toContain(told)
    expect(after.text).toContain('You live in Lisbon.')
    expect(labels(after)).toContain(know.edit)
  }
})

test('nothing is put right in a server whose memory is off, or while memory is paused', async ({ ada, general }) => {
  const page = await ada.command('whatdoyouknow', openFacts, { in: general })
  await ada.command('server-memory', { state: 'off' }, { in: general })

  const off = await fillInForm(ada, page, know.edit, { [know.formLabel]: 'I live in Oslo.' })
  expect(off.text).toContain(changed.serverOffSoNothing)

  await pressButton(ada, await ada.command('privacy'), en.privacy.pause)
  const inDm = await ada.command('whatdoyouknow')
  expect(inDm.text).toContain(know.paused)
  const paused = await fillInForm(ada, await pressButton(ada, inDm, know.next), know.edit, {
    [know.formLabel]: 'I live in Oslo.',
  })

  expect(paused.text).toContain(changed.pausedSoNothing)
  expect(paused.text).toContain('You live in Lisbon.')
})

test('nor in a conversation that is incognito', async ({ bot, ada }) => {
  const page = await ada.command('whatdoyouknow', openFacts)
  await pressButton(ada, await ada.command('privacy'), en.privacy.incognitoStart)

  const hidden = await fillInForm(ada, page, know.edit, { [know.formLabel]: 'I keep hornets.' })

  expect(hidden.text).toContain(changed.incognitoSoNothing)
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('hornets')
})

test('where nobody knows who reads along nothing is kept to the place', async ({ discord, ada, cleo }) => {
  const group = discord.createGroupDm(ada, cleo)
  const page = await ada.command('whatdoyouknow', openFacts, { in: group })

  const everywhere = await pressButton(ada, page, know.showEverywhere)
  const here = await pressButton(ada, everywhere, know.keepHere)

  expect(here.text).toContain(changed.noPlaceHere)
  expect(here.text).toContain(en.scopes.everywhere)
})

test('what was just remembered is put right where it was told', async ({ ada }) => {
  const told = await ada.command('remember', { what: 'My cat is called Miso' })

  const after = await fillInForm(ada, told, en.remember.edit, { [know.formLabel]: 'My cat is called Misa' })

  expect(after.text).toContain(changed.corrected)
  expect(after.text).toContain('My cat is called Misa')
  expect(labels(after)).toEqual([know.edit, know.forget, know.source, know.showEverywhere])
  expect((await ada.command('whatdoyouknow', { about: 'cat' })).text).not.toContain('Miso')
})

test('what is forgotten from a page is not on it any more', async ({ ada }) => {
  const page = await ada.command('whatdoyouknow', openFacts)

  const preview = await ada.clicks(messageOf(page), know.forget)
  await pressButton(ada, preview, en.forget.forgetThis)

  expect(preview.ephemeral).toBe(true)
  const after = await ada.clicks(messageOf(page), know.home, { until: 'updated' })
  expect(after.text).not.toContain('Lisbon')
  expect(after.text).toContain('Sarah')
})

describe.concurrent('bad clicks', () => {
  test('a thing that is gone meanwhile is told, in a form and after it', async ({ ada }) => {
    const page = await pressButton(ada, await ada.command('whatdoyouknow'), know.next)
    const [one, other] = [
      await ada.clicks(messageOf(page), know.edit, { until: 'acknowledged' }),
      await ada.clicks(messageOf(page), know.edit, { until: 'acknowledged' }),
    ]
    await ada.submits(one, { [know.formLabel]: 'I live in Oslo.' }, { until: 'updated' })

    const after = await ada.submits(other, { [know.formLabel]: 'I live in Rome.' }, { until: 'updated' })

    expect(after.text).toContain(changed.gone)
    expect(after.text).toContain('Oslo')
    const stale = `k:${ada.id}:know.edit:f1`
    expect((await ada.forges(messageOf(page), stale)).text).toBe(changed.gone)
  })

  test('of somebody else change and show nothing', async ({ bot, ada, bob, general }) => {
    const hers = [`know.edit:f1`, `know.source:f1`, `know.scope:f1:everywhere`, `know.first`, `know.page:personal.1:on`]
    for (const action of hers) {
      const refused = await bob.forges({ channel: general }, `k:${ada.id}:${action}`)
      expect(refused.text).toBe(en.commands.notYours)
      // in his own name he finds nothing under her ids
      const empty = await bob.forges({ channel: general }, `k:${bob.id}:${action}`, { until: 'updated' })
      expect(empty.text).not.toContain('Lisbon')
    }
    expect((await ada.command('whatdoyouknow', openFacts)).text).toContain('You live in Lisbon.')
    expect(bot.log.filter(({ level }) => level >= 50)).toEqual([])
  })

  const nonsense = [
    'know.page:nowhere.1:on',
    'know.page:personal.0:on',
    'know.page:found-nonsense.1:on',
    'know.page',
    'know.go',
    'know.scope:f1:elsewhere',
    'know.scope:../../x:everywhere',
    'know.edit:__proto__',
    'know.source:e1',
  ]
  test('nonsense is answered, and harms nothing', async ({ bot, ada }) => {
    for (const action of nonsense) {
      const page = await pressButton(ada, await ada.command('whatdoyouknow'), know.next)

      const answer = await ada.forges(messageOf(page), `k:${ada.id}:${action}`, { until: 'updated' })

      expect(answer.text, action).not.toBe('')
    }
    expect(bot.log.filter(({ level }) => level >= 50)).toEqual([])
  })

  test('twice at once changes once', async ({ ada }) => {
    const page = await ada.command('whatdoyouknow', openFacts)
    const button = page.controls.find(({ label }) => label === know.showEverywhere)?.custom_id ?? ''

    const both = await Promise.all([1, 2].map(() => ada.forges(messageOf(page), button, { until: 'updated' })))

    for (const { text } of both) expect(text).toContain(changed.nowEverywhere)
  })
})

test('whoever puts right in private what a server hears reads that it does, and nothing of that elsewhere', async ({
  discord,
  bot,
  ada,
  general,
}) => {
  await discord.reply(await ada.says(general, 'I collect stamps', { mention: true }))
  await seedMemory(bot, ada, general, { facts: [{ id: 'f9', text: 'The user collects stamps.' }] })
  await bot.learned(ada)
  const openForm = async (about: string, here: Channel) => {
    const page = await ada.command('whatdoyouknow', { about }, { in: here })
    return JSON.stringify((await ada.clicks(messageOf(page), know.edit, { until: 'acknowledged' })).modal)
  }

  expect(await openForm('stamps', ada.dmChannel)).toContain(know.formHeard)
  expect(await openForm('stamps', general)).not.toContain(know.formHeard)
  expect(await openForm('lives', ada.dmChannel)).not.toContain(know.formHeard)
})
