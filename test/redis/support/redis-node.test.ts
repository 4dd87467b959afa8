import { env } from 'node:process'
import { expect, inject, onTestFinished, test } from 'vitest'
import { pipServer } from '../../../src/redis/local-server/find/pip.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { RedisNode } from './redis-node.ts'

test('a node whose port is taken starts on another one', async ({ skip }) => {
  const server = await pipServer({ env, log: silentLogger, writtenBy: undefined })
  if ('missing' in server) return skip(server.missing)
  const { port: taken } = new URL(inject('redisUrl'))
  const ports: number[] = []
  const node = await RedisNode.start(server, port => {
    ports.push(port)
    return ports.length === 1 ? `port ${taken}` : ''
  })
  onTestFinished(() => node.stop())

  expect(ports).toEqual([expect.any(Number), node.port])
  expect(await node.admin.ping()).toBe('PONG')
})
