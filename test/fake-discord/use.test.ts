import {
  ActionRowBuilder,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type AttachmentBuilder,
  ButtonBuilder,
  type ButtonInteraction,
  ButtonStyle,
  type Client,
  ContainerBuilder,
  ContextMenuCommandBuilder,
  Events,
  type Interaction,
  InteractionContextType,
  LabelBuilder,
  Locale,
  MessageFlags,
  ModalBuilder,
  SectionBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { expect } from 'vitest'
import { test as base } from './support/client.ts'

const everywhere = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
}
const commands = [
  new SlashCommandBuilder().setName('list').setDescription('All there is'),
  new SlashCommandBuilder()
    .setName('import')
    .setDescription('Takes a file')
    .addAttachmentOption(option => option.setName('file').setDescription('Which').setRequired(true)),
  new ContextMenuCommandBuilder()
    .setName('Remember this')
    .setNameLocalization(Locale.German, 'Das merken')
    .setType(ApplicationCommandType.Message),
].map(command => ({ ...command.toJSON(), ...everywhere }))

type Handle = (interaction: Interaction) => Promise<unknown>

/** A client whose commands are registered and that handles interactions as a test says. */
const test = base.extend<{ on: (handle: Handle) => void; bot: Client<true> }>({
  bot: async ({ client }, use) => {
    await client.application.commands.set(commands as never)
    await use(client)
  },
  on: async ({ bot }, use) => {
    await use(handle => {
      bot.on(Events.InteractionCreate, interaction => {
        handle(interaction).catch(error => bot.emit(Events.Error, error))
      })
    })
  },
})

const button = (id: string, label: string) =>
  new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Secondary)
const item = (id: string, text: string) =>
  new SectionBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder().setContent(text))
    .setButtonAccessory(button(id, 'Forget'))

const list = {
  flags: MessageFlags.IsComponentsV2 as const,
  components: [new ContainerBuilder().addSectionComponents(item('forget:1', 'Tea'), item('forget:2', 'Soup'))],
}

test('a deferred answer is filled in with components, and of buttons with one label each can be meant', async ({
  discord,
  on,
}) => {
  on(async interaction => {
    if (interaction.isChatInputCommand()) {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral })
      await interaction.editReply(list)
    }
    if (interaction.isButton()) await updateLater(interaction)
  })
  const ada = discord.user('Ada')
  const shown = await ada.command('list')

  expect(shown).toMatchObject({ text: 'Tea\nSoup', content: '', ephemeral: true })
  expect(shown.controls.map(({ label, custom_id: id }) => [label, id])).toEqual([
    ['Forget', 'forget:1'],
    ['Forget', 'forget:2'],
  ])
  if (shown.message === undefined) throw new Error('There is no answer.')
  expect((await ada.clicks(shown.message, 'Forget', { until: 'updated' })).text).toBe('Without forget:1')
})

async function updateLater(interaction: ButtonInteraction) {
  await interaction.deferUpdate()
  await interaction.editReply({
    components: [
      new TextDisplayBuilder().setContent(`Without ${interaction.customId}`),
      new ActionRowBuilder<ButtonBuilder>().addComponents(button('a', 'Undo'), button('b', 'Undo')),
    ],
  })
}

test('the second of the buttons that are called the same', async ({ discord, on }) => {
  on(async interaction => {
    if (interaction.isChatInputCommand()) await interaction.reply(list)
    if (interaction.isButton()) await interaction.reply({ content: interaction.customId, flags: 'Ephemeral' })
  })
  const ada = discord.user('Ada')
  const { message } = await ada.command('list')
  if (message === undefined) throw new Error('There is no answer.')

  expect((await ada.clicks(message, 'Forget', { at: 1 })).text).toBe('forget:2')
  expect((await ada.clicks(message, 'forget:1')).text).toBe('forget:1')
  await expect(async () => ada.clicks(message, 'Forget', { at: 2 })).rejects.toThrow('only "Forget", "Forget"')
})

