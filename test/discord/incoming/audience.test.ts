import { type Channel, ChannelType, PermissionFlagsBits } from 'discord.js'
import { expect, test } from 'vitest'
import { audienceOfChannel } from '../../../src/discord/incoming/audience.ts'
import { isVisibleTo, scopeOfAudience } from '../../../src/memory/scope.ts'
import { fc } from '../../support/property.ts'

/** A channel as audienceOf looks at it. */
function channel(given: {
  type: ChannelType
  id?: string
  parent?: unknown
  everyoneSees?: boolean
  hasEveryone?: boolean
}) {
  const { type, id = '1', parent = null, everyoneSees = true, hasEveryone = true } = given
  const everyone = hasEveryone ? { id: '9' } : undefined
  return {
    type,
    id,
    parent,
    guildId: '9',
    guild: { roles: { everyone } },
    isDMBased: () => type === ChannelType.DM || type === ChannelType.GroupDM,
    isThread: () => type === ChannelType.PublicThread || type === ChannelType.PrivateThread,
    permissionsFor: () => ({ has: (bit: bigint) => bit === PermissionFlagsBits.ViewChannel && everyoneSees }),
  } as unknown as Channel
}

const publicText = channel({ type: ChannelType.GuildText, id: '5' })
const privateText = channel({ type: ChannelType.GuildText, id: '5', everyoneSees: false })

test.each([
  ['a DM', channel({ type: ChannelType.DM }), 'dm'],
  ['a group DM', channel({ type: ChannelType.GroupDM }), undefined],
  ['a channel everyone sees', publicText, 'guild:9'],
  ['a channel for some', privateText, 'channel:5'],
  [
    'a public thread of a public channel',
    channel({ type: ChannelType.PublicThread, id: '6', parent: publicText }),
    'guild:9',
  ],
  [
    'a public thread of a private channel',
    channel({ type: ChannelType.PublicThread, id: '6', parent: privateText }),
    'channel:5',
  ],
  ['a private thread', channel({ type: ChannelType.PrivateThread, id: '6', parent: publicText }), 'channel:6'],
  ['a thread whose channel is not known', channel({ type: ChannelType.PublicThread, id: '6' }), 'channel:6'],
  [
    'a server whose roles are not known',
    channel({ type: ChannelType.GuildText, id: '5', hasEveryone: false }),
    'channel:5',
  ],
])('what is said in %s is kept under its scope', (_, place, scope) => {
  expect(scopeOfAudience(audienceOfChannel(place))).toBe(scope)
})

test('what was said in a place is heard there, in the DM, and nowhere that more people read', () => {
  const places = fc.record({
    type: fc.constantFrom(ChannelType.DM, ChannelType.GuildText, ChannelType.PublicThread, ChannelType.PrivateThread),
    id: fc.constantFrom('5', '6', '7'),
    parent: fc.constantFrom(null, publicText, privateText),
    everyoneSees: fc.boolean(),
  })
  fc.assert(
    fc.property(places, places, (there, here) => {
      const scope = scopeOfAudience(audienceOfChannel(channel(there))) ?? 'everywhere'
      const audience = audienceOfChannel(channel(here))
      expect(isVisibleTo(scope, audienceOfChannel(channel(there)))).toBe(true)
      expect(isVisibleTo(scope, { kind: 'user' })).toBe(true)
      const isPublic = audience.kind === 'server' && audience.privateChannel === undefined
      const leaks = isVisibleTo(scope, audience) && (isPublic ? scope !== 'guild:9' : scope === 'dm')
      expect(leaks && audience.kind !== 'user').toBe(false)
    }),
  )
})
