import type {
  APIGatewayBotInfo,
  APIUser,
  RESTGetCurrentApplicationResult,
  RESTPatchAPICurrentUserJSONBody,
} from 'discord-api-types/v10'
import type { World } from '../../world.ts'
import { applicationFlags } from '../application-flags.ts'
import { limits } from '../rate-limits.ts'
import type { Route } from '../rest.ts'

const STARTS_A_DAY = 1000
const A_DAY_MS = 86_400_000
/** What Discord gives large bots. */
const MANY_STARTS = 16

export interface AccountFacts {
  gatewayUrl: () => string
  shards: number
  concurrentStarts: number | null
  /** Whose application the bot is. */
  owner: APIUser
  /** Whether the privileged intents are switched on, and so what is not said to the app may be read by it. */
  readsContent: boolean
}

/** Who the bot is, and where its gateway is. */
export function accountRoutes(world: World, facts: AccountFacts): Route[] {
  const gateway = (): APIGatewayBotInfo => ({
    url: facts.gatewayUrl(),
    shards: facts.shards,
    session_start_limit: {
      total: STARTS_A_DAY,
      remaining: STARTS_A_DAY,
      reset_after: A_DAY_MS,
      max_concurrency: facts.concurrentStarts ?? MANY_STARTS,
    },
  })
  const me = () => ({ ...world.bot, mfa_enabled: true, locale: 'en-US', verified: true, email: null })
  const application = () => describeApplication(world, facts)

  return [
    { method: 'GET', path: '/gateway/bot', limit: limits.other, handle: gateway },
    { method: 'GET', path: '/users/@me', limit: limits.other, handle: me },
    {
      method: 'PATCH',
      path: '/users/@me',
      limit: limits.other,
      handle(call) {
        const { username } = call.body as RESTPatchAPICurrentUserJSONBody
        if (username !== undefined) world.bot.username = username
        return me()
      },
    },
    { method: 'GET', path: '/applications/@me', limit: limits.other, handle: application },
    { method: 'GET', path: '/oauth2/applications/@me', limit: limits.other, handle: application },
  ]
}

function describeApplication(world: World, { owner, readsContent }: AccountFacts): RESTGetCurrentApplicationResult {
  const flags = applicationFlags(readsContent)
  return {
    id: world.bot.id,
    name: world.bot.username,
    icon: null,
    description: '',
    summary: '',
    type: null,
    bot: world.bot,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags,
    flags_new: String(flags),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner,
    team: null,
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
    integration_types_config: { 0: {}, 1: {} },
  } as RESTGetCurrentApplicationResult
}
