import { expect, test } from 'vitest'
import { describeWrongToken } from '../../src/discord/wrong-token.ts'

const bot = '123'.repeat(6)
const [id, time, signature] = [Buffer.from(bot).toString('base64'), 'GabcDE', 'a'.repeat(38)]

test.for([
  [bot, 'the application’s id'],
  ['0badf00d'.repeat(8), 'the application’s public key'],
  ['abcdefgh'.repeat(4), 'the client secret'],
  ['https://discord.com/oauth2/authorize?client_id=1', 'an address'],
  ['sk-proj-abcdefghijkl', 'no token'],
  ['Bot wrong-token', 'three parts with dots'],
  [[id, time].join('.'), 'not the whole'],
  [[id, time, signature, signature].join('.'), 'no token'],
  [[id, time, signature.slice(0, 12)].join('.'), 'to its end'],
  [[id.slice(5), time, signature].join('.'), 'beginning'],
  [[id, time, signature].join('.'), `of the application ${bot}: it was reset`],
] as const)('%s is known as what it is, and not quoted', ([token, what]) => {
  expect(describeWrongToken(token)).toContain(what)
  expect(describeWrongToken(token)).not.toContain(token === bot ? bot : token.slice(-12))
})
