import type { APIGuildMember, APIUser, Snowflake } from 'discord-api-types/v10'

const NO_FLAGS = 0 as number

export function makeUser(id: Snowflake, name: string, more: Partial<APIUser> = {}): APIUser {
  return {
    id,
    username: name.toLowerCase().replaceAll(/[^a-z0-9_.]+/g, '_'),
    global_name: more.bot === true ? null : name,
    discriminator: more.bot === true ? '0001' : '0',
    avatar: null,
    public_flags: NO_FLAGS,
    flags: NO_FLAGS,
    primary_guild: null,
    ...more,
  }
}

export function makeMember(user: APIUser, roles: Snowflake[], joinedAt: Date): APIGuildMember {
  return {
    user,
    roles,
    nick: null,
    avatar: null,
    banner: null,
    joined_at: joinedAt.toISOString(),
    premium_since: null,
    communication_disabled_until: null,
    pending: false,
    deaf: false,
    mute: false,
    flags: NO_FLAGS,
  }
}
