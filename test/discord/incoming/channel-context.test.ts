import { type Message, MessageType } from 'discord.js'
import { expect, test } from 'vitest'
import { ChannelContext } from '../../../src/discord/incoming/channel-context.ts'
import { fc } from '../../support/property.ts'

interface Said {
  readonly id: string
  readonly by: string
  readonly isBot: boolean
  readonly type: MessageType
}

/** A channel that holds these messages and no more, and in it the one that asks; who may read its history. */
function asking(question: string, others: readonly Said[], readers = ['member', 'everyone']): Message<true> {
  const client = { user: { id: '1' }, channels: { cache: new Map() } }
  const channel = {
    messages: { cache: new Map<string, unknown>(), fetch: async () => undefined },
    permissionsFor: (who: string) => ({ has: () => readers.includes(who) }),
  }
  const guild = { roles: { everyone: 'everyone' } }
  const message = ({ id, by, isBot, type }: Said) => ({
    ...{ id, type, client, channel, guild, content: `said ${id}`, createdTimestamp: 0, poll: null, member: 'member' },
    author: { id: by, bot: isBot, displayName: by },
    mentions: { members: null, users: new Map(), roles: new Map() },
    ...{ attachments: [], stickers: [], inGuild: () => true },
  })
  for (const other of others) channel.messages.cache.set(other.id, message(other))
  return message({ id: question, by: 'ada', isBot: false, type: MessageType.Default }) as unknown as Message<true>
}

const ids = fc.bigInt({ min: 1n, max: 2n ** 63n }).map(String)
const said: fc.Arbitrary<Said> = fc.record({
  id: ids,
  by: fc.constantFrom('ada', 'bob', 'cleo'),
  isBot: fc.boolean(),
  type: fc.constantFrom(MessageType.Default, MessageType.Reply, MessageType.UserJoin, MessageType.ChannelPinnedMessage),
})

test('the last messages of other people before the question, in the order they were said', async () => {
  const messages = fc.uniqueArray(said, { selector: ({ id }) => id, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(messages, ids, fc.integer({ min: 1, max: 12 }), async (all, question, limit) => {
      const context = await new ChannelContext(limit).recentMessages(asking(question, all))

      const expected = all
        .filter(({ id, by, isBot }) => BigInt(id) < BigInt(question) && by !== 'ada' && !isBot)
        .filter(({ type }) => type === MessageType.Default || type === MessageType.Reply)
        .map(({ id }) => BigInt(id))
        .sort((a, b) => (a < b ? -1 : 1))
        .slice(-limit)
      expect(context.map(({ id }) => BigInt(id))).toEqual(expected)
    }),
  )
})

test.each([[[]], [['member']], [['everyone']]])('none where only %j may read the history', async readers => {
  const bob = { id: '5', by: 'bob', isBot: false, type: MessageType.Default }

  expect(await new ChannelContext(10).recentMessages(asking('7', [bob], readers))).toEqual([])
})

test('at 0 there are none', async () => {
  const bob = { id: '5', by: 'bob', isBot: false, type: MessageType.Default }

  expect(await new ChannelContext(0).recentMessages(asking('7', [bob]))).toEqual([])
  expect(await new ChannelContext(1).recentMessages(asking('7', [bob]))).toMatchObject([
    { id: '5', author: 'bob', text: 'said 5' },
  ])
})
