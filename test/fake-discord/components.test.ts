import { ButtonStyle, ComponentType, type DiscordAPIError, MessageFlags, type TextChannel } from 'discord.js'
import { describe, expect } from 'vitest'
import { textOf } from '../../fake-discord/messages/text.ts'
import { test as base } from './support/client.ts'

const text = (content: string) => ({ type: ComponentType.TextDisplay, content })
const button = (id: string, more: object = {}) => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  label: id,
  custom_id: id,
  ...more,
})
const row = (...components: object[]) => ({ type: ComponentType.ActionRow, components })
const section = (content: string, accessory: object) => ({
  type: ComponentType.Section,
  components: [text(content)],
  accessory,
})
const container = (...components: object[]) => ({ type: ComponentType.Container, components })
const option = (value: string, more: object = {}) => ({ label: value, value, ...more })
const menu = (options: object[], more: object = {}) =>
  row({ type: ComponentType.StringSelect, custom_id: 'menu', options, ...more })
const times = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index))

interface Fixtures {
  general: TextChannel
  /** Sends components V2; resolves with the codes of what is wrong, by the path of each field. */
  refused: (components: readonly object[], more?: object) => Promise<Record<string, string[]>>
}

const test = base.extend<Fixtures>({
  general: async ({ client, discord }, use) => {
    await use((await client.channels.fetch(discord.channel('general').id)) as TextChannel)
  },
  refused: async ({ client, general }, use) => {
    await use(async (components, more = {}) => {
      const sent = client.rest.post(`/channels/${general.id}/messages`, {
        body: { flags: MessageFlags.IsComponentsV2, components, ...more },
      })
      const error: DiscordAPIError = await sent.then(
        () => Promise.reject(new Error('It was accepted.')),
        (failure: unknown) => failure as DiscordAPIError,
      )
      return codesIn('errors' in error.rawError ? error.rawError.errors : {})
    })
  },
})

function codesIn(errors: unknown, path: readonly string[] = []): Record<string, string[]> {
  return Object.assign(
    {},
    ...Object.entries(errors as object).map(([key, inner]) =>
      key === '_errors'
        ? { [path.join('.')]: (inner as { code: string }[]).map(({ code }) => code) }
        : codesIn(inner, [...path, key]),
    ),
  ) as Record<string, string[]>
}

test('texts, sections, containers, separators and files are shown', async ({ discord, general }) => {
  const sent = await general.send({
    flags: MessageFlags.IsComponentsV2,
    components: [
      text('# Hello'),
      container(
        section('Tea', button('forget')),
        { type: ComponentType.Separator },
        { type: ComponentType.File, file: { url: 'attachment://all.json' } },
      ),
    ] as never,
    files: [{ attachment: Buffer.from('{}'), name: 'all.json' }],
  })

  const [stored] = discord.messages(general)
  expect(stored && textOf(stored)).toBe('# Hello\nTea')
  expect(sent.components[1]?.toJSON()).toMatchObject({
    id: 2,
    accent_color: null,
    components: [
      { id: 3, components: [{ id: 4, content: 'Tea' }], accessory: { id: 5 } },
      { id: 6, spacing: 1, divider: true },
      { id: 7, name: 'all.json', size: 2, file: { url: sent.attachments.first()?.url } },
    ],
  })
})

