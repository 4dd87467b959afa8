import { accessRules } from '../config/access.ts'
import type { Config } from '../config/environment.ts'
import { gatewaySettings } from '../config/settings.ts'
import type { UnknownIds } from '../discord/access/unknown-ids.ts'
import { describeSkew } from '../discord/clock.ts'
import { inspectDiscord, type ServerAccess } from '../discord/inspect.ts'
import { DiscordConnectionError } from '../errors.ts'
import { formatShards, isWholeBot, type Shards } from '../memory/shards.ts'
import type { Logger } from '../observability/logger.ts'
import type { Finding } from './finding.ts'

const CHANNELS_TOLD = 5

/** Whether Discord lets the bot in, gives it what it asks for, and where it may talk. */
export async function checkDiscord(config: Config, log: Logger): Promise<readonly Finding[]> {
  try {
    const found = await inspectDiscord(gatewaySettings(config), log, accessRules(config))
    const { name, invite, shards, hasMessageContent, servers, unknownIds, skewMs } = found
    return [
      { check: 'Discord', state: 'ok', said: `logged in as ${name}` },
      ...(isWholeBot(shards) ? [] : [shardsFinding(shards)]),
      intentFinding(hasMessageContent),
      ...(servers.length === 0 ? [noServers(invite)] : servers.map(serverFinding)),
      ...unknownIds.map(listFinding),
      clockFinding('clock', skewMs),
    ]
  } catch (error) {
    if (!(error instanceof DiscordConnectionError)) throw error
    const whatToDo =
      error.code === undefined
        ? 'Is this machine on the net, and DISCORD_API_URL right? Behind a proxy: HTTPS_PROXY.'
        : undefined
    return [{ check: 'Discord', state: 'problem', said: error.message, whatToDo }]
  }
}

function shardsFinding(shards: Shards): Finding {
  const said = `${formatShards(shards)}; the servers of the others are not looked at here`
  return { check: 'SHARDS', state: 'ok', said }
}

function intentFinding(hasMessageContent: boolean): Finding {
  if (hasMessageContent) return { check: 'intents', state: 'ok', said: 'message content' }
  return {
    check: 'intents',
    state: 'warning',
    said: 'no message content: no /listen on, nothing of what others say',
    whatToDo:
      'Switch on “Message Content Intent” under “Bot” on https://discord.com/developers/applications, or leave it so.',
  }
}

function listFinding({ setting, line }: UnknownIds): Finding {
  return { check: setting, state: 'warning', said: line, whatToDo: 'Correct these ids, or take them out.' }
}

function noServers(invite: string): Finding {
  return {
    check: 'servers',
    state: 'warning',
    said: 'in none yet: direct messages are answered',
    whatToDo: `Invite it: ${invite}`,
  }
}

function serverFinding({ name, refusal, channels, answerable, lacking, hidden }: ServerAccess): Finding {
  const check = `server ${name}`
  if (refusal !== undefined) {
    const said = `is ${refusal.because === 'denied' ? 'on' : 'not on'} ${refusal.source}: the bot leaves it`
    const whatToDo = `If it is to stay, correct ${refusal.source}. What /access says of this server counts for more.`
    return { check, state: 'warning', said, whatToDo }
  }
  const unseen =
    hidden.length === 0
      ? ''
      : `, and does not see ${listChannels(
          hidden.map(one => `#${one}`),
          ', ',
        )}`
  const said = `can answer in ${answerable} of ${channels} channels${unseen}`
  if (lacking.length === 0 && answerable > 0) return { check, state: 'ok', said }
  const named = lacking.map(channel => `#${channel.name}: ${channel.missing.join(', ')}`)
  const whatToDo =
    named.length === 0
      ? 'Let the bot see channels and send messages there.'
      : `It lacks in ${listChannels(named, '; ')}. “Edit Channel → Permissions” on Discord gives it that.`
  return { check, state: answerable === 0 ? 'problem' : 'warning', said, whatToDo }
}

/** The first of them; how many more there are. */
function listChannels(names: readonly string[], separator: string): string {
  const more = names.length > CHANNELS_TOLD ? [`and ${names.length - CHANNELS_TOLD} more`] : []
  return [...names.slice(0, CHANNELS_TOLD), ...more].join(separator)
}

/** @param skewMs how far this machine's clock is ahead; undefined where nobody told */
export function clockFinding(check: string, skewMs: number | undefined): Finding {
  if (skewMs === undefined) return { check, state: 'warning', said: 'not compared: nobody told the time' }
  const wrong = describeSkew(skewMs)
  if (wrong === undefined) return { check, state: 'ok', said: 'right' }
  return { check, state: 'problem', said: wrong.line, whatToDo: wrong.whatToDo }
}