test('people have a language, servers too, and commands a name in each', async ({ discord, on }) => {
  on(async interaction => {
    if (interaction.isMessageContextMenuCommand())
      await interaction.reply(`${interaction.commandName} ${interaction.locale} ${interaction.guildLocale}`)
  })
  const ada = discord.user('Ada')
  const said = await ada.says(discord.channel('general'), 'I like tea')

  expect((await ada.menu('Remember this', said)).text).toBe('Remember this en-US en-US')
  await expect(async () => ada.menu('Das merken', said)).rejects.toThrow('no command "Das merken"')
  ada.locale = 'de'
  discord.guild.preferred_locale = Locale.French
  expect((await ada.menu('Das merken', said)).text).toBe('Remember this de fr')
})

test('a file is given to a command, and can be fetched', async ({ discord, on }) => {
  on(async interaction => {
    if (!interaction.isChatInputCommand()) return
    const { url, name, size, contentType } = interaction.options.getAttachment('file', true)
    await interaction.reply(`${name} ${size} ${contentType}: ${await (await fetch(url)).text()}`)
  })
  const file = { name: 'all of it.json', contentType: 'application/json', data: '{"a":1}' }
  const ada = discord.user('Ada')

  expect((await ada.command('import', { file })).text).toBe('all of it.json 7 application/json: {"a":1}')
  await expect(async () => ada.command('import', { file: 'all.json' })).rejects.toThrow('takes a file')
})

test('a file is sent to somebody in a DM that the bot opens', async ({ discord, bot }) => {
  const ada = discord.user('Ada')
  const user = await bot.users.fetch(ada.id)
  const attachment: Pick<AttachmentBuilder, 'attachment' | 'name'> = { attachment: Buffer.from('{}'), name: 'all.json' }

  await user.send({ content: 'All I know.', files: [attachment as AttachmentBuilder] })

  const [message] = discord.messages(ada.dmChannel)
  expect(message?.attachments[0]?.filename).toBe('all.json')
  expect(await (await fetch(message?.attachments[0]?.url ?? '')).text()).toBe('{}')
})

test('a form is opened by a button, filled in and takes the place of the message', async ({ discord, on }) => {
  on(async interaction => {
    if (interaction.isChatInputCommand()) await interaction.reply({ ...list, flags: [list.flags, 'Ephemeral'] })
    if (interaction.isButton()) await interaction.showModal(form)
    if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      const [where] = interaction.fields.getStringSelectValues('where')
      const fact = interaction.fields.getTextInputValue('fact')
      await interaction.update({ components: [new TextDisplayBuilder().setContent(`${fact} (${where})`)] })
    }
  })
  const ada = discord.user('Ada')
  const { message } = await ada.command('list')
  if (message === undefined) throw new Error('There is no answer.')
  const opened = await ada.clicks(message, 'forget:2')

  await expect(async () => discord.user('Bob').submits(opened, {})).rejects.toThrow('opened for ada')
  await ada.submits(opened, { 'What is right': 'I like coffee', Where: 'all' })
  expect(opened.source && message.components?.length).toBe(1)
  expect(discord.messages(ada.dmChannel)).toHaveLength(1)
})

const form = new ModalBuilder()
  .setCustomId('edit')
  .setTitle('Edit')
  .addTextDisplayComponents(new TextDisplayBuilder().setContent('What do you mean?'))
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('What is right')
      .setTextInputComponent(new TextInputBuilder().setCustomId('fact').setStyle(TextInputStyle.Paragraph)),
    new LabelBuilder()
      .setLabel('Where')
      .setStringSelectMenuComponent(
        new StringSelectMenuBuilder().setCustomId('where').addOptions({ label: 'Everywhere', value: 'all' }),
      ),
  )

test.for([
  [{ title: 'x'.repeat(46) }, 'title'],
  [{ label: 'x'.repeat(46) }, 'label'],
  [{ value: 'x'.repeat(4001) }, 'value'],
  [{ custom_id: 'where' }, 'duplicated'],
] as const)('a form beyond its limits is refused: %j', async ([wrong, why], { discord, on }) => {
  const refused = Promise.withResolvers<Error>()
  on(async interaction => {
    if (!interaction.isChatInputCommand()) return
    const { title, components, ...rest } = form.toJSON()
    const [, label, where] = components as { component: object }[]
    const { title: called = title, label: named = 'Fact', ...field } = { title, label: 'Fact', ...wrong }
    const broken = { ...label, label: named, component: { ...label?.component, ...field } }
    const modal = { ...rest, title: called, components: [broken, where] }
    await interaction.showModal(modal as never).catch(refused.resolve)
    await interaction.reply('It was refused.')
  })
  await discord.user('Ada').command('list')

  expect((await refused.promise).message).toContain(why)
})

