import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { env, execPath, kill } from 'node:process'
import { expect, onTestFinished, test } from 'vitest'
import { findServer } from '../../../src/redis/local-server/find/find-server.ts'
import { plainRedis } from '../support/fixtures.ts'
import { recordingLog, startLocalServer, testFolder } from '../support/local-server.ts'

const LOCAL = new URL('../../../src/redis/local-server/start.ts', import.meta.url).href

async function processOf(url: string): Promise<number> {
  const info = await plainRedis(url).info('server')
  return Number(/process_id:(?<pid>\d+)/.exec(info)?.[1])
}

/** A folder of programs of the test's own, by name and script. */
function programs(scripts: Record<string, string>): string {
  const folder = testFolder()
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }
  return folder
}

test('what is kept outlives an orderly end, in a folder with a hard name', async () => {
  const folder = join(testFolder(), 'ein "sehr" schöner\\Ordner: 東京', 'a'.repeat(100))
  mkdirSync(folder, { recursive: true })
  const first = await startLocalServer(folder)
  await plainRedis(first.url).set('kept', 'yes')
  await first.stop()

  const second = await startLocalServer(folder)

  expect(second.url).toBe(first.url)
  expect(await plainRedis(second.url).get('kept')).toBe('yes')
})

test('it keeps everything, listens on this machine alone, and wants its password', async () => {
  const folder = testFolder()
  const { url, redisSearch } = await startLocalServer(folder)
  const redis = plainRedis(url)

  expect(await redis.config('GET', 'appendonly')).toEqual(['appendonly', 'yes'])
  expect(await redis.config('GET', 'appendfsync')).toEqual(['appendfsync', 'everysec'])
  expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
  expect(statSync(join(folder, 'redis.json')).mode & 0o777).toBe(0o600)
  const withoutPassword = plainRedis(url.replace(/:\w+@/, ''))
  await expect(withoutPassword.get('kept')).rejects.toThrow(/NOAUTH/)
  const arguments_ = execFileSync('ps', ['-o', 'args=', '-p', String(await processOf(url))], { encoding: 'utf8' })
  expect(arguments_).toContain('redis-server')
  expect(arguments_).not.toContain(new URL(url).password)
  expect(JSON.stringify(await redis.call('MODULE', 'LIST')).includes('search')).toBe(redisSearch)
})

test('a second one in the same folder is refused, and the first stays', async () => {
  const folder = testFolder()
  const first = await startLocalServer(folder)

  await expect(startLocalServer(folder)).rejects.toThrow(/already runs with the data folder/)

  expect(await plainRedis(first.url).ping()).toBe('PONG')
})

test('of two that start at once one is refused', async () => {
  const folder = testFolder()

  const both = await Promise.allSettled([startLocalServer(folder), startLocalServer(folder)])

  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { message: expect.stringMatching(/already runs/) },
  })
})

test('the Redis that a killed process left behind is ended in order, and nothing is lost', async () => {
  const folder = testFolder()
  const script = `
    import { startLocalRedis } from ${JSON.stringify(LOCAL)}
    const log = { debug() {}, info() {}, warn() {}, error() {} }
    const { url } = await startLocalRedis({ dataDir: process.argv[1], log, env: process.env })
    process.stdout.write(url)
    setInterval(() => {}, 1000)`
  const bot = spawn(execPath, ['--input-type=module', '--eval', script, folder], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void bot.kill('SIGKILL'))
  const [url] = await once(bot.stdout.setEncoding('utf8'), 'data')
  const orphan = await processOf(String(url))
  await plainRedis(String(url)).set('kept', 'yes')
  const ended = once(bot, 'exit')
  bot.kill('SIGKILL')
  await ended
  expect(kill(orphan, 0)).toBe(true)

  const log = recordingLog()
  const next = await startLocalServer(folder, log)

  expect(await plainRedis(next.url).get('kept')).toBe('yes')
  expect(await processOf(next.url)).not.toBe(orphan)
  await log.said('stopping local Redis of an earlier run')
})

