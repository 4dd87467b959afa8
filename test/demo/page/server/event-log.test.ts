import { expect, test } from 'vitest'
import type { PageEvent, PageMessage, SnapshotEvent } from '../../../../demo/page/protocol.ts'
import { EventLog } from '../../../../demo/page/server/event-log.ts'

const bot = { is: 'ready', since: 0, starts: 1 } as const
const nothing = { messages: [], bot, setting: { model: '', memory: '', logFile: '' } } as unknown as SnapshotEvent

function message(id: number, content: string): PageEvent {
  return { kind: 'message', message: { id: String(id), channel_id: '7', content } as PageMessage }
}

/** A page that has its snapshot; `next` takes one event more, `take` so many, as they were sent. */
async function openPage(log: EventLog, lastId?: string) {
  const gone = new AbortController()
  const events = log.follow(lastId, gone.signal)
  const next = async () => {
    const { value } = await events.next()
    if (value === undefined) throw new Error('The stream has ended.')
    return value
  }
  const take = async (number: number) => {
    const taken: string[] = []
    while (taken.length < number) taken.push((await next()).data)
    return taken
  }
  const first = await next()
  return { first, next, take, leave: () => gone.abort() }
}

const contentOf = (data: string) => (JSON.parse(data) as { message?: PageMessage }).message?.content

test('of a deleted message no word is sent any more, also not to a page that was away', async () => {
  const log = new EventLog(() => nothing)
  const { first } = await openPage(log)
  log.publish(message(10, 'A secret.'))
  log.publish(message(11, 'Another thing.'))
  log.publish({ kind: 'delete', channelId: '7', ids: ['10'] })

  const back = await openPage(log, first.id)
  const missed = [back.first.data, ...(await back.take(1))]

  expect(missed.map(data => JSON.parse(data))).toEqual([
    message(11, 'Another thing.'),
    { kind: 'delete', channelId: '7', ids: ['10'] },
  ])
})

test('of a message that was edited the last words alone are sent, behind what was said before', async () => {
  const log = new EventLog(() => nothing)
  const { first } = await openPage(log)
  for (const event of [message(10, 'I am thirty.'), message(11, 'Noted.'), message(10, 'I am old.')]) log.publish(event)

  const back = await openPage(log, first.id)

  expect([back.first.data, ...(await back.take(1))].map(contentOf)).toEqual(['Noted.', 'I am old.'])
})

test('nothing piles up for a page that does not read: it gets everything anew', async () => {
  const log = new EventLog(() => nothing)
  const page = await openPage(log)
  for (let id = 1; id <= 2000; id += 1) log.publish(message(id, 'Hello!'))

  const { id, data } = await page.next()
  log.publish(message(3000, 'Next.'))

  expect(JSON.parse(data)).toMatchObject({ kind: 'snapshot' })
  expect(id).toMatch(/-2000$/u)
  expect((await page.take(1)).map(contentOf)).toEqual(['Next.'])
})

test('a page that reads slowly gets the newest of what has changed often', async () => {
  const log = new EventLog(() => nothing)
  const page = await openPage(log)
  for (let times = 1; times <= 2000; times += 1) log.publish(message(10, `Word ${times}`))

  expect((await page.take(1)).map(contentOf)).toEqual(['Word 2000'])
})

test('a page that leaves ends its stream at once', async () => {
  const log = new EventLog(() => nothing)
  const page = await openPage(log)
  const ended = expect(page.next()).rejects.toThrow('The stream has ended.')

  page.leave()

  await ended
})

test('a page that was away while nobody looked gets everything anew', async () => {
  const log = new EventLog(() => nothing)
  const page = await openPage(log)
  page.leave()
  await expect(page.next()).rejects.toThrow('The stream has ended.')
  log.publish(message(10, 'Said to nobody.'))

  expect(JSON.parse((await openPage(log, page.first.id)).first.data)).toMatchObject({ kind: 'snapshot' })
})