test('a manipulated client sends custom ids of its own', async ({ discord, on }) => {
  on(async interaction => {
    if (interaction.isChatInputCommand()) await interaction.reply({ ...list, flags: [list.flags, 'Ephemeral'] })
    if (interaction.isButton()) await interaction.reply(`${interaction.user.username} ${interaction.customId}`)
    if (interaction.isStringSelectMenu()) await interaction.reply(`chose ${interaction.values.join()}`)
    if (interaction.isModalSubmit()) await interaction.reply(`wrote ${interaction.fields.getTextInputValue('fact')}`)
  })
  const { message } = await discord.user('Ada').command('list')
  const bob = discord.user('Bob')
  if (message === undefined) throw new Error('There is no answer.')

  expect((await bob.forges(message, 'forget:1')).text).toBe('bob forget:1')
  expect((await bob.forges({ channel: discord.channel('general') }, 'x')).text).toBe('bob x')
  expect((await bob.forges({ channel: bob.dmChannel }, 'x', { values: ['a', 'b'] })).text).toBe('chose a,b')
  expect((await bob.forges(message, 'edit', { fields: { fact: 'tea' } })).text).toBe('wrote tea')
})

test('whoever installed the bot uses it where it is not: in other servers and in group DMs', async ({
  discord,
  bot,
  on,
}) => {
  const owners = ApplicationIntegrationType
  on(async interaction => {
    if (!interaction.isRepliable()) return
    const { context, guildId, guild, authorizingIntegrationOwners: by } = interaction
    const where = `${context} ${guildId !== null} ${guild === null} ${by[owners.UserInstall] === interaction.user.id}`
    await interaction.reply({ content: where, flags: MessageFlags.Ephemeral })
  })
  const [ada, bob] = [discord.user('Ada'), discord.user('Bob')]
  const general = discord.channel(
    'general',
    discord.createGuild({ name: 'Elsewhere', owner: ada, members: [bob], withBot: false }),
  )
  const group = discord.createGroupDm(ada, bob)

  expect((await bob.command('list', {}, { in: general })).text).toBe('0 true true true')
  expect((await bob.command('list', {}, { in: group })).text).toBe('2 false true true')
  expect((await bob.menu('Remember this', await bob.says(group, 'I like tea'))).text).toBe('2 false true true')
  expect((await bob.command('list')).text).toBe('1 false true false')
  const cleo = discord.user('Cleo')
  await expect(async () => cleo.command('list', {}, { in: group })).rejects.toThrow('do not see this place')

  await bot.application.commands.set(commands.map(command => ({ ...command, integration_types: [0] })) as never)
  await expect(async () => bob.command('list', {}, { in: group })).rejects.toThrow('can not be brought along')
})

test.for([
  [{ name_localizations: { de: 'Groß' } }, 'Command name is invalid'],
  [{ name_localizations: { klingon: 'a' } }, 'Value must be one of'],
  [{ description_localizations: { fr: 'x'.repeat(101) } }, 'between 1 and 100'],
  [{ contexts: [3] }, 'Value must be one of'],
  [{ integration_types: [] }, 'between 1 and 2'],
  [{ type: ApplicationCommandType.Message, name: 'x'.repeat(33), description: '' }, 'between 1 and 32'],
  [{ options: [option('a'), option('a')] }, 'must be unique'],
  [{ options: Array.from({ length: 25 }, (_, index) => option(`a${index}`, 12)) }, 'maximum size'],
] as const)('a command is refused with %j', async ([wrong, why], { bot }) => {
  const command = { name: 'list', description: 'All there is', ...wrong }
  const body = bot.rest.post(`/applications/${bot.user.id}/commands`, { body: command })

  await expect(body).rejects.toThrow(why)
})

function option(name: string, choices = 0) {
  const long = 'x'.repeat(100)
  return { type: 3, name, description: long, choices: new Array(choices).fill({ name: 'x', value: long }) }
}
