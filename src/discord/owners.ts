import { type Client, Team, TeamMemberMembershipState } from 'discord.js'
import type { UserId } from '../memory/types.ts'

/** Who owns the bot's application: a person, or the members of a team who have joined it. Throws what discord.js throws. */
export async function findOwners(client: Client<true>): Promise<readonly UserId[]> {
  const { owner } = await client.application.fetch()
  if (!(owner instanceof Team)) return owner === null ? [] : [owner.id]
  return owner.members
    .filter(({ membershipState }) => membershipState === TeamMemberMembershipState.Accepted)
    .map(({ id }) => id)
}

/** Whether somebody is one of them. Throws what discord.js throws. */
export async function isOwner(client: Client<true>, user: UserId): Promise<boolean> {
  return (await findOwners(client)).includes(user)
}