describe('refused are', () => {
  test('content and embeds beside components V2, and components V2 without their flag', async ({ refused }) => {
    expect(await refused([text('a')], { content: 'b', embeds: [{ title: 'c' }] })).toEqual({
      content: ['MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
      embeds: ['MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
    })
    expect(await refused([text('a')], { flags: 0 })).toEqual({ 'components.0.type': ['UNION_TYPE_CHOICES'] })
  })

  test('more text than 4,000 characters and more components than 40, nested ones counted', async ({ refused }) => {
    expect(await refused([text('a'.repeat(3000)), container(text('b'.repeat(1001)))])).toEqual({
      components: ['COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED'],
    })
    expect(await refused(times(14, index => section('a', button(`${index}`))))).toEqual({
      components: ['COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED'],
    })
  })

  test('what stands where it may not', async ({ refused }) => {
    expect(await refused([button('a'), container(container(text('b')))])).toEqual({
      'components.0.type': ['UNION_TYPE_CHOICES'],
      'components.1.components.0.type': ['UNION_TYPE_CHOICES'],
    })
    const four = { type: ComponentType.Section, components: times(4, () => text('a')) }
    expect(await refused([four, { ...section('a', button('b')), components: [button('c')] }])).toEqual({
      'components.0.components': ['BASE_TYPE_BAD_LENGTH'],
      'components.0.accessory': ['BASE_TYPE_REQUIRED'],
      'components.1.components.0.type': ['UNION_TYPE_CHOICES'],
    })
    expect(await refused([row(button('a'), { type: ComponentType.UserSelect, custom_id: 'b' }), row()])).toEqual({
      'components.0.components': ['BASE_TYPE_BAD_LENGTH'],
      'components.1.components': ['BASE_TYPE_BAD_LENGTH'],
    })
  })

  test('buttons and menus beyond their limits', async ({ refused }) => {
    expect(
      await refused([
        row(button('a'.repeat(81)), button('b', { style: ButtonStyle.Link }), button('c', { custom_id: undefined })),
      ]),
    ).toEqual({
      'components.0.components.0.label': ['BASE_TYPE_MAX_LENGTH'],
      'components.0.components.1.url': ['BASE_TYPE_REQUIRED'],
      'components.0.components.2.custom_id': ['BASE_TYPE_REQUIRED'],
    })
    expect(await refused([menu(times(26, index => option(`${index}`)))])).toEqual({
      'components.0.components.0.options': ['BASE_TYPE_BAD_LENGTH'],
    })
    const long = 'x'.repeat(101)
    const options = [option(long, { description: long }), option('a'), option('a')]
    expect(await refused([menu(options, { max_values: 4 })])).toEqual({
      'components.0.components.0.max_values': ['NUMBER_TYPE_MAX'],
      'components.0.components.0.options.0.label': ['BASE_TYPE_BAD_LENGTH'],
      'components.0.components.0.options.0.value': ['BASE_TYPE_BAD_LENGTH'],
      'components.0.components.0.options.0.description': ['BASE_TYPE_MAX_LENGTH'],
      'components.0.components.0.options.2.value': ['SELECT_COMPONENT_OPTION_VALUE_DUPLICATED'],
    })
  })

  test('a file that was not uploaded, and one that is too large', async ({ refused, general }) => {
    expect(await refused([{ type: ComponentType.File, file: { url: 'attachment://a.json' } }])).toEqual({
      'components.0.file.url': ['UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND'],
    })
    const attachment = Buffer.alloc(10 * 1024 * 1024 + 1)
    await expect(general.send({ files: [{ attachment, name: 'a.bin' }] })).rejects.toMatchObject({ code: 40_005 })
  })
})

test('a message becomes one of components once its content goes, and stays one', async ({ discord, general }) => {
  const sent = await general.send('plain')
  const components = [text('parts')] as never

  await expect(sent.edit({ components, flags: MessageFlags.IsComponentsV2 })).rejects.toThrow("'content' field")
  await sent.edit({ content: null, components, flags: MessageFlags.IsComponentsV2 })
  await expect(sent.edit('plain again')).rejects.toThrow("'content' field")
  await expect(sent.edit({ components, flags: MessageFlags.SuppressEmbeds })).rejects.toThrow('must be one of (1)')
  await sent.edit({ components: [text('more parts')] as never })

  const [stored] = discord.messages(general)
  expect(stored && textOf(stored)).toBe('more parts')
  expect(Number(stored?.flags) & MessageFlags.IsComponentsV2).toBeTruthy()
})
