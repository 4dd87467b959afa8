import { expect, test } from 'vitest'
import { type State, stateAfter } from '../../../../demo/page/browser/state.ts'
import type { BotState, PageEvent, PageMessage, PageWorld } from '../../../../demo/page/protocol.ts'

const world: PageWorld = {
  bot: { id: '1', name: 'Keepsake', role: 'bot', locale: 'en-US' },
  ...{ people: [], users: [], servers: [], places: [], commands: [] },
}
const bot: BotState = { is: 'ready', since: 0, starts: 1 }

function message(id: string, place: string, content = 'Hello!', author = '2'): PageMessage {
  return { id, channel_id: place, content, author: { id: author, username: 'ada' } } as PageMessage
}

function after(...events: readonly PageEvent[]): State {
  const setting = { model: '', memory: '', logFile: '' }
  const messages = [message('10', 'a'), message('11', 'b')]
  const first: PageEvent = { kind: 'snapshot', world, bot, setting, messages, memories: [], answers: [], requests: [] }
  const state = [first, ...events].reduce<State | undefined>(
    (before, event) => stateAfter(before, event, 1000),
    undefined,
  )
  if (state === undefined) throw new Error('A snapshot leaves a state.')
  return state
}

const saidIn = (state: State, place: string) => state.messages.get(place)?.map(({ content }) => content)

test('before the first snapshot nothing is known, and nothing fails', () => {
  expect(stateAfter(undefined, { kind: 'delete', channelId: 'a', ids: ['10'] })).toBeUndefined()
})

test('a message that comes again takes the place of itself, also when it is sent twice', () => {
  const edited: PageEvent = { kind: 'message', message: message('10', 'a', 'Hello there!') }
  const next: PageEvent = { kind: 'message', message: message('12', 'a', 'Next.') }

  expect(saidIn(after(next, edited, edited), 'a')).toEqual(['Hello there!', 'Next.'])
})

test('a message that is told behind later ones stands where it was said', () => {
  const said = ['12', '9', '14'].map(
    (id): PageEvent => ({ kind: 'message', message: message(id, 'a', `Number ${id}`) }),
  )

  expect(saidIn(after(...said), 'a')).toEqual(['Number 9', 'Hello!', 'Number 12', 'Number 14'])
})

test('messages that are deleted go, and those of other places stay', () => {
  const state = after(
    { kind: 'delete', channelId: 'a', ids: ['10', '99'] },
    { kind: 'delete', channelId: 'c', ids: ['1'] },
  )

  expect([saidIn(state, 'a'), saidIn(state, 'b')]).toEqual([[], ['Hello!']])
})

test('lists of places where nothing changed are the same', () => {
  const before = after()
  const changed = stateAfter(before, { kind: 'message', message: message('12', 'a') })

  expect(changed?.messages.get('b')).toBe(before.messages.get('b'))
  expect(changed?.messages.get('a')).not.toBe(before.messages.get('a'))
})

test('who writes types no more, and others go on', () => {
  const types = (userId: string): PageEvent => ({ kind: 'typing', channelId: 'a', userId })

  const state = after(types('2'), types('3'), { kind: 'message', message: message('12', 'a', 'Done.', '2') })

  expect([...(state.typing.get('a') ?? [])]).toEqual([['3', 11_000]])
})

test('keeps of a place what the small Discord keeps of it', () => {
  const many = Array.from(
    { length: 1200 },
    (_, number): PageEvent => ({ kind: 'message', message: message(String(100 + number), 'a', `${number}`) }),
  )

  expect(saidIn(after(...many), 'a')).toHaveLength(1000)
  expect(saidIn(after(...many), 'a')?.at(-1)).toBe('1199')
})
