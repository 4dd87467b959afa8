import { expect, test } from 'vitest'
import type { ConversationStore } from '../../src/memory/ports/conversation-store.ts'
import type { Departures } from '../../src/memory/ports/departures.ts'
import { snowflake } from '../redis/support/fixtures.ts'
import { serverAudience } from '../support/audiences.ts'
import { wholeBot } from '../support/whole-bot.ts'
import { questionOf, receiveQuestion } from './support/conversations.ts'

const PAST = 1_700_000_000_000
const FUTURE = 4_000_000_000_000

/** Places that go when it is time, and who spoke there. */
export function departuresContract(make: () => { departures: Departures; store: ConversationStore }): void {
  test('places are due when it is time, the longest due first', async () => {
    const { departures } = make()
    const [guild, other] = [snowflake(), snowflake()]
    await departures.schedule({ guild }, PAST + 1)
    await departures.schedule({ guild, channel: '5' }, PAST)
    await departures.schedule({ guild: other }, FUTURE)

    expect(await departures.listDue(wholeBot)).toEqual([{ guild, channel: '5' }, { guild }])
  })

  test('are due for whoever serves their shard, however many of other shards wait', async () => {
    const { departures } = make()
    const [mine, theirs] = [String(6n << 22n), String(5n << 22n)]
    for (let channel = 1; channel <= 101; channel += 1)
      await departures.schedule({ guild: theirs, channel: String(channel) }, PAST)
    await departures.schedule({ guild: mine }, PAST + 1)

    expect(await departures.listDue({ ids: [2, 3], count: 4 })).toEqual([{ guild: mine }])
    expect(await departures.listDue({ ids: [0, 1], count: 4 })).toHaveLength(100)
  })

  test('the earlier time stands', async () => {
    const { departures } = make()
    const [sooner, later] = [{ guild: snowflake() }, { guild: snowflake() }]
    await departures.schedule(sooner, FUTURE)
    await departures.schedule(sooner, PAST)
    await departures.schedule(later, PAST)
    await departures.schedule(later, FUTURE)

    expect(new Set(await departures.listDue(wholeBot))).toEqual(new Set([sooner, later]))
  })

  test('who comes back keeps what was said there, but not in a channel that is gone', async () => {
    const { departures } = make()
    const guild = snowflake()
    await departures.schedule({ guild }, PAST)
    await departures.schedule({ guild, channel: '5' }, PAST)

    await departures.cancel([snowflake(), guild])
    await departures.cancel([guild])
    await departures.cancel([])

    expect(await departures.listDue(wholeBot)).toEqual([{ guild, channel: '5' }])
  })

  test('what is done is due no more', async () => {
    const { departures } = make()
    const guild = snowflake()
    await departures.schedule({ guild }, PAST)
    await departures.schedule({ guild, channel: '5' }, PAST)

    await departures.complete({ guild })
    await departures.complete({ guild, channel: '5' })

    expect(await departures.listDue(wholeBot)).toEqual([])
  })

  test('who spoke in a server is known until it is gone', async () => {
    const { departures, store } = make()
    const guild = snowflake()
    const questions = [1, 2].map(() => questionOf({ guild, scope: `guild:${guild}` }))
    for (const question of questions) await receiveQuestion(store, question, serverAudience(guild))
    const speakers = new Set(await departures.listSpeakers(guild))
    await departures.complete({ guild })
    const back = await departures.listSpeakers(guild)
    await departures.schedule({ guild }, PAST)
    await departures.complete({ guild, channel: '5' })
    await departures.complete({ guild })

    expect(speakers).toEqual(new Set(questions.map(({ user }) => user)))
    expect(back).toHaveLength(2)
    expect(await departures.listSpeakers(guild)).toEqual([])
  })
}
