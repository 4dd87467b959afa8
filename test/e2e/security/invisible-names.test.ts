// biome-ignore-all lint/security/noSecrets: signs that can’t be seen, and rules in languages without spaces
import type { APIPoll } from 'discord.js'
import { expect } from 'vitest'
import { changeThread } from '../../../fake-discord/changes.ts'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import { post } from '../../../fake-discord/messages/messages.ts'
import type { Person } from '../../../fake-discord/person.ts'
import { openRole } from '../../../fake-discord/roles.ts'
import type { Channel, StoredMessage } from '../../../fake-discord/stored.ts'
import { test } from '../support/running-bot.ts'

interface Scene {
  readonly discord: Loopback
  readonly ada: Person
  readonly bob: Person
  readonly general: Channel
}

/** One of each that a name can hide: no width, soft, joining, turning, filling, in tags, of a variation, of no meaning. */
const UNSEEN = [
  ...['\u200b', '\u00ad', '\u2060', '\u034f', '\u202e', '\u2066', '\u061c', '\ufeff', '\u3164', '\u115f', '\u180e'],
  ...['\u2800', '\ufe00', '\u{E0049}', '\u{E0101}', '\ue000'],
].join('')
const ANY_UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\u2028\u2800]|(?![\t\n\r])\p{Cc}/u

/** What everybody reads as “Teatime”, and a filter or a model as something else. */
const HIDDEN = [...'Teatime'].join(UNSEEN)

/** Where else than in their own words somebody can have text put into a prompt. */
const places: Record<string, (scene: Scene) => Promise<StoredMessage>> = {
  'a message': ({ ada, general }) => ada.says(general, `I love ${HIDDEN}`, { mention: true }),
  'the name of its author': ({ ada, general }) => {
    ada.user.global_name = HIDDEN
    return ada.says(general, 'hello', { mention: true })
  },
  'the name of somebody who is mentioned': ({ ada, bob, general }) => {
    bob.user.global_name = HIDDEN
    return ada.says(general, 'who is it?', { mention: true, mentions: [bob] })
  },
  'the name of a role': ({ discord, ada, general }) => {
    const role = openRole(discord.world, discord.guild, { name: HIDDEN })
    return ada.says(general, `who is <@&${role.id}>?`, { mention: true })
  },
  'the name of a server': ({ discord, ada }) => {
    const guild = discord.createGuild({ name: HIDDEN, owner: ada })
    return ada.says(discord.channel('general', guild), 'hello', { mention: true })
  },
  'the name of a channel': ({ discord, ada }) =>
    ada.says(discord.createChannel({ name: HIDDEN }), 'hello', { mention: true }),
  'the name of a channel that is mentioned': ({ discord, ada, general }) =>
    ada.says(general, `look at <#${discord.createChannel({ name: HIDDEN }).id}>`, { mention: true }),
  'the name of a thread': ({ discord, ada }) => {
    const thread = discord.createThread(discord.channel('general') as never, {
      name: 'tea',
      owner: ada,
      members: [ada],
    })
    changeThread(discord.world, thread, { name: HIDDEN })
    return ada.says(thread, 'hello', { mention: true })
  },
  'the name of a file that can’t be read': ({ ada, general }) =>
    ada.says(general, 'look', { mention: true, files: [{ name: HIDDEN, contentType: 'audio/ogg', data: 'x' }] }),
  'the name of a text': ({ ada, general }) =>
    ada.says(general, 'look', {
      ...{ mention: true, files: [{ name: `${HIDDEN}.txt`, contentType: 'text/plain', data: 'x' }] },
    }),
  'the words of a text': ({ ada, general }) =>
    ada.says(general, 'look', { mention: true, files: [{ name: 'a.txt', contentType: 'text/plain', data: HIDDEN }] }),
  'the name of a sticker': ({ ada, general }) => ada.says(general, 'look', { mention: true, stickers: [HIDDEN] }),
  'the question of a poll': async ({ discord, ada, general }) => {
    const answers = [{ answer_id: 1, poll_media: { text: 'yes' } }]
    const poll: APIPoll = {
      ...{ question: { text: HIDDEN }, answers, expiry: null, allow_multiselect: false, layout_type: 1 },
    }
    return post(discord.world, general, { author: ada.user, content: `<@${discord.botId}> vote`, poll })
  },
  'a message that is replied to': async ({ ada, bob, general }) =>
    ada.says(general, 'true?', { mention: true, replyTo: await bob.says(general, HIDDEN) }),
  'a message that is forwarded': async ({ ada, bob, general }) =>
    ada.dm('', { forward: await bob.says(general, HIDDEN) }),
  'what others say in the channel': async ({ ada, bob, general }) => {
    await bob.says(general, HIDDEN)
    return ada.says(general, 'hello', { mention: true })
  },
}

test.for(Object.entries(places))(
  'nothing that can’t be seen gets into a prompt with %s',
  async ([, say], { discord, model, ada, bob, general }) => {
    await discord.reply(await say({ discord, ada, bob, general }))

    const prompt = model.calls[0]?.text ?? ''
    expect(prompt).toContain('Teatime')
    expect(prompt.match(ANY_UNSEEN)).toBeNull()
  },
)
