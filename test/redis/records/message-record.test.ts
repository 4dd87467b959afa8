import { expect, test } from 'vitest'
import { parseMessageOwner, parseTurnRecord } from '../../../src/redis/records/message-record.ts'

const [user, channel, question, answer] = ['300', '400', '1444444444412345678', '1444444445511112222']

test('of a question, and of its answer, ids that begin like theirs are told by the digits behind', () => {
  const record = `${user} ${channel}  dm 5511112222,+7`

  expect(parseMessageOwner(question, record)).toEqual({ user, channel, id: question, answers: [answer, '7'] })
  expect(parseTurnRecord(question, record)).toEqual({ user, question, scope: 'dm' })
  expect(parseMessageOwner(answer, `${user} ${channel} 4412345678  `)).toEqual({
    user,
    channel,
    id: question,
    answers: [],
  })
})

test('what is forgotten is gone, and its answers are known', () => {
  const record = `!${user} ${channel}  dm +7`

  expect(parseTurnRecord(question, record)).toBe('gone')
  expect(parseMessageOwner(question, record)).toMatchObject({ answers: ['7'] })
})

test('records of before are read as well', () => {
  const record = JSON.stringify({ user, channel, id: question, scope: 'dm', answers: [answer] })

  expect(parseMessageOwner(question, record)).toEqual({ user, channel, id: question, answers: [answer] })
  expect(parseTurnRecord(question, record)).toEqual({ user, question, scope: 'dm' })
  expect(parseTurnRecord(question, record.replace('dm', 'nowhere'))).toBeUndefined()
})

test.each(['half an owner', '1 2', '1 x  dm ', `${user} ${channel}  nowhere `])('of %j nothing is made', record => {
  expect(parseTurnRecord(question, record)).toBeUndefined()
})
