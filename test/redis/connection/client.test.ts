import { once } from 'node:events'
import { createServer } from 'node:net'
import { kill } from 'node:process'
import { expect, onTestFinished, test } from 'vitest'
import { ConfigError, MemoryUnavailable } from '../../../src/errors.ts'
import { adviceOn } from '../../../src/redis/connection/advice.ts'
import { connectRedis, type RedisEvent } from '../../../src/redis/connection/client.ts'
import { questionOf, receiveAndAnswer, receiveQuestion, textsOf } from '../../contract/support/conversations.ts'
import { plainRedis, snowflake, testStore } from '../support/fixtures.ts'
import { recordingLog, startLocalServer, testFolder } from '../support/local-server.ts'

/** A connection as the bot makes it, and what it tells. */
async function connection(url: string) {
  const log = recordingLog()
  const redis = await connectRedis({ url, onEvent: event => log.info(event, '') })
  onTestFinished(() => redis.disconnect())
  const kinds = () => log.lines.map(({ facts }) => (facts as RedisEvent).kind)
  return { redis, said: (kind: RedisEvent['kind']) => log.said(`"kind":"${kind}"`), kinds, log }
}

/** A server that answers everything with one line. */
async function replying(line: string): Promise<string> {
  const server = createServer(socket => {
    socket.on('error', () => undefined)
    socket.on('data', data => socket.write(`${line}\r\n`.repeat(String(data).match(/^\*/gm)?.length ?? 1)))
    onTestFinished(() => void socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return `redis://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

test('Redis may stop and start again: each is told once, and nothing is lost', async () => {
  const server = await startLocalServer(testFolder())
  const { redis, said, kinds } = await connection(server.url)
  const { store } = testStore(redis)
  const question = questionOf()
  await receiveAndAnswer(store, question, 'Nice.')
  const pid = Number(/process_id:(?<pid>\d+)/.exec(await redis.info('server'))?.[1])

  kill(pid, 'SIGKILL')
  const { facts } = await said('lost')
  expect(adviceOn((facts as { code: string }).code).whatToDo).toContain('does Redis still run?')
  await expect(store.readSnapshot(question, { kind: 'user' })).rejects.toThrow(MemoryUnavailable)
  await said('back')

  const { window } = await receiveQuestion(store, { ...question, id: snowflake() })
  expect(textsOf(window)).toEqual(['q: I live in Lisbon.', 'a: Nice.'])
  expect(kinds()).toEqual(['lost', 'back'])
})

test('a Redis that is down does not stop the start', async () => {
  const server = await startLocalServer(testFolder())
  await server.stop()

  const { redis, kinds } = await connection(server.url)

  expect(kinds()).toEqual(['lost'])
  const failure = await testStore(redis)
    .store.keepQuestion(questionOf({ text: 'a secret' }), { kind: 'user' })
    .catch(error => error)
  expect(failure).toBeInstanceOf(MemoryUnavailable)
  expect(failure.details).toMatchObject({ command: 'keep-question-19', code: 'disconnected' })
  expect(JSON.stringify([failure, failure.cause, failure.message])).not.toContain('secret')
})

test('an error of a script names its place, never what was said', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const question = questionOf({ text: 'a secret' })
  await redis.set(keys.log(question), 'not a hash')

  const failure = await store.keepQuestion(question, { kind: 'user' }).catch(error => error)

  expect(failure).toBeInstanceOf(MemoryUnavailable)
  expect(failure.details).toMatchObject({
    command: 'keep-question-19',
    code: 'WRONGTYPE',
    line: expect.stringMatching(/user_script:\d/),
  })
  expect(JSON.stringify([failure, failure.cause, failure.message])).not.toContain('secret')
})

test('a wrong password, or none where one is needed, says what to do', async () => {
  const { url } = await startLocalServer(testFolder())

  await expect(connectRedis({ url: url.replace(/:\w+@/, ':wrong@'), onEvent: () => undefined })).rejects.toThrow(
    /refuses the user name or password in REDIS_URL/,
  )
  await expect(connectRedis({ url: url.replace(/:\w+@/, ''), onEvent: () => undefined })).rejects.toThrow(
    /wants a password: put it into REDIS_URL/,
  )
})

test('an address that is none is refused without being quoted', async () => {
  const failure = await connectRedis({ url: 'http://:pa55word@host', onEvent: () => undefined }).catch(error => error)

  expect(failure).toBeInstanceOf(ConfigError)
  expect(failure.message).not.toContain('pa55word')
})

test('an old Redis is refused', async () => {
  const info = '# Server\r\nredis_version:6.2.14\r\n'

  await expect(
    connectRedis({ url: await replying(`$${info.length}\r\n${info}`), onEvent: () => undefined }),
  ).rejects.toThrow(/Redis 7 or newer \(or Valkey\), and this is 6\.2\.14/)
})

test('a server that would lose what it is given is told of', async () => {
  const { url } = await startLocalServer(testFolder())
  const admin = plainRedis(url)
  await admin.config('SET', 'appendonly', 'no')
  await admin.config('SET', 'maxmemory-policy', 'allkeys-lru')
  await admin.config('SET', 'maxmemory', '100mb')

  const forgetful = await connection(url)
  const told = await forgetful.said('notDurable')
  await admin.config('SET', 'save', '3600 1')
  const careless = await connection(url)

  expect(told.facts).toEqual({ kind: 'notDurable', restartLoses: 'everything', evicts: true })
  expect((await careless.said('notDurable')).facts).toEqual({
    ...{ kind: 'notDurable', restartLoses: 'lastWrites', evicts: true },
  })
})

test('a server that does not say is left in peace', async () => {
  const { url } = await startLocalServer(testFolder())
  await plainRedis(url).call('ACL', 'SETUSER', 'bot', 'on', '>secret', '~*', '+@all', '-config')

  const { said } = await connection(url.replace(/:\w+@/, 'bot:secret@'))

  expect((await said('durabilityUnknown')).facts).toEqual({ kind: 'durabilityUnknown', code: 'NOPERM' })
})

test('a reply that came while the process was busy is no time-out', async () => {
  const { redis } = await connection((await startLocalServer(testFolder())).url)
  await redis.set('place', 'Lisbon')

  const reply = redis.get('place')
  await new Promise(setImmediate) // the command goes out
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500)

  expect(await reply).toBe('Lisbon')
})

test('a database that the server does not have is refused, instead of another one being written to', async () => {
  const { url } = await startLocalServer(testFolder())

  await expect(connection(`${url}/99`)).rejects.toThrow(/no database of the number/u)
  expect((await connection(`${url}/7`)).redis.status).toBe('ready')
})

test('another program where Redis should be is told as such', async () => {
  const { log } = await connection(await replying('HTTP/1.1 400 Bad Request'))

  expect(log.lines[0]?.facts).toEqual({ kind: 'lost', code: 'NO_ANSWER' })
})
