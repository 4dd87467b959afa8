import { Client, type ClientOptions, Events, GatewayIntentBits, Partials } from 'discord.js'
import { test as base } from 'vitest'
import { type Loopback, type LoopbackOptions, startLoopback } from '../../../fake-discord/loopback.ts'

export const openIntents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageTyping,
  GatewayIntentBits.DirectMessages,
]

const allIntents = [...openIntents, GatewayIntentBits.MessageContent, GatewayIntentBits.GuildMembers]

/** The real client, set to talk to the loopback. */
export function clientFor(discord: Loopback, options: Partial<ClientOptions> = {}): Client {
  return new Client({
    intents: allIntents,
    partials: [Partials.Channel, Partials.Message],
    rest: { api: discord.url, retries: 0 },
    ...options,
  })
}

/** Logs in and waits until the client knows its servers. */
export async function logIn(client: Client, discord: Loopback): Promise<Client<true>> {
  const ready = Promise.withResolvers<Client<true>>()
  client.once(Events.ClientReady, ready.resolve)
  await client.login(discord.token)
  return ready.promise
}

interface Fixtures {
  /** What the loopback of this test is started with. */
  options: LoopbackOptions
  discord: Loopback
  client: Client<true>
}

/** Each test has a Discord of its own, and a client that is logged in where it asks for one. */
export const test = base.extend<Fixtures>({
  options: {},
  discord: async ({ options }, use) => {
    const discord = await startLoopback(options)
    await use(discord)
    await discord.close()
  },
  client: async ({ discord }, use) => {
    const client = await logIn(clientFor(discord), discord)
    await use(client)
    await client.destroy()
  },
})
