import { expect, test } from 'vitest'
import type { Departures, MemoryStore } from '../../src/memory/ports.ts'
import { snowflake } from '../redis/fixtures.ts'
import { asked, received } from './talk.ts'

const PAST = 1_700_000_000_000
const FUTURE = 4_000_000_000_000

/** Places that go when it is time, and who spoke there. */
export function departuresContract(make: () => { departures: Departures; store: MemoryStore }): void {
  test('places are due when it is time, the longest due first', async () => {
    const { departures } = make()
    const [guild, other] = [snowflake(), snowflake()]
    await departures.plan({ guild }, PAST + 1)
    await departures.plan({ guild, channel: '5' }, PAST)
    await departures.plan({ guild: other }, FUTURE)

    expect(await departures.due()).toEqual([{ guild, channel: '5' }, { guild }])
  })

  test('the earlier time stands', async () => {
    const { departures } = make()
    const [sooner, later] = [{ guild: snowflake() }, { guild: snowflake() }]
    await departures.plan(sooner, FUTURE)
    await departures.plan(sooner, PAST)
    await departures.plan(later, PAST)
    await departures.plan(later, FUTURE)

    expect(new Set(await departures.due())).toEqual(new Set([sooner, later]))
  })

  test('who comes back keeps what was said there, but not in a channel that is gone', async () => {
    const { departures } = make()
    const guild = snowflake()
    await departures.plan({ guild }, PAST)
    await departures.plan({ guild, channel: '5' }, PAST)

    await departures.cancel(guild)
    await departures.cancel(guild)

    expect(await departures.due()).toEqual([{ guild, channel: '5' }])
  })

  test('what is done is due no more', async () => {
    const { departures } = make()
    const guild = snowflake()
    await departures.plan({ guild }, PAST)
    await departures.plan({ guild, channel: '5' }, PAST)

    await departures.done({ guild })
    await departures.done({ guild, channel: '5' })

    expect(await departures.due()).toEqual([])
  })

  test('who spoke in a server is known until it is gone', async () => {
    const { departures, store } = make()
    const guild = snowflake()
    const questions = [1, 2].map(() => asked({ guild, scope: `guild:${guild}` }))
    for (const question of questions) await received(store, question, { kind: 'server', guild })
    const speakers = new Set(await departures.speakersIn(guild))
    await departures.done({ guild })
    const back = await departures.speakersIn(guild)
    await departures.plan({ guild }, PAST)
    await departures.done({ guild, channel: '5' })
    await departures.done({ guild })

    expect(speakers).toEqual(new Set(questions.map(({ user }) => user)))
    expect(back).toHaveLength(2)
    expect(await departures.speakersIn(guild)).toEqual([])
  })
}
