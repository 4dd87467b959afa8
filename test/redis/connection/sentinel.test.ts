import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from 'node:process'
import { describe, expect, onTestFinished, test } from 'vitest'
import { connectRedis, type RedisEvent } from '../../../src/redis/connection/client.ts'
import { pipServer } from '../../../src/redis/local-server/find/pip.ts'
import { freePort } from '../../support/free-port.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { plainRedis } from '../support/fixtures.ts'
import { startLocalServer, testFolder } from '../support/local-server.ts'

const found = await pipServer({ env, log: silentLogger, writtenBy: undefined })

/** A Sentinel that watches a primary, and takes it for dead after a second. */
async function startSentinel(primary: string): Promise<number> {
  if ('missing' in found) throw new Error(found.missing)
  const [{ port: primaryPort, password }, port, dataDir] = [new URL(primary), await freePort(), testFolder()]
  const file = join(dataDir, 'sentinel.conf')
  const lines = [
    ...[`port ${port}`, 'bind 127.0.0.1', `dir ${dataDir}`, `sentinel monitor main 127.0.0.1 ${primaryPort} 1`],
    ...[`sentinel auth-pass main ${password}`, 'sentinel down-after-milliseconds main 1000'],
    'sentinel failover-timeout main 5000',
  ]
  await writeFile(file, lines.join('\n'))
  const { command, env: environment } = found.launch({ dataDir, port, password })
  const child = spawn(command, [file, '--sentinel'], { env: environment, stdio: 'ignore' })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  return port
}

describe.skipIf('missing' in found)('with Sentinels', () => {
  test('the primary is found, and the next one when it is gone', { timeout: 90_000 }, async () => {
    const [old, next] = [await startLocalServer(testFolder()), await startLocalServer(testFolder())]
    const { port, password } = new URL(old.url)
    const [oldAdmin, nextAdmin] = [plainRedis(old.url), plainRedis(next.url)]
    await oldAdmin.config('SET', 'repl-diskless-sync-delay', '0')
    await nextAdmin.config('SET', 'masterauth', password)
    await nextAdmin.config('SET', 'requirepass', password)
    await nextAdmin.replicaof('127.0.0.1', port)
    const sentinel = await startSentinel(old.url)
    const knows = plainRedis(`redis://127.0.0.1:${sentinel}`)
    await expect
      .poll(() => knows.call('SENTINEL', 'replicas', 'main').then(JSON.stringify), { timeout: 30_000 })
      .toContain('master-link-status","ok"')
    const events: RedisEvent['kind'][] = []

    const url = `redis-sentinel://:${password}@127.0.0.1:1,127.0.0.1:${sentinel}#main`
    const redis = await connectRedis({ url, onEvent: ({ kind }) => events.push(kind) })
    onTestFinished(() => redis.disconnect())
    await redis.set('before', '1')
    await old.stop()
    const written = () => redis.set('after', '1').catch(() => 'not yet')
    await expect.poll(written, { timeout: 60_000, interval: 200 }).toBe('OK')

    expect(await redis.get('before')).toBe('1')
    expect(events).toEqual(['lost', 'back'])
  })

  test('a name that no Sentinel knows is told as such', async () => {
    const { url } = await startLocalServer(testFolder())
    const sentinel = await startSentinel(url)
    const events: RedisEvent[] = []

    const redis = await connectRedis({
      url: `redis-sentinel://127.0.0.1:${sentinel}#other`,
      onEvent: event => events.push(event),
    })
    onTestFinished(() => redis.disconnect())

    expect(events).toEqual([{ kind: 'lost', code: 'NO_SENTINEL' }])
  })
})
