import { expect } from 'vitest'
import { startLoopback } from '../../../fake-discord/loopback.ts'
import { version } from '../../../src/version.ts'
import { freePort } from '../../support/free-port.ts'
import { PROCESS_PATIENCE, test } from '../support/process-fixtures.ts'

async function health(port: number, path = '/healthz') {
  const response = await fetch(`http://127.0.0.1:${port}${path}`)
  return { status: response.status, body: response.status === 404 ? undefined : await response.json() }
}

const models = { version, chat: true, learning: true, embeddings: true }

test('says it is well while gateway and Redis are there, and knows no other page', async ({ program }) => {
  const port = await freePort()
  await program.start({ METRICS_PORT: String(port) })

  expect(await health(port)).toEqual({ status: 200, body: { gateway: true, redis: true, ...models } })
  expect(await health(port, '/')).toEqual({ status: 404, body: undefined })
})

test('says so while Redis is away', async ({ program }) => {
  const port = await freePort()
  await program.start({ METRICS_PORT: String(port), REDIS_URL: `redis://127.0.0.1:${await freePort()}` })

  expect(await health(port)).toEqual({
    status: 503,
    body: { gateway: true, redis: false, ...models, why: { redis: expect.stringContaining('ECONNREFUSED') } },
  })
})

test('says so while the gateway is away, until it is back', { timeout: 60_000 }, async ({ discord, program }) => {
  const port = await freePort()
  await program.start({ METRICS_PORT: String(port) })

  const discordPort = Number(new URL(discord.url).port)
  await discord.close()
  await expect
    .poll(() => health(port), PROCESS_PATIENCE)
    .toEqual({
      status: 503,
      body: { gateway: false, redis: true, ...models, why: { gateway: expect.stringContaining('gateway') } },
    })
  const back = await startLoopback({ port: discordPort })

  await expect
    .poll(() => health(port), PROCESS_PATIENCE)
    .toEqual({ status: 200, body: { gateway: true, redis: true, ...models } })
  await back.close()
})
