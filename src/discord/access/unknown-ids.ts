import type { Client } from 'discord.js'
import { isWholeBot } from '../../memory/shards.ts'
import { shardsOf } from '../client.ts'
import { type RuleKind, type RuleTable, ruleKinds, settingNames } from './rules.ts'

/** Ids in a setting that are none of what it lists, each with what it is, if that is known. */
export interface UnknownIds {
  readonly setting: string
  readonly ids: readonly string[]
  readonly line: string
}

/**
 * The ids in the settings that are none of what they stand for, as far as the bot sees it: a channel among the roles, a role
 * that is gone. People can't be looked for like that, nor servers that it is still to be invited to, nor what other processes
 * see.
 */
export function findUnknownIds(client: Client<true>, settings: RuleTable): readonly UnknownIds[] {
  return ruleKinds.flatMap(kind =>
    (['allow', 'deny'] as const).flatMap(verdict => {
      const listed = [...settings].filter(([target, said]) => said === verdict && target.startsWith(`${kind}:`))
      const ids = listed.map(([target]) => target.slice(kind.length + 1)).filter(id => isWrong(id, kind, client))
      if (ids.length === 0) return []
      const setting = settingNames[verdict][kind]
      const said = ids.map(id => `${id} (${kindsOf(id, client)[0] ?? 'not known'})`).join(', ')
      return [{ setting, ids, line: `${setting} has ids of what is no ${kind} that I see: ${said}` }]
    }),
  )
}

function isWrong(id: string, kind: RuleKind, client: Client<true>): boolean {
  const found = kindsOf(id, client)
  if (found.length > 0) return !found.includes(kind)
  return (kind === 'channel' || kind === 'role') && isWholeBot(shardsOf(client))
}

function kindsOf(id: string, { guilds, channels, users }: Client<true>): readonly RuleKind[] {
  return ruleKinds.filter(
    kind =>
      ({
        server: guilds.cache.has(id),
        channel: channels.cache.has(id),
        role: guilds.cache.some(guild => guild.roles.cache.has(id)),
        user: users.cache.has(id),
      })[kind],
  )
}
