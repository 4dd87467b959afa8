import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { boxed, openLog } from '../../src/observability/open-log.ts'

async function logged(isTTY: boolean, details: object = { setting: 'CHAT_MODEL', model: 'small' }): Promise<string> {
  let text = ''
  const write = (piece: string) => {
    text += piece
  }
  const log = await openLog({ isTTY, write })
  log.warn(details, 'the model server has no such model')
  return stripVTControlCharacters(text)
}

test('a person reads a time, a level, words and details', async () => {
  expect(await logged(true)).toMatch(
    /^\[\d\d:\d\d:\d\d\] WARN: the model server has no such model \{"setting":"CHAT_MODEL","model":"small"\}\n$/u,
  )
})

test('an error is told in its line', async () => {
  expect(await logged(true, { error: 'ModelError', reason: 'key' })).toMatch(
    /\{"error":"ModelError","reason":"key"\}\n$/u,
  )
})

test('anything else reads JSON', async () => {
  expect(JSON.parse(await logged(false))).toMatchObject({ level: 40, setting: 'CHAT_MODEL' })
})

test('a box is as wide as its longest line, and lets links be whole where the terminal is narrow', () => {
  expect(boxed(['Invite it:', 'https://a.example/b'])).toBe(
    '╭─────────────────────╮\n│ Invite it:          │\n│ https://a.example/b │\n╰─────────────────────╯\n',
  )
  expect(boxed(['Hi', 'https://a.example/much-too-long'], 20)).toContain('\n  https://a.example/much-too-long\n')
})

test.for([0, 1, 3, 4, 5, 20])('a link is whole in a terminal of %i columns', columns => {
  expect(boxed(['Hi', 'https://a.example/much-too-long'], columns)).toContain('https://a.example/much-too-long')
})
