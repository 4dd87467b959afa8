import { Client, Status, type WebSocketShard } from 'discord.js'
import { expect, test } from 'vitest'
import { publicAddresses, readHealth } from '../src/health.ts'

const atHome = ['127.0.0.1', '::1', '192.168.1.20', 'fe80::1c2d']
const rented = [...atHome, '203.0.113.7', '2001:db8::7']

test.for([
  ['127.0.0.1', rented, []],
  ['::1', rented, []],
  ['192.168.1.20', rented, []],
  ['0.0.0.0', atHome, []],
  ['0.0.0.0', rented, ['203.0.113.7', '2001:db8::7']],
  ['::', rented, ['203.0.113.7', '2001:db8::7']],
  ['203.0.113.7', atHome, ['203.0.113.7']],
] as const)('at %s of a machine with %j the internet reaches %j', ([address, ofMachine, reached]) => {
  expect(publicAddresses(address, ofMachine)).toEqual(reached)
})

test('which shards of a process are away is told, where they are a part of the bot', () => {
  const client = new Client<true>({ intents: [], shards: [2, 3, 4], shardCount: 8 })
  client.ws.status = Status.Ready
  for (const [id, status] of [
    [2, Status.Ready],
    [3, Status.Connecting],
    [4, Status.Resuming],
  ] as const)
    client.ws.shards.set(id, { status } as WebSocketShard)

  const { gateway } = readHealth({ client, memory: { trouble: () => undefined }, models: { configured: [] } })

  expect(gateway).toContain('(shards 3-4/8)')
})
