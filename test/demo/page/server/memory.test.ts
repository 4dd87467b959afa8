import { expect } from 'vitest'
import type { PageMemory } from '../../../../demo/page/memory-events.ts'
import type { PageEvent } from '../../../../demo/page/protocol.ts'
import type { Person } from '../../../../fake-discord/person.ts'
import { en } from '../../../../src/locales/en.ts'
import { followEvents, type ReadEvent } from '../support/read-events.ts'
import { type RunningDemo, test } from '../support/running-demo.ts'

/** A page that is open, and what comes to it. */
async function openPage(demo: RunningDemo, lastId?: string) {
  const events = followEvents(demo, lastId)
  const seen: ReadEvent[] = []
  const until = async <Found>(find: (event: PageEvent) => Found | undefined): Promise<Found> => {
    for (;;) {
      const { value } = await events.next()
      if (value === undefined) throw new Error('The stream has ended.')
      seen.push(value)
      const found = find(value.event)
      if (found !== undefined) return found
    }
  }
  /** The first memory of somebody that is as it should be. */
  const memoryOf = (userId: string, isWanted: (memory: PageMemory) => boolean) =>
    until(event =>
      event.kind === 'memory' && event.memory.userId === userId && isWanted(event.memory) ? event.memory : undefined,
    )
  return { seen, until, memoryOf, leave: () => events.return(undefined) }
}

/** The first study of a process loads what it checks facts with, which takes a while on a busy machine. */
const FIRST_STUDY = { timeout: 60_000 }

async function forgetEverything(person: Person): Promise<void> {
  const { message } = await person.command('forget', { what: 'everything' })
  if (message === undefined) throw new Error('The bot showed no message.')
  const form = await person.clicks(message, en.forget.everythingButton)
  await person.submits(form, { [en.forget.formLabel]: en.forget.phrase })
}

test(
  'what is not kept is told with the reason, and what models were asked goes with the message that is in it',
  FIRST_STUDY,
  async ({ demo }) => {
    const { bot, discord } = demo.world
    const cleo = discord.user('Cleo')
    const page = await openPage(demo)
    const study = (event: PageEvent) =>
      event.kind === 'request' && event.request.what === 'study' && event.request.userId === cleo.id
        ? event.request.messages.map(({ text }) => text).join('\n')
        : undefined
    // Only what a page sees that is open by then is told.
    await page.memoryOf(cleo.id, ({ refused }) => refused.length === 0)
    const said = await cleo.dm('My doctor says I have HIV.')
    await discord.reply(said)
    const learned = bot.learn([cleo.id])

    expect(await page.until(study)).toContain('My doctor says I have HIV.')
    const isTold = ({ refused, spent }: PageMemory) => refused.length > 0 && spent.tokens > 0
    const { refused } = await page.memoryOf(cleo.id, isTold)
    await learned
    expect(refused).toMatchObject([{ why: en.know.rejected.sensitive, messageId: said.id }])

    await cleo.deletes(said)
    expect(await page.until(study)).toBe('')
    await page.memoryOf(cleo.id, memory => memory.refused.length === 0)
    const another = await openPage(demo)
    const told = await another.until(event => (event.kind === 'snapshot' ? event : undefined))
    await Promise.all([page.leave(), another.leave()])

    expect(JSON.stringify(told)).not.toContain('HIV')
  },
)

test(
  'what is learned is told, with where it was said; what is deleted is gone from the stream as well',
  FIRST_STUDY,
  async ({ demo }) => {
    const { bot, discord } = demo.world
    const ada = discord.user('Ada')
    const page = await openPage(demo)
    await page.memoryOf(ada.id, ({ facts }) => facts.length === 0)
    const before = page.seen.at(-1)?.id
    const said = await ada.dm('I live in Lisbon.')
    await discord.reply(said)
    await bot.learn([ada.id])

    const { facts } = await page.memoryOf(ada.id, memory => memory.facts.length > 0)
    const { id: messageId, channel_id: channelId } = said
    expect(facts).toMatchObject([{ text: 'You live in Lisbon.', scope: { kind: 'dm' }, messageId, channelId }])

    await ada.deletes(said)
    await page.memoryOf(ada.id, memory => memory.facts.length === 0)
    const back = await openPage(demo, before)
    await back.memoryOf(ada.id, memory => memory.facts.length === 0)
    await Promise.all([page.leave(), back.leave()])

    expect(JSON.stringify(back.seen)).not.toContain('I live in Lisbon')
    expect(JSON.stringify(back.seen)).not.toContain('You live in Lisbon')
  },
)

test('with everything forgotten nothing of it is told to anybody who opens the page', FIRST_STUDY, async ({ demo }) => {
  const { discord } = demo.world
  const bob = discord.user('Bob')
  const page = await openPage(demo)
  await bob.says(discord.channel('general'), `I live in Porto.`, { mention: true })
  const { facts } = await page.memoryOf(bob.id, memory => memory.facts.length > 0)
  expect(facts[0]?.scope).toEqual({ kind: 'guild', serverId: facts[0]?.scope.serverId })

  await forgetEverything(bob)
  await page.memoryOf(bob.id, memory => memory.facts.length === 0)
  const another = await openPage(demo)
  const told = await another.until(event => (event.kind === 'snapshot' ? event : undefined))
  await Promise.all([page.leave(), another.leave()])

  expect(JSON.stringify(told.memories)).not.toContain('Porto')
})
