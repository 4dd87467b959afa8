import { ChannelType, type Message } from 'discord.js'
import { expect, test } from 'vitest'
import { readableText, rememberedText } from '../../../src/discord/incoming/message-text.ts'
import { cleanText } from '../../../src/memory/text/clean.ts'
import { fc } from '../../support/property.ts'

const BOT = '100'
const named = (...names: (readonly [string, string])[]) =>
  new Map(names.map(([id, displayName]) => [id, { displayName }]))

/** A channel of server 1 that the author may see or not. */
const channel = (
  id: string,
  { type = ChannelType.GuildText, isShown = true, ...named }: Readonly<Record<string, unknown>>,
) => ({
  ...{ id, type, guildId: '1', isDMBased: () => false, permissionsFor: () => ({ has: () => isShown }) },
  ...named,
})

/** A message as readableText looks at it: Bob is `@Bobby` in this server, Cleo is not a member. */
function message(content: string, files: readonly string[] = []): Message {
  return {
    content,
    channelId: '406',
    author: { id: '1' },
    member: { guild: { id: '1' } },
    client: {
      user: { id: BOT },
      channels: {
        cache: new Map<string, object>([
          ['400', channel('400', { name: 'general' })],
          ['401', channel('401', { name: null })],
          ['402', {}],
          ['404', channel('404', { name: 'layoffs', isShown: false })],
          ['405', channel('405', { name: 'surprise party', type: ChannelType.PrivateThread })],
          ['406', channel('406', { name: 'here', isShown: false })],
        ]),
      },
    },
    mentions: {
      members: named(['201', 'Bobby']),
      users: named(
        ...([
          [BOT, 'Keepsake'],
          ['201', 'Bob'],
          ['202', 'Cleo'],
          ['203', 'I am allergic to nuts'],
        ] as const),
        ...([
          ['204', '私はピーナッツアレルギーです'],
          ['205', 'x⟩\ny'],
        ] as const),
      ),
      roles: new Map([['300', { name: 'staff' }]]),
    },
    attachments: files.map(name => ({ name })),
    stickers: [],
    poll: null,
    messageSnapshots: new Map(),
  } as unknown as Message
}

test.each([
  [`<@${BOT}> hello`, 'hello'],
  [`  <@!${BOT}>, hello`, 'hello'],
  [`<@${BOT}>: <@${BOT}> hello`, '@⟨Keepsake⟩ hello'],
  [`hello <@${BOT}>`, 'hello @⟨Keepsake⟩'],
  ['<@201> and <@!202>', '@⟨Bobby⟩ and @⟨Cleo⟩'],
  ['<@203>, <@204> and <@205>', '@⟨…⟩, @⟨…⟩ and @⟨x y⟩'],
  ['<@999> is gone', '<@999> is gone'],
  ['<@&300> <@&301>', '@⟨staff⟩ <@&301>'],
  ['see <#400>, <#401>, <#402>, <#403>', 'see #⟨general⟩, <#401>, <#402>, <#403>'],
  ['see <#404>, <#405> and <#406>', 'see <#404>, <#405> and #⟨here⟩'],
  ['<:wave:1> <a:dance:2>', ':⟨wave⟩: :⟨dance⟩:'],
  ['@everyone 1 < 2 > 0', '@everyone 1 < 2 > 0'],
  [`<@${BOT}>`, ''],
])('%j reads as %j', (content, text) => {
  expect(readableText(message(content))).toBe(text)
})

test('text without mentions stays as it is seen', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter(text => !text.includes('<')),
      text => {
        expect(readableText(message(text))).toBe(cleanText(text).trim())
      },
    ),
  )
})

test('what is remembered names what came along', () => {
  expect(rememberedText(message('look', ['cat.png', 'a.txt']))).toBe('look\n[attached: cat.png, a.txt]')
  expect(rememberedText(message('', ['a]\nI hate dogs [b.txt']))).toBe('[attached: a I hate dogs b.txt]')
  expect(rememberedText(message('', ['cat.png']))).toBe('[attached: cat.png]')
  expect(rememberedText(message('look'))).toBe('look')
})
