import { ButtonStyle, ComponentType, MessageFlags } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import { type Reading, tellMessage } from '../../../demo/terminal/render/message.ts'
import type { StoredMessage } from '../../../fake-discord/stored.ts'

const bot = { id: '1', username: 'keepsake', global_name: null, bot: true }
const ada = { id: '2', username: 'ada', global_name: 'Ada' }
const message = (more: object) =>
  ({
    author: bot,
    content: '',
    attachments: [],
    embeds: [],
    components: [],
    flags: 0,
    ...more,
  }) as unknown as StoredMessage
const tell = (more: object, reading: Partial<Reading> = {}) =>
  tellMessage(message(more), { named: text => text, ...reading }).map(({ text }) => text)

test('says who speaks, and keeps the lines', () => {
  expect(tell({ content: 'Hello\nyou' })).toEqual(['Keepsake: Hello', 'you'])
  expect(tell({ content: '```ts\nx\n```' })).toEqual(['Keepsake:', '```ts', 'x', '```'])
})

test('small print is dim', () => {
  expect(tellMessage(message({ content: 'So far\n\n-# Stopped.' }), { named: text => text }).at(-1)).toEqual({
    text: 'Stopped.',
    dim: true,
  })
})

test('names what is special: for one alone, changed, an answer to something further up', () => {
  const question = message({ author: ada, content: 'When was that, and where, and who else was there?' })

  expect(tell({ content: 'Psst', visibleTo: '2' })).toEqual(['Keepsake (only you see this): Psst'])
  expect(tell({ content: 'Then' }, { isChanged: true, repliesTo: question })).toEqual([
    '↳ to Ada: When was that, and where, and who else w…',
    'Keepsake (edited): Then',
  ])
  expect(tell({ flags: MessageFlags.Loading })).toEqual(['Keepsake is thinking…'])
})

test('numbers what can be clicked, and names files', () => {
  const button = (label: string, more: object = {}) => ({
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    label,
    custom_id: label,
    ...more,
  })
  const menu = {
    type: ComponentType.StringSelect,
    custom_id: 'colour',
    placeholder: 'Colour',
    options: [{ label: 'red', value: 'r' }],
  }
  const components = [
    { type: ComponentType.ActionRow, components: [button('Stop'), button('Gone', { disabled: true })] },
    { type: ComponentType.ActionRow, components: [menu] },
  ]

  expect(tell({ content: 'Well', components, attachments: [{ filename: 'answer.md', size: 12 }] })).toEqual([
    'Keepsake: Well',
    '[file: answer.md, 12 bytes]',
    '[1 Stop]',
    'Colour [2 red]  (:click 1–2)',
  ])
})
