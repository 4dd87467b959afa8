import type { Client } from 'discord.js'
import { isWholeBot } from '../../memory/shards.ts'
import type { GuildId } from '../../memory/types.ts'
import { shardsOf } from '../client.ts'

/** The most that one request brings: https://docs.discord.com/developers/resources/user#get-current-user-guilds */
const PAGE_SIZE = 200

interface BotServer {
  readonly id: GuildId
  readonly name: string
}

/** Every server that the bot is in: a process that serves some of its shards asks Discord for all. Throws the error of discord.js. */
export async function listServers(client: Client<true>): Promise<readonly BotServer[]> {
  if (isWholeBot(shardsOf(client))) return [...client.guilds.cache.values()]
  const servers: BotServer[] = []
  for (;;) {
    const after = servers.at(-1)?.id
    const page = await client.guilds.fetch({ limit: PAGE_SIZE, ...(after !== undefined && { after }) })
    servers.push(...page.values())
    if (page.size < PAGE_SIZE) return servers
  }
}
