import { describe, expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Person } from '../../../fake-discord/person.ts'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { freePort } from '../../support/free-port.ts'
import { setClock, test as story } from '../support/learning-fixtures.ts'
import { readMetrics } from '../support/metrics-page.ts'
import type { ModelServer } from '../support/model-server.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { readStoredFacts } from '../support/stored-memory.ts'

const test = story
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
  .extend('port', async ({}) => String(await freePort()))
  .extend('settings', ({ port }) => ({ METRICS_PORT: port }))

interface Story {
  readonly bot: { learned(person: Person): Promise<void> }
  readonly model: ModelServer
  readonly discord: Loopback
  readonly answered: (saying: Promise<StoredMessage>) => Promise<StoredMessage>
  readonly ada: Person
}

const PERHAPS = 'perhaps no longer true (ask if it matters)'

describe('a second look', () => {
  test('keeps out what the user did not say, from memory and profile', async ({ bot, model, answered, ada }) => {
    await answered(ada.dm('Tom moved to Oslo.'))
    model.playsExtractions(extraction =>
      extraction.gives({
        facts: [
          extraction.fact('Tom moved to Oslo.', 'The user lives in Oslo.', { names: ['Oslo'], facet: 'home' }),
          extraction.fact('Tom moved to Oslo.', 'Tom moved to Oslo.', { names: ['Tom', 'Oslo'], subject: 'Tom' }),
        ],
        entities: [
          extraction.entity('Tom moved to Oslo.', 'user', { attributes: [{ facet: 'home', value: 'Oslo' }] }),
          extraction.entity('Tom moved to Oslo.', 'Tom'),
        ],
      }),
    )
    model.reviewing = call => call.gives(text => ({ true: !text.includes('The user') }))
    await bot.learned(ada)
    await answered(ada.dm('Where do I live?'))

    expect(model.reviews).toHaveLength(1)
    expect(model.calls.at(-1)?.notes).toEqual(['2040-03-05, the user said: "Tom moved to Oslo."'])
    expect(model.calls.at(-1)?.profile).toEqual([])
    expect(await readRedisAsText(bot.keyPrefix)).not.toContain('The user lives in Oslo.')
  })

  test('that fails loses nothing: what is in doubt is told as unsure, until it is said again', async ({
    bot,
    model,
    answered,
    ada,
    port,
  }) => {
    await answered(ada.dm("I don't like coriander, I like mint."))
    model.playsExtractions(extraction =>
      extraction.gives({
        facts: [
          extraction.fact("I don't like coriander", 'The user likes coriander.', { kind: 'preference' }),
          extraction.fact('I like mint', 'The user likes mint.', { kind: 'preference' }),
        ],
      }),
    )
    model.reviewing = call => call.call.says('I agree with all of it.')
    await bot.learned(ada)
    await answered(ada.dm('What do I like?'))
    const doubted = model.calls.at(-1)?.notes
    const panel = await ada.command('whatdoyouknow', { about: 'coriander' })
    await answered(ada.dm('I do like coriander.'))
    model.playsExtractions(extraction =>
      extraction.gives({
        facts: [extraction.fact('I do like coriander.', 'The user likes coriander.', { kind: 'preference' })],
      }),
    )
    await bot.learned(ada)
    await answered(ada.dm('And now?'))

    expect(doubted?.toSorted()).toEqual([
      '2040-03-05, unsure (ask if it matters): The user likes coriander.',
      '2040-03-05: The user likes mint.',
    ])
    expect(JSON.stringify(panel)).toContain('not sure that you said so')
    expect(model.calls.at(-1)?.notes).toContain('2040-03-05: The user likes coriander.')
    expect(await bot.logged('no second look at what was learned')).toMatchObject({ failedReviews: { malformed: 1 } })
    expect((await readMetrics(port)).get('reviews_failed malformed')).toBe(1)
    expect(model.reviews).toHaveLength(1)
  })

  test('settles contradictions, repetitions and what ends with something else, though nobody marked them', async ({
    bot,
    model,
    answered,
    ada,
  }) => {
    await answered(ada.dm('I hate mushrooms. Finja may move in with me. I swim a lot.'))
    model.playsExtractions(extraction =>
      extraction.gives({
        facts: [
          extraction.fact('I hate mushrooms.', 'The user hates mushrooms.'),
          extraction.fact('Finja may move in with me.', 'Finja may move in with the user.', {
            ...{ names: ['Finja'], subject: 'Finja' },
          }),
          extraction.fact('I swim a lot.', 'The user swims a lot.'),
        ],
      }),
    )
    await bot.learned(ada)
    setClock('2040-03-13T08:00Z')
    await answered(
      ada.dm('I love mushrooms now! The flat where Finja would move in is gone. I am in the water all day, I swim.'),
    )
    model.playsExtractions(extraction =>
      extraction.gives({
        facts: [
          extraction.fact('I love mushrooms now!', 'The user loves mushrooms now.'),
          extraction.fact('The flat where Finja would move in is gone.', 'The flat of the user is gone.', {
            replaces: [2],
          }),
          extraction.fact('I am in the water all day, I swim', 'The user is in the water all day to swim.'),
        ],
      }),
    )
    model.reviewing = call =>
      call.gives(text => {
        if (text.includes('loves')) return { true: true, replaces: ['hates mushrooms'] }
        return text.includes('flat')
          ? { true: true, replaces: ['Finja may move in'] }
          : { true: true, repeats: 'swims a lot' }
      })
    await bot.learned(ada)
    await answered(ada.dm('What do you know?'))

    expect(model.calls.at(-1)?.notes.toSorted()).toEqual([
      '2040-03-05, until 2040-03-13: Finja may move in with the user.',
      '2040-03-05, until 2040-03-13: The user hates mushrooms.',
      '2040-03-05: The user swims a lot.',
      '2040-03-13: The flat of the user is gone.',
      '2040-03-13: The user loves mushrooms now.',
    ])
    expect((await readStoredFacts(bot, ada)).find(({ text }) => text.includes('swims'))).toBeDefined()
  })
})

