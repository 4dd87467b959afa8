import { Redis } from 'ioredis'
import { describe, expect, inject } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { shownTextOf } from '../../../src/memory/knowledge/shown-text.ts'
import { SCHEMA_VERSION } from '../../../src/redis/migrations/migrate-memory.ts'
import {
  loadMemory,
  readMemory,
  recordedExport,
  recordedMemory,
  recordedVersions,
} from '../../fixtures/recorded-memory/keys.ts'
import { settings } from '../../fixtures/recorded-memory/story.ts'
import { importFile } from '../support/export-file.ts'
import { setClock, test as story } from '../support/learning-fixtures.ts'
import { autocompletedValue, chooseFromMenu, messageOf, openPanel, pressAndReadTexts } from '../support/panels.ts'
import { readRedis, readRedisAsText } from '../support/redis-content.ts'

const { files, forget, know, privacy, why } = en
const DAY_MS = 86_400_000

interface Recorded {
  /** Of which version the memory is. */
  readonly version: string
  /** Whether the bot finds the recorded memory in Redis; an empty one otherwise. */
  readonly isFound: boolean
  readonly later: undefined
}

/** A story of the day after the memory was recorded: so what is told of days is the same whenever it is played. */
const test = story.extend<Recorded>({
  version: ['', { injected: true }],
  isFound: [true, { injected: true }],
  later: [
    async ({ bot, version, isFound, ada }, use) => {
      const recorded = await recordedMemory(version)
      setClock(new Date(Date.parse(recorded.date) + DAY_MS).toISOString())
      if (isFound) {
        await bot.stop()
        const redis = new Redis(inject('redisUrl'))
        const ownKeys = await redis.keys(`${bot.keyPrefix}*`)
        if (ownKeys.length > 0) await redis.del(ownKeys)
        await loadMemory(redis, bot.keyPrefix, recorded)
        if (version === '0.1.0') {
          // Its queue, of which nothing was recorded.
          await redis.hset(`${bot.keyPrefix}jobs:learn:meta`, 'version', 'bullmq')
          await redis.set(`${bot.keyPrefix}jobs:learn:de:learn-${ada.id}`, '1')
        }
        redis.disconnect()
        await bot.start()
      }
      await use(undefined)
    },
    { auto: true },
  ],
})
test.override({ settings })

const notes = [
  '2040-03-05, until 2040-03-13: The user lives in Lisbon.',
  '2040-03-05: Nora has a cat called Tom.',
  '2040-03-05: The shop is to be launched on 2 May 2040. (on 2040-05-02)',
  '2040-03-05: The user has bought a telescope for Bob.',
  '2040-03-05: The user plays chess on Tuesdays.',
  '2040-03-13, the user said: "I am allergic to nuts."',
  '2040-03-13: The user lives in Oslo.',
]
const people = ["Nora (person, the user's sister): pet Tom", 'Tom (pet)', 'Bob (person)']
const summary = ['They talked of this first: I live in Lisbon and work at Acme.']
const window = ['The weather is fine, day 2.', 'My brother Tim lives in Rome.'].flatMap(said => [
  said,
  `Noted: ${said}`,
])

