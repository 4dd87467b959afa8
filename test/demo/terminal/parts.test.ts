import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type APIMessageTopLevelComponent,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonStyle,
  type Client,
  ComponentType,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { expect } from 'vitest'
import { test as base } from './support/typing-person.ts'

const { String: Text, Attachment } = ApplicationCommandOptionType

const commands = [
  { name: 'list', description: 'All there is' },
  {
    name: 'forget',
    description: 'Lets go',
    options: [{ type: Text, name: 'what', description: 'What', autocomplete: true }],
  },
  {
    name: 'import',
    description: 'Takes a file',
    options: [{ type: Attachment, name: 'file', description: 'Which', required: true }],
  },
  { name: 'Remember this', type: ApplicationCommandType.Message },
]

type Handle = (interaction: Interaction) => Promise<unknown>

const test = base.extend<{ on: (handle: Handle) => void; folder: string }>({
  on: async ({ client }, use) => {
    await client.application.commands.set(commands as never)
    await use(handle => {
      client.on(Events.InteractionCreate, interaction => {
        handle(interaction).catch(error => (client as Client).emit(Events.Error, error))
      })
    })
  },
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'keepsake-files-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
})

const text = (content: string) => ({ type: ComponentType.TextDisplay, content })
const button = (label: string) => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  label,
  custom_id: label,
})
const which = {
  type: ComponentType.StringSelect,
  custom_id: 'which',
  placeholder: 'Which?',
  max_values: 2,
  options: ['Tea', 'Soup', 'Rain'].map(value => ({ label: value, value: value.toLowerCase() })),
}
const panel = [
  {
    type: ComponentType.Container,
    components: [
      text('# All I know\n<t:1736899200:D>'),
      { type: ComponentType.Section, components: [text('You like tea.')], accessory: button('Edit') },
      { type: ComponentType.Separator },
      { type: ComponentType.File, file: { url: 'attachment://all.json' } },
      { type: ComponentType.ActionRow, components: [which] },
    ],
  },
  { type: ComponentType.ActionRow, components: [button('Next')] },
  text('-# Only you'),
] as unknown as APIMessageTopLevelComponent[]
const shown = { flags: [MessageFlags.IsComponentsV2, MessageFlags.Ephemeral] as const }
const files = [{ attachment: Buffer.from('{"facts":[]}'), name: 'all.json' }]

test('components stand in their order, with a number for all that can be used', async ({ on, type, folder }) => {
  on(async interaction => {
    if (interaction.isChatInputCommand()) await interaction.reply({ ...shown, components: panel, files })
    if (interaction.isStringSelectMenu())
      await interaction.update({ components: [text(`Without ${interaction.values.join(' and ')}`)] as never })
  })

  expect(await type('/list')).toMatch(/^Keepsake \(only you see this\):\n# All I know\n1[45] January 2025\n/u)
  expect(await type(`:save ${folder}`)).toBe(`(Saved ${join(folder, 'all.json')}, 12 bytes.)\n`)
  expect(await readFile(join(folder, 'all.json'), 'utf8')).toBe('{"facts":[]}')
  const again = await type('/list')
  expect(again.slice(again.indexOf('You like'))).toBe(
    [
      'You like tea.  [1 Edit]',
      '———',
      '[file: all.json, 12 bytes]',
      'Which? [2 Tea] [3 Soup] [4 Rain]',
      '[5 Next]',
      'Only you  (:click 1–5)',
      '',
    ].join('\n'),
  )
  expect(await type(':click 2 4')).toBe('Keepsake (edited, only you see this): Without tea and rain\n')
})

test('a form is asked field by field', async ({ on, type }) => {
  const input = (id: string) => new TextInputBuilder().setCustomId(id).setStyle(TextInputStyle.Short)
  const form = new ModalBuilder()
    .setCustomId('form')
    .setTitle('Edit')
    .addLabelComponents(
      new LabelBuilder().setLabel('What is right').setTextInputComponent(input('fact').setValue('I like tea')),
      new LabelBuilder()
        .setLabel('Since when')
        .setDescription('A year will do.')
        .setTextInputComponent(input('since').setRequired(false).setPlaceholder('1999')),
    )
  on(async interaction => {
    if (interaction.isChatInputCommand()) await interaction.showModal(form)
    if (interaction.isModalSubmit()) {
      const [fact, since] = ['fact', 'since'].map(id => interaction.fields.getTextInputValue(id))
      await interaction.reply(`${fact}, since “${since}”`)
    }
  })

  expect(await type('/list')).toBe('A form: Edit  (:cancel closes it)\nWhat is right?  (Enter keeps “I like tea”)\n')
  expect(await type('')).toBe(['A year will do.', 'like “1999”', 'Since when?  (Enter leaves it empty)', ''].join('\n'))
  expect(await type('/ever')).toBe('Keepsake: I like tea, since “/ever”\n')
  expect(await type('/list', ':cancel', '/sing')).toContain('no command /sing')
})

test('an option that completes itself shows what there is', async ({ on, type, session }) => {
  const choices = [
    { name: 'You like tea.', value: 'fact:1' },
    { name: 'You like soup.', value: 'fact:2' },
  ]
  on(async interaction => {
    if (interaction.isAutocomplete()) {
      const typed = interaction.options.getFocused().toLowerCase()
      await interaction.respond(choices.filter(({ name }) => name.toLowerCase().startsWith(typed)))
    }
    if (interaction.isChatInputCommand()) await interaction.reply(`${interaction.options.getString('what')} goes.`)
  })

  expect(await type('/forget ?')).toBe('/forget takes one of:\nYou like tea.\nYou like soup.\n')
  expect(await session.offers('/forget you like s')).toEqual([['You like soup.'], 'you like s'])
  expect(await type('/forget ?My')).toBe('Nothing is offered for "what".\n')
  expect(await type('/forget You like soup.')).toBe('Keepsake: fact:2 goes.\n')
  expect(await type('/forget my ex')).toBe('Keepsake: my ex goes.\n')
  expect(await type('/forget')).toBe('Keepsake: null goes.\n')
})

test('a file of this machine is given to a command', async ({ on, type, folder }) => {
  on(async interaction => {
    if (!interaction.isChatInputCommand()) return
    const { name, url } = interaction.options.getAttachment('file', true)
    await interaction.reply(`${name}: ${await (await fetch(url)).text()}`)
  })
  const path = join(folder, 'my memory.json')
  await writeFile(path, '{"version":1}')

  expect(await type(`/import ${path}`)).toBe('Keepsake: my memory.json: {"version":1}\n')
  expect(await type('/import nowhere.json')).toMatch(/^! There is no file .*nowhere\.json to read\.$/mu)
})

test('a menu is used on what one said oneself, in a language of one’s own', async ({ on, type }) => {
  on(async interaction => {
    if (interaction.isMessageContextMenuCommand())
      await interaction.reply(`${interaction.locale}: ${interaction.targetMessage.content}`)
  })

  expect(await type(':language DE', 'I like tea', ':mine remember this')).toContain('Keepsake: de: I like tea\n')
  expect(await type(':language Klingon')).toContain('! Discord knows id, en-US')
})
