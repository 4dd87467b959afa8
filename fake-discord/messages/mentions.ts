import { AllowedMentionsTypes, type APIAllowedMentions, type APIUser, type Snowflake } from 'discord-api-types/v10'

const USER_MENTION = /<@!?(\d+)>/g
const ROLE_MENTION = /<@&(\d+)>/g
const EVERYONE_MENTION = /@(everyone|here)/

export interface Mentions {
  users: APIUser[]
  roles: Snowflake[]
  everyone: boolean
}

interface Spoken {
  content: string
  /** Whom the message replies to, if it does. */
  repliedTo?: APIUser | undefined
  /** A bot's wish; without one, all that stands in the text is pinged. */
  allowed?: APIAllowedMentions | null | undefined
  mayPingEveryone: boolean
}

/** Who is notified by a message: what it names, less what its author asked not to. */
export function findMentions(spoken: Spoken, findUser: (id: Snowflake) => APIUser | undefined): Mentions {
  const allowed = spoken.allowed ?? { parse: Object.values(AllowedMentionsTypes), replied_user: true }
  const listed = { [AllowedMentionsTypes.User]: allowed.users, [AllowedMentionsTypes.Role]: allowed.roles }
  const isAllowed = (type: AllowedMentionsTypes.Role | AllowedMentionsTypes.User, id: Snowflake) =>
    allowed.parse?.includes(type) === true || listed[type]?.includes(id) === true

  const users = idsIn(spoken.content, USER_MENTION)
    .filter(id => isAllowed(AllowedMentionsTypes.User, id))
    .map(findUser)
    .filter(user => user !== undefined)
  const repliedTo = allowed.replied_user === true && spoken.repliedTo !== undefined ? [spoken.repliedTo] : []
  const roles = idsIn(spoken.content, ROLE_MENTION).filter(id => isAllowed(AllowedMentionsTypes.Role, id))
  const everyone =
    spoken.mayPingEveryone &&
    allowed.parse?.includes(AllowedMentionsTypes.Everyone) === true &&
    EVERYONE_MENTION.test(spoken.content)
  return { users: [...new Set([...repliedTo, ...users])], roles, everyone }
}

function idsIn(content: string, mention: RegExp): Snowflake[] {
  // Most messages name nobody.
  if (!content.includes('<@')) return []
  return [...new Set(content.matchAll(mention).map(([, id = '']) => id))]
}
