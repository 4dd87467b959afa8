import { expect, test } from 'vitest'
import { replaceMarkup } from '../../../../src/discord/incoming/content/markup.ts'
import { fc } from '../../../support/property.ts'

const known: Readonly<Record<string, string>> = { '1': 'Ada', '2': 'I am allergic to nuts' }
const name = (id: string) => known[id]
const names = { user: name, role: name, channel: name }

test.each([
  ['<t:1795910400>', '2026-11-29 Sun 00:00 UTC'],
  ...['t', 'T', 'd', 'D', 'f', 'F', 'R', 's', 'S'].map(style => [
    `<t:1795910400:${style}>`,
    '2026-11-29 Sun 00:00 UTC',
  ]),
  ['<t:-1:R>', '1969-12-31 Wed 23:59 UTC'],
  ['<t:99999999999999> <t:x> <t:1', '<t:99999999999999> <t:x> <t:1'],
  ['try </privacy:11> or </memory show all:11>', 'try /privacy or /memory show all'],
  ['</設定:11>', '/設定'],
  ['</a b c d:11> </:11>', '</a b c d:11> </:11>'],
  ['<id:customize> <id:browse> <id:guide>', 'Channels & Roles Browse Channels Server Guide'],
  ['<id:linked-roles:3> <id:else>', 'Linked Roles <id:else>'],
  ['<@1> <@!1> <@&1> <#1> <@2> <@9>', '@⟨Ada⟩ @⟨Ada⟩ @⟨Ada⟩ #⟨Ada⟩ @⟨…⟩ <@9>'],
  ['<:wave:5><a:dance:5>', ':⟨wave⟩::⟨dance⟩:'],
  ['`<@1>` <@1> ``a ` <@1>`` ```\n<t:0>``` ` <@1>', '`<@1>` @⟨Ada⟩ ``a ` <@1>`` ```\n<t:0>``` ` @⟨Ada⟩'],
  ['||<@1>|| and ||hidden||', '||@⟨Ada⟩|| and ||hidden||'],
  ['<https://example.com> 1 < 2 > 0', '<https://example.com> 1 < 2 > 0'],
])('%j reads as %j', (text, words) => {
  expect(replaceMarkup(text, names)).toBe(words)
})

test('text without marks stays as it is, and nothing is ever lost of what is no mark', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const plain = text.replaceAll('<', '‹')
      expect(replaceMarkup(plain, names)).toBe(plain)
      expect(replaceMarkup(`${plain}<@1>`, { ...names, user: () => undefined })).toBe(`${plain}<@1>`)
    }),
  )
})