test('a Redis that dies is started again at the same address, with its data', async () => {
  const log = recordingLog()
  const server = await startLocalServer(testFolder(), log)
  const redis = plainRedis(server.url)
  await redis.set('kept', 'yes')

  kill(await processOf(server.url), 'SIGKILL')

  await log.said('local Redis exited')
  await log.said('local Redis restarted')
  expect(await plainRedis(server.url).get('kept')).toBe('yes')
})

test('a port that somebody else has taken meanwhile is left to them', async () => {
  const folder = testFolder()
  const first = await startLocalServer(folder)
  await plainRedis(first.url).set('kept', 'yes')
  await first.stop()
  const stranger = createServer(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(
    Number(new URL(first.url).port),
    '127.0.0.1',
  )
  await once(stranger, 'listening')
  onTestFinished(() => void stranger.close())

  const second = await startLocalServer(folder)

  expect(second.url).not.toBe(first.url)
  expect(await plainRedis(second.url).get('kept')).toBe('yes')
})

test('an older Redis on PATH is named and passed over, and so is one that could not read the data', async () => {
  const folder = testFolder()
  const first = await startLocalServer(folder)
  await first.stop()
  const old = 'echo "Redis server v=6.2.14 sha=00000000:0 malloc=jemalloc bits=64 build=0"'
  const empty = { PATH: programs({ 'redis-server': old }), HOME: testFolder() }
  const log = recordingLog()

  await expect(startLocalServer(testFolder(), log, empty)).rejects.toThrow(
    /version 6\.2\.14, and Keepsake needs 7 or newer/,
  )
  expect((await log.said('redis-server on PATH skipped')).level).toBe('warn')

  writeFileSync(join(folder, 'redis-version'), '7.99.1')
  const newer = { ...empty, PATH: programs({ 'redis-server': old.replace('6.2.14', '7.98.0') }) }
  await expect(startLocalServer(folder, log, newer)).rejects.toThrow(/can’t read what 7\.99\.1 wrote/)
})

test('where nothing can be had, one message names the choices', async () => {
  const home = testFolder()

  await expect(startLocalServer(testFolder(), recordingLog(), { PATH: testFolder(), HOME: home })).rejects.toThrow(
    /install redis-server 7 or newer[\s\S]*Docker[\s\S]*REDIS_URL/,
  )

  expect(readdirSync(join(home, '.cache/keepsake'))).toEqual([])
})

test('a program that does not start is told with its own last words', async () => {
  const scripts = { 'redis-server': '[ "$1" = --version ] && echo "Redis server v=7.2.0" || echo "no luck today"' }

  await expect(startLocalServer(testFolder(), recordingLog(), { PATH: programs(scripts) })).rejects.toThrow(
    /no luck today/,
  )
})

test('Docker runs it where its engine answers', async ({ skip }) => {
  const log = recordingLog()
  const real = await findServer({ env, log, writtenBy: undefined })
  skip(real.kind === 'docker', 'the other tests ran with it')
  const dataDir = testFolder()
  const { command, env: realEnv } = real.launch({ dataDir, port: 1, password: 'x' })
  const { LD_LIBRARY_PATH: libraries = '' } = realEnv
  const calls = join(testFolder(), 'calls')
  const docker = `
    echo "$*" >> ${calls}
    [ "$1" = run ] || exit 0
    for word in "$@"; do
      case $word in 127.0.0.1:*:6379) port=\${word#*:} ;; esac
    done
    export LD_LIBRARY_PATH=${libraries}
    sed "s#/data#${dataDir}#; s/^port .*/port \${port%:*}/; s/^bind .*/bind 127.0.0.1/" | ${command} -`
  const path = programs({ docker, sed: 'PATH=/usr/bin:/bin; exec sed "$@"' })

  const server = await startLocalServer(dataDir, log, { ...env, PATH: path })

  expect(server.kind).toBe('docker')
  expect(await plainRedis(server.url).set('kept', 'yes')).toBe('OK')
  await server.stop()
  expect(readdirSync(dataDir)).toContain('appendonlydir')
  const told = readFileSync(calls, 'utf8')
  expect(told).toContain(`type=bind,"source=${dataDir}",target=/data redis:8 redis-server -`)
  expect(told).not.toContain(new URL(server.url).password)
})