describe.each(recordedVersions)('a memory of version %s', recordedVersion => {
  test.override({ version: recordedVersion })

  test('in the DM the prompt tells all of it, and what was not learned yet is', async ({
    bot,
    model,
    answered,
    ada,
  }) => {
    // A study that is due at the start may give way to the answer, and is made anew.
    model.otherwiseExtracts = extraction => {
      const isShown = extraction.request.includes('user: My brother Tim lives in Rome.')
      extraction.gives(
        isShown ? { facts: [extraction.fact('My brother Tim lives in Rome.', 'Tim lives in Rome.')] } : {},
      )
    }

    await answered(ada.dm('What do you know of me?'))
    await bot.learned(ada)
    await answered(ada.dm('Anything else?'))

    const [first, second] = model.calls
    expect(first?.profile).toEqual(['home: Oslo', 'employer: Acme'])
    expect(first?.notes.toSorted()).toEqual(notes)
    expect(first?.people.toSorted()).toEqual(people.toSorted())
    expect(first?.summary).toEqual(summary)
    expect(first?.window.map(({ content }) => content)).toEqual(window)
    expect(first?.question).toContain('Europe/Berlin')
    expect(model.extractions[0]?.request).toContain('[3] 2040-03-14 Wed 11:00 user: My brother Tim lives in Rome.')
    expect(second?.notes).toContain('2040-03-14: Tim lives in Rome.')
    expect(JSON.stringify(model.embeddings)).not.toContain('Oslo') // of what was recorded the embeddings are still there
  })

  test('in the channels the prompt tells what may be heard there', async ({ discord, model, answered, ada }) => {
    for (const name of ['general', 'staff', 'surprise party']) {
      await answered(ada.says(discord.channel(name), 'What do you know of me?', { mention: true }))
    }

    const about = (words: string) => notes.filter(note => note.includes(words))
    expect(model.calls.map(call => call.notes.toSorted())).toEqual([
      [...about('chess'), ...about('nuts')],
      [...about('shop'), ...about('chess'), ...about('nuts')],
      [...about('telescope'), ...about('chess'), ...about('nuts')],
    ])
    expect(model.calls.map(call => call.people)).toEqual([[], [], ['Bob (person)']])
    expect(model.calls.map(call => call.window.map(({ content }) => content))).toEqual(
      ['I play chess on Tuesdays.', 'We launch the shop on 2 May 2040.', 'I have bought a telescope for Bob.'].map(
        said => [said, `Noted: ${said}`],
      ),
    )
  })

  test('/whatdoyouknow lists it, /why tells what went into the last answer', async ({ ada }) => {
    const explained = await ada.command('why')
    const overview = await ada.command('whatdoyouknow')
    const texts = [overview.text]
    const menu = overview.controls.find(({ placeholder }) => placeholder === know.choose)
    for (const { label } of menu?.options ?? []) {
      texts.push((await chooseFromMenu(ada, overview, know.choose, label)).text)
    }

    expect(explained.text).toContain(`${why.facts(7)} · ${why.segments(1)} · ${why.turns(2)}`)
    expect(texts[0]).toContain('home Oslo')
    expect(texts[0]).toContain('Nora')
    expect(texts[0]).toContain(summary[0])
    for (const note of notes.filter(note => !note.includes('until')).map(note => note.replaceAll('"', ''))) {
      const text = note.replace(/^[^:]*: (?<text>.*?)(?: \(.*)?$/u, '$<text>')
      expect(texts.join('\n')).toContain(shownTextOf({ text, quote: '' }))
    }
  })

  test('what is paused stays paused, and its time zone is kept', async ({ discord, model, bot, ada, bob }) => {
    const [adas, bobs] = [await ada.command('privacy'), await bob.command('privacy')]

    await discord.reply(await bob.dm('I keep bees.'))

    expect(adas.text).toContain('Europe/Berlin,')
    expect(adas.text).toContain(privacy.memoryOn)
    expect(bobs.text).toContain(privacy.memoryPaused)
    expect(model.calls[0]?.notes).toEqual(['2040-03-14: The user collects stamps.'])
    expect(await readRedisAsText(bot.keyPrefix)).not.toContain('bees')
  })

  test('/forget takes one of it', async ({ bot, model, answered, ada }) => {
    const preview = await ada.command('forget', { what: await autocompletedValue(ada, 'telescope') })

    const { panel: receipt } = await pressAndReadTexts(ada, messageOf(preview), forget.forgetThis)
    await answered(ada.dm('What do you know of me?'))

    expect(receipt).toContain(forget.goneFacts(1))
    expect(receipt).toContain(forget.lookedAgain)
    expect(model.calls[0]?.notes.toSorted()).toEqual(notes.filter(note => !note.includes('telescope')))
    expect(await readRedisAsText(bot.keyPrefix)).not.toContain('telescope')
  })

  test('forgetting everything leaves no key of it', async ({ bot, ada, bob }) => {
    const panel = await openPanel(ada, 'privacy')

    const form = await ada.clicks(panel, privacy.forgetEverything, { until: 'acknowledged' })
    const receipt = await ada.submits(form, { phrase: forget.phrase }, { until: 'updated' })
    await bot.stop()

    const left = [...(await readRedis(bot.keyPrefix))].toSorted(([a], [b]) => (a < b ? -1 : 1))
    const withAda = left.filter(([key, { value }]) => key.includes(ada.id) || JSON.stringify(value).includes(ada.id))
    expect(receipt.text).toContain(forget.everythingReceipt)
    // That she forgot, and when: so that no other process writes what it still knew, for an hour and for a day, and that no backup
    // brings it back, for a year.
    expect(withAda.map(([key]) => key)).toEqual(['deletions', 'forgotten', `user:{${ada.id}}`])
    const record = withAda.at(-1)?.[1]
    expect(Object.keys(record?.value as object)).toEqual(['epoch', 'forgottenTo'])
    expect(record?.secondsLeft).toBeGreaterThan(0)
    expect(left.map(([key]) => key)).toContain(`facts:{${bob.id}}`)
  })

  test('what is migrated is as a memory of this version, and all else is as it was', async ({ bot, version }) => {
    await bot.stop()
    const redis = new Redis(inject('redisUrl'))
    const { keys } = await readMemory(redis, bot.keyPrefix)
    redis.disconnect()

    const { keys: recorded } = await recordedMemory(version)
    const changing =
      /^(?:schema|pending|check|capabilities|fact:|user:|unembedded|heard(?:-by-shards)?$|pass:|contexts-expired$)/u
    const [before, after] = [recorded, keys].map(all =>
      Object.entries(all).flatMap(([key, { type, value }]) => {
        if (changing.test(key)) return []
        // Their scores are times by the clock of Redis.
        return [{ key, type, value: /^(?:convs|messages|traces):/u.test(key) ? new Set(Object.keys(value)) : value }]
      }),
    )
    expect(after).toEqual(before)
    expect(keys['schema']?.value).toMatchObject({ version: String(SCHEMA_VERSION) })
    const facts = Object.keys(recorded).filter(key => key.startsWith('fact:'))
    expect(facts).toHaveLength(8)
    for (const fact of facts) {
      const { near, ...others } = Object(recorded[fact]?.value)
      expect(keys[fact]?.value).toEqual({ ...others, near: version === '0.1.0' ? '' : near })
    }
  })

  describe('an empty memory', () => {
    test.override({ isFound: false })

    test('takes the file of /export', async ({ bot, model, version, answered, ada, general }) => {
      const { text } = await importFile(ada, await recordedExport(version))
      await bot.restart()
      await answered(ada.dm('What do you know of me?'))
      await answered(ada.says(general, 'And here?', { mention: true }))
      const known = await ada.command('whatdoyouknow')

      expect(text).toContain(files.back)
      for (const line of [files.kinds.facts(7), files.kinds.conversations(4)]) expect(text).toContain(`- ${line}`)
      const [inDm, inGeneral] = model.calls
      expect(inDm?.profile).toEqual(['home: Oslo', 'employer: Acme'])
      expect(inDm?.notes.toSorted()).toEqual(notes)
      expect(inDm?.people.toSorted()).toEqual(people.toSorted())
      expect(inDm?.summary).toEqual(summary)
      expect(inDm?.window.map(({ content }) => content)).toEqual(window)
      expect(inDm?.question).toContain('Europe/Berlin')
      expect(inGeneral?.notes.toSorted()).toEqual(notes.filter(note => /chess|nuts/u.test(note)))
      expect(known.text).toContain('home Oslo')
    })
  })
})
