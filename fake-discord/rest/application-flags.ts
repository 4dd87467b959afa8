import { ApplicationFlags } from 'discord-api-types/v10'

const PRIVILEGED =
  ApplicationFlags.GatewayMessageContentLimited |
  ApplicationFlags.GatewayGuildMembersLimited |
  ApplicationFlags.GatewayPresenceLimited

/** What an app has: one below 10,000 users may switch the privileged intents on for itself. */
export function applicationFlags(privilegedIntents: boolean): number {
  return ApplicationFlags.ApplicationCommandBadge | (privilegedIntents ? PRIVILEGED : 0)
}
