import { expect } from 'vitest'
import type { PageEvent, PageMessage } from '../../../../demo/page/protocol.ts'
import { followEvents, readSnapshot } from '../support/read-events.ts'
import { type RunningDemo, test } from '../support/running-demo.ts'

const isMessage = (event: PageEvent): event is PageEvent & { message: PageMessage } => event.kind === 'message'

/** The next event that is wanted, with its id. */
async function nextOf(events: ReturnType<typeof followEvents>, isWanted: (event: PageEvent) => boolean) {
  for (;;) {
    const { value } = await events.next()
    if (value === undefined) throw new Error('The stream has ended.')
    if (isWanted(value.event)) return value
  }
}

/** The events that follow, up to the first that is wanted. */
async function readUntil(demo: RunningDemo, lastId: string | undefined, isWanted: (event: PageEvent) => boolean) {
  const seen: PageEvent[] = []
  for await (const { event } of followEvents(demo, lastId)) {
    seen.push(event)
    if (isWanted(event)) return seen
  }
  throw new Error('The stream has ended.')
}

const says = (text: string) => (event: PageEvent) => isMessage(event) && event.message.content.includes(text)

test('a page begins with all there is', async ({ demo }) => {
  const { discord } = demo.world
  await discord.reply(await discord.user('Ada').dm('Hello!'))

  const { world, messages, bot } = await readSnapshot(demo)

  expect(world.people.map(({ name, role }) => `${name}, ${role}`)).toEqual([
    'Ada, admin',
    'Bob, staff',
    'Cleo, visitor',
    'Dan, visitor',
    'Emma, on the tour',
  ])
  expect(world.servers.map(({ name }) => name)).toEqual(["Keepsake's place", 'Allotment club'])
  expect(world.commands.map(({ name }) => name)).toContain('whatdoyouknow')
  expect(bot).toMatchObject({ is: 'ready', starts: 1 })
  expect(messages.map(({ content }) => content)).toContain('Hello!')
})

test('a page that was away gets what it missed, and nothing twice', async ({ demo }) => {
  const { discord } = demo.world
  const bob = discord.user('Bob')
  // Something is kept while any page is open.
  const meanwhile = followEvents(demo)
  const { value: first } = await meanwhile.next()
  const general = discord.channel('general')
  await bob.says(general, 'One.')
  await bob.says(general, 'Two.')

  const missed = await readUntil(demo, first?.id, says('Two.'))
  await meanwhile.return(undefined)

  expect(missed.filter(isMessage).map(({ message }) => message.content)).toEqual(['One.', 'Two.'])
  expect(missed.map(({ kind }) => kind)).not.toContain('snapshot')
})

test('a page that was away for too long, or knows another demo, gets everything anew', async ({ demo }) => {
  const [run = ''] = (await readSnapshot(demo)).id.split('-')

  for (const lastId of [`${run}-999999`, 'another-1', '']) {
    const [first] = await readUntil(demo, lastId, () => true)
    expect(first?.kind).toBe('snapshot')
  }
})

test('two pages see the same', async ({ demo }) => {
  const { discord } = demo.world
  const both = [followEvents(demo), followEvents(demo)] as const
  await Promise.all(both.map(one => one.next()))

  await discord.user('Dan').says(discord.channel('general'), 'For both.')
  const [one, other] = await Promise.all(both.map(events => nextOf(events, says('For both.'))))
  await Promise.all(both.map(events => events.return(undefined)))

  expect(one).toMatchObject({ event: { kind: 'message', message: { content: 'For both.' } } })
  expect(other).toEqual(one)
})

test('what somebody changes of the world is told', async ({ demo }) => {
  const { origin, token, world } = demo
  const cleo = world.discord.user('Cleo').id
  const events = followEvents(demo)
  await events.next()
  const speaksGerman = (event: PageEvent) =>
    event.kind === 'world' && event.world.people.some(person => person.id === cleo && person.locale === 'de')
  const told = nextOf(events, speaksGerman)

  await fetch(`${origin}/actions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, Origin: origin, 'Content-Type': 'application/json' },
    body: JSON.stringify({ kind: 'language', as: cleo, locale: 'de' }),
  })

  await expect(told).resolves.toBeDefined()
  await events.return(undefined)
})
