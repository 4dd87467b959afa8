import { expect, test } from 'vitest'
import { fitChannelTalk, type TalkLine } from '../../../src/prompt/sections/channel-talk.ts'
import { byteCounter } from '../../../src/prompt/tokens/counter.ts'
import { NOON } from '../support/prompt-input.ts'

const MINUTE = 60_000

/** A talk whose messages have their places as ids, a minute apart; `to`: the place of what one replies to. */
function talkOf(
  ...said: readonly (readonly [author: string | undefined, text: string, to?: number | undefined])[]
): TalkLine[] {
  return said.map(([author, text, to], at) => {
    const target = to === undefined ? undefined : said[to]
    return {
      ...{ messages: [String(at)], author, text, saidAt: NOON + at * MINUTE },
      to: target && { author: target[0], message: String(to), text: target[1] },
    }
  })
}

function fitted(lines: readonly TalkLine[], { room = 5000, shown = [] as readonly string[], timeZone = 'UTC' } = {}) {
  return fitChannelTalk(lines, { room, counter: byteCounter, timeZone, shown: new Set(shown) })
}

/** Without its title. */
const linesOf = ({ text }: { readonly text: string }) => text.split('\n').slice(1, -1)

test('tells day, weekday and zone once, and the time each time', () => {
  const lines = talkOf(['Bob', 'one'], ['Cleo', 'two'])
  const later: TalkLine = { messages: ['9'], author: 'Bob', text: 'three', saidAt: NOON + 13 * 60 * MINUTE }

  expect(linesOf(fitted([...lines, later], { timeZone: 'Asia/Tokyo' }))).toEqual([
    ...['[Bob, 2026-01-31 Sat 21:00 Asia/Tokyo]', '> one', '[Cleo, 21:01]', '> two'],
    ...['[Bob, 2026-02-01 Sun 10:00]', '> three'],
  ])
})

test('says what a reply means where that is not the latest of whom it is said to', () => {
  const lines = talkOf(
    ['Bob', 'tea or coffee?'],
    ['Cleo', 'tea', 0],
    ['Bob', 'cake or "pie"?'],
    ['Ada', 'coffee', 0],
    ['Ada', 'pie', 2],
    [undefined, 'Two pies, then.', 4],
  )

  expect(linesOf(fitted(lines)).filter(line => line.startsWith('['))).toEqual([
    ...['[Bob, 2026-01-31 Sat 12:00 UTC]', '[Cleo, to Bob, 12:01]', '[Bob, 12:02]'],
    ...['[Ada, to Bob: "tea or coffee?", 12:03]', '[Ada, to Bob, 12:04]', '[you, to Ada, 12:05]'],
  ])
})

test('leaves out what stands there as turns, and says where the last of them belongs if something was said before', () => {
  const lines = talkOf(
    ['Ada', 'hello'],
    [undefined, 'Hello!'],
    ['Bob', 'is it raining?'],
    ['Ada', 'will it rain?'],
    [undefined, 'Not before noon, says the forecast for today.'],
    ['Bob', 'good'],
    ['Ada', 'thanks'],
    [undefined, 'Always.'],
  )

  expect(linesOf(fitted(lines, { shown: ['0', '1', '3', '4', '6', '7'] }))).toEqual([
    ...['[Bob, 2026-01-31 Sat 12:02 UTC]', '> is it raining?'],
    ...['[you, 12:04, above]', '> Not before noon, says the forecast for…'],
    ...['[Bob, 12:05]', '> good', '[you, 12:07, above]', '> Always.'],
  ])
  expect(fitted(lines, { shown: lines.flatMap(({ messages }) => messages) })).toMatchObject({
    text: '',
    tokens: 0,
    cut: 0,
  })
})

test('shortens one long message rather than lose all before it, and counts it among what is cut', () => {
  const long = `begin ${'x'.repeat(8000)} end`
  const lines = talkOf(['Bob', 'the door code is 12'], ['Cleo', long], ['Dan', 'ok'])
  const { text, cut, tokens } = fitted(lines, { room: 2000 })

  expect(text).toMatch(
    /> the door code is 12\n\[Cleo, [^\n]+\n> begin x+\n\[\d+ of 8010 characters left out here\]\n> x+ end\n\[Dan/u,
  )
  expect(cut).toBe(1)
  expect(tokens).toBeLessThanOrEqual(2000)
  expect(fitted(lines, { room: 20_000 }).text).toContain(long)
})

test.each([0, 50, 100, 150, 200, 300, 400])('keeps to %i, the newest first', room => {
  const lines = talkOf(
    ...Array.from({ length: 12 }, (_, i) => ['Bob', `line ${i}`, i > 3 ? i - 3 : undefined] as const),
  )
  const { text, tokens, cut } = fitted(lines, { room })

  expect(tokens).toBeLessThanOrEqual(room)
  const shown = [...text.matchAll(/> line (\d+)/gu)].map(([, number]) => Number(number))
  expect(shown).toEqual(Array.from({ length: 12 - cut }, (_, i) => cut + i))
})
