// npm run bench:held-messages: what the process takes for a message of a channel that is not for the bot, as long as it is held for the talk there.
import { stdout, versions } from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Client, GatewayIntentBits, type Guild, type GuildTextBasedChannel } from 'discord.js'
import { createClient } from '../src/discord/client.ts'
import { ChannelHistory } from '../src/discord/incoming/talk/channel-history.ts'
import { MessageCaches } from '../src/discord/message-caches.ts'
import { silentLogger } from '../test/support/silent-logger.ts'
import { newId, sentence } from './memory/data.ts'
import { sized } from './options.ts'

const CHANNELS = sized(500, 5)
/** As many as are held of a channel. */
const MESSAGES_EACH = 100
const PEOPLE = sized(3000, 10)

/** What discord.js lets no program call: how it takes in what the gateway tells. */
interface GatewaySide {
  readonly guilds: { _add(data: object): Guild }
  readonly channels: { _add(data: object, guild: Guild): GuildTextBasedChannel }
  readonly users: { _add(data: object): unknown }
  readonly actions: { readonly MessageCreate: { handle(data: object): unknown } }
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function heapBytes(): number {
  collectGarbage()
  collectGarbage()
  return process.memoryUsage().heapUsed
}

const user = (id: string) => ({ id, username: `person-${id}`, global_name: 'Ada', discriminator: '0', avatar: null })
const people = Array.from({ length: PEOPLE }, () => user(newId()))

/** Text alone, as most messages are, and as it comes from JSON: what is put together here would be held in its parts. */
function messageIn(channel: string, guild: string, author: object): object {
  const message = {
    ...{
      id: newId(),
      type: 0,
      channel_id: channel,
      guild_id: guild,
      content: sentence(),
      author,
      member: { roles: [], flags: 0 },
    },
    ...{
      attachments: [],
      embeds: [],
      mentions: [],
      mention_roles: [],
      mention_everyone: false,
      components: [],
      nonce: newId(),
    },
    ...{ pinned: false, tts: false, timestamp: new Date().toISOString(), edited_timestamp: null, flags: 0 },
  }
  return JSON.parse(JSON.stringify(message)) as object
}

const client = createClient(
  { token: '', apiUrl: 'http://localhost', requestsPerSecond: 50, shards: undefined },
  [GatewayIntentBits.Guilds],
  new MessageCaches(),
  silentLogger,
) as Client<true>
const bot = user(newId())
const gateway = client as unknown as GatewaySide
Object.assign(client, { user: gateway.users._add(bot) })
const history = new ChannelHistory(client, { limit: MESSAGES_EACH, hasMessageContent: true })
const id = newId()
const everyone = { id, name: '@everyone', permissions: '1071698660929', position: 0 }
const guild = gateway.guilds._add({
  ...{ id, name: 'Server', roles: [everyone], channels: [], emojis: [], stickers: [], features: [] },
  members: [{ user: bot, roles: [] }],
})
const channels = Array.from({ length: CHANNELS }, () =>
  gateway.channels._add({ id: newId(), type: 0, name: 'talk', guild_id: id, last_message_id: '1' }, guild),
)
const receive = (from: number, to: number) => {
  for (let n = from; n < to; n += 1)
    gateway.actions.MessageCreate.handle(messageIn(channels[n % CHANNELS]?.id ?? '', id, people[n % PEOPLE] ?? bot))
}

receive(0, PEOPLE) // they are held as well, and for themselves
for (const channel of channels) channel.messages.cache.clear()
const before = heapBytes()
receive(0, CHANNELS * MESSAGES_EACH)
const after = heapBytes()
// With who could read it.
const held = channels
  .flatMap(({ messages }) => [...messages.cache.values()])
  .filter(message => history.scopesOf(message).size === 1).length
stdout.write(
  `${Math.round((after - before) / held)} bytes of each of ${held.toLocaleString('en')} messages; Node ${versions.node}\n`,
)
await client.destroy()
