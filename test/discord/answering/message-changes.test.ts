import { expect, test, vi } from 'vitest'
import { MessageChanges, type MessageChangesDependencies } from '../../../src/discord/answering/message-changes.ts'
import { Outbox } from '../../../src/memory/outbox.ts'
import { silentLogger } from '../../support/silent-logger.ts'

test('a deletion that the store takes its time for stands in the journal before it has answered', async () => {
  const add = vi.fn()
  const told = Promise.withResolvers<undefined>()
  const conversations = { deleteMessage: () => told.promise } as unknown as MessageChangesDependencies['conversations']
  const outbox = new Outbox(conversations as never, { read: () => [], add, clear: vi.fn() }, Date.now)
  const changes = new MessageChanges({
    ...{ conversations, outbox, log: silentLogger },
    messageApi: { remove: async () => undefined },
  })

  const deletion = changes.delete('10')
  await vi.waitUntil(() => add.mock.calls.length > 0)
  told.resolve(undefined)
  await deletion

  expect(add.mock.calls).toEqual([['10']])
})