describe('where an update is refused', () => {
  /** Ada works at Acme, as she said in a server, and then says something else: in a direct message. */
  async function updateRefused({ bot, model, discord, answered, ada }: Story): Promise<StoredMessage> {
    await answered(ada.says(discord.channel('general'), 'I work at Acme.', { mention: true }))
    model.playsExtractions(extraction =>
      extraction.gives({
        facts: [extraction.fact('I work at Acme.', 'The user works at Acme.', { names: ['Acme'], facet: 'employer' })],
      }),
    )
    await bot.learned(ada)
    setClock('2040-03-13T08:00Z')
    const update = await answered(ada.dm('I started somewhere else.'))
    model.playsExtractions(extraction =>
      extraction.gives({
        facts: [
          extraction.fact('I started somewhere else.', 'The user works at Google.', {
            ...{ names: ['Google'], facet: 'employer' },
          }),
        ],
      }),
    )
    await bot.learned(ada)
    return update
  }

  test('the old fact is told as perhaps no longer true, until it is said again', async ({
    bot,
    model,
    discord,
    answered,
    ada,
  }) => {
    await updateRefused({ bot, model, discord, answered, ada })
    await answered(ada.dm('Where do I work?'))
    const doubted = model.calls.at(-1)?.notes
    const panel = await ada.command('whatdoyouknow', { about: 'Acme' })
    setClock('2040-03-14T08:00Z')
    await answered(ada.dm('I work at Acme still.'))
    model.playsExtractions(extraction =>
      extraction.gives({
        facts: [extraction.fact('I work at Acme', 'The user works at Acme.', { names: ['Acme'], facet: 'employer' })],
      }),
    )
    await bot.learned(ada)
    await answered(ada.dm('Where do I work now?'))

    expect(doubted).toEqual([`2040-03-05, ${PERHAPS}: The user works at Acme.`])
    expect(JSON.stringify(panel)).toContain('perhaps no longer true')
    expect(model.calls.at(-1)?.notes).toEqual(['2040-03-14: The user works at Acme.'])
  })

  test('nobody is told so who did not hear the update', async ({ bot, model, discord, answered, ada }) => {
    await updateRefused({ bot, model, discord, answered, ada })
    await answered(ada.says(discord.channel('general'), 'Where do I work?', { mention: true }))

    expect(model.calls.at(-1)?.notes).toEqual(['2040-03-05: The user works at Acme.'])
    expect(model.calls.at(-1)?.text).not.toContain('perhaps no longer')
  })

  test('the doubt goes with its message', async ({ bot, model, discord, answered, ada }) => {
    const update = await updateRefused({ bot, model, discord, answered, ada })
    const before = await readRedisAsText(bot.keyPrefix)
    await ada.deletes(update)
    await expect.poll(() => readRedisAsText(bot.keyPrefix)).not.toContain('doubt:')
    await answered(ada.dm('Where do I work?'))

    expect(before).toContain('doubt:')
    expect(model.calls.at(-1)?.notes).toEqual(['2040-03-05: The user works at Acme.'])
  })
})
