import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { test as base, expect } from 'vitest'
import { startHealthServer } from '../../src/observability/health-server.ts'
import { version } from '../../src/version.ts'

const metrics = {
  contentType: 'text/plain; version=0.0.4; charset=utf-8',
  text: async () => 'keepsake_turns_total 3\n',
}

/** What the parts say of themselves, and the page that tells it. */
const test = base.extend<{ parts: Record<string, string | undefined>; server: Server; url: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
  parts: async ({}, use) => use({ gateway: undefined, redis: undefined, learning: undefined }),
  server: async ({ parts }, use) => {
    const server = await startHealthServer({ address: '127.0.0.1', port: 0 }, () => parts, metrics)
    await use(server)
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  },
  url: async ({ server }, use) => use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`),
})

const WELL = { version, gateway: true, redis: true, learning: true }

test('all is well', async ({ url }) => {
  const response = await fetch(url)

  expect(response.status).toBe(200)
  expect(await response.json()).toEqual(WELL)
})

test.for(['gateway', 'redis', 'learning'])('%s is away, and then back', async (part, { url, parts }) => {
  parts[part] = 'it is closed'
  const away = await fetch(url)
  parts[part] = undefined
  const back = await fetch(url)

  expect(away.status).toBe(503)
  expect(await away.json()).toEqual({ ...WELL, [part]: false, why: { [part]: 'it is closed' } })
  expect(back.status).toBe(200)
})

test.for([
  ['redis', 503, 200],
  ['learning', 200, 200],
] as const)(
  'without %s it is as ready (%i) and as alive (%i) as an orchestrator is to know',
  async ([part, ready, live], { url, parts }) => {
    parts[part] = 'it is closed'

    expect((await fetch(`${url}?ready`)).status).toBe(ready)
    expect((await fetch(`${url}?live`)).status).toBe(live)
  },
)

test('an address that is none is no page', async ({ server }) => {
  const { port } = server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1').end('GET // HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')

  expect((await socket.setEncoding('utf8').toArray()).join('')).toMatch(/^HTTP\/1\.1 404/u)
})

test('what is counted is there for Prometheus', async ({ url }) => {
  const response = await fetch(new URL('/metrics', url))

  expect(response.headers.get('content-type')).toBe(metrics.contentType)
  expect(await response.text()).toBe('keepsake_turns_total 3\n')
})

test('there is nothing else', async ({ url }) => {
  const other = await fetch(new URL('/', url))
  const written = await fetch(url, { method: 'POST' })

  expect([other.status, written.status]).toEqual([404, 404])
})

test('a port that is taken is told', async ({ server }) => {
  const { port } = server.address() as AddressInfo

  await expect(startHealthServer({ address: '127.0.0.1', port }, () => ({}), metrics)).rejects.toThrow('EADDRINUSE')
})

test('nobody on another machine can ask', async ({ server }) => {
  expect((server.address() as AddressInfo).address).toBe('127.0.0.1')
})
