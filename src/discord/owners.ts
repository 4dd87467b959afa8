import { type Client, Team, TeamMemberMembershipState } from 'discord.js'
import type { UserId } from '../memory/types.ts'

/** Who owns the bot's application: a person, or the members of a team who have joined it. Throws what discord.js throws. */
export async function isOwner(client: Client<true>, user: UserId): Promise<boolean> {
  const { owner } = await client.application.fetch()
  if (!(owner instanceof Team)) return owner?.id === user
  const member = owner.members.get(user)
  return member?.membershipState === TeamMemberMembershipState.Accepted
}
