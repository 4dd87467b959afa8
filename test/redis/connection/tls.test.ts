import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { adviceOn } from '../../../src/redis/connection/advice.ts'
import { connectRedis, type RedisEvent } from '../../../src/redis/connection/client.ts'
import { startLocalServer, testFolder } from '../support/local-server.ts'

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}.pem`, import.meta.url), 'utf8')
const certificate = fixture('localhost-certificate')

/** A Redis behind TLS, under the name `localhost`; its certificate is signed by itself. */
async function encryptedServer() {
  const { url } = await startLocalServer(testFolder())
  const { port, password } = new URL(url)
  const names: unknown[] = []
  const server = createServer({ key: fixture('localhost-key'), cert: certificate }, socket => {
    names.push(socket.servername)
    const redis = connect(Number(port), '127.0.0.1')
    socket.pipe(redis).pipe(socket)
    for (const end of [socket, redis]) end.on('error', () => undefined)
    onTestFinished(() => void redis.destroy())
  })
  server.on('tlsClientError', () => undefined)
  server.listen(0, 'localhost')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { url: `rediss://:${password}@localhost:${(server.address() as AddressInfo).port}`, plain: url, names }
}

async function connected(url: string) {
  const events: RedisEvent[] = []
  const redis = await connectRedis({ url, onEvent: event => events.push(event) })
  onTestFinished(() => redis.disconnect())
  return { redis, events }
}

test('a server behind TLS is told which name is meant', async () => {
  const { url, names } = await encryptedServer()
  const known = getCACertificates('default')
  setDefaultCACertificates([...known, certificate])
  onTestFinished(() => setDefaultCACertificates(known))

  const { redis } = await connected(url)

  expect(await redis.ping()).toBe('PONG')
  expect(names).toEqual(['localhost'])
})

test('a certificate that nobody here knows, and a port without TLS, are told with what to do', async () => {
  const { url, plain } = await encryptedServer()

  const unknown = await connected(url)
  const unencrypted = await connected(plain.replace('redis:', 'rediss:'))

  const advice = [unknown, unencrypted].map(({ events: [event] }) =>
    event?.kind === 'lost' ? adviceOn(event.code).whatToDo : event,
  )
  expect(advice).toEqual([expect.stringContaining('NODE_EXTRA_CA_CERTS'), expect.stringContaining('redis://')])
})
