import {
  ActionRowBuilder,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { describe, expect } from 'vitest'
import { test as base } from './support/client.ts'

const commands = [
  new SlashCommandBuilder()
    .setName('remember')
    .setDescription('Keeps a fact')
    .addStringOption(option => option.setName('fact').setDescription('What to keep').setRequired(true))
    .addStringOption(option => option.setName('about').setDescription('Whom').setAutocomplete(true)),
  new SlashCommandBuilder()
    .setName('memory')
    .setDescription('Your memory')
    .addSubcommand(sub => sub.setName('show').setDescription('Shows it')),
  new SlashCommandBuilder()
    .setName('listen')
    .setDescription('Answers everything here')
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageChannels),
  { name: 'Answer again', type: ApplicationCommandType.Message as const },
].map(command => ('toJSON' in command ? command.toJSON() : command))

/** A client whose commands are registered and that handles interactions as a test says. */
const test = base.extend<{ on: (handle: (interaction: Interaction) => Promise<unknown>) => void; bot: Client<true> }>({
  bot: async ({ client }, use) => {
    await client.application.commands.set(commands)
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

test('a slash command is answered for one user alone', async ({ discord, on }) => {
  on(async interaction => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({
        content: `Kept: ${interaction.options.getString('fact')}`,
        flags: MessageFlags.Ephemeral,
      })
    }
  })

  const answer = await discord
    .user('Ada')
    .command('remember', { fact: 'I like tea' }, { in: discord.channel('general') })

  expect(answer).toMatchObject({ content: 'Kept: I like tea', ephemeral: true, deferred: false })
  expect(answer.message?.visibleTo).toBe(discord.user('Ada').id)
})

test('a deferred answer is waited for, and followed up', async ({ discord, on }) => {
  on(async interaction => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply()
    await interaction.editReply('All I know.')
    await interaction.followUp({ content: 'And this.', flags: MessageFlags.Ephemeral })
    await interaction.deleteReply()
  })

  const followed = discord.until(happening => happening.kind === 'message' && happening.content === 'And this.')
  const deleted = discord.until(happening => happening.kind === 'delete')
  const answer = await discord.user('Ada').command('memory show')

  expect(answer).toMatchObject({ content: 'All I know.', ephemeral: false, deferred: true })
  await followed
  expect(answer.followUps[0]?.visibleTo).toBe(discord.user('Ada').id)
  expect(await deleted).toMatchObject({ ids: [answer.message?.id] })
})

test('a subcommand, its place and who used it arrive', async ({ discord, on }) => {
  on(async interaction => {
    if (!interaction.isChatInputCommand()) return
    const { user, guildId, memberPermissions } = interaction
    await interaction.reply(
      [interaction.options.getSubcommand(), user.username, guildId, memberPermissions?.has('ManageChannels')].join(' '),
    )
  })

  const here = await discord.user('Bob').command('memory show', {}, { in: discord.channel('book club') })
  const dm = await discord.user('Bob').command('memory show')

  expect(here.content).toBe(`show bob ${discord.guild.id} false`)
  expect(dm.content).toBe('show bob  ')
})

test('a command is only offered where it may be used', async ({ discord, on }) => {
  on(async interaction => {
    if (interaction.isChatInputCommand()) await interaction.reply('On.')
  })
  const general = { in: discord.channel('general') }

  expect((await discord.user('Ada').command('listen', {}, general)).content).toBe('On.')
  await expect(async () => discord.user('Cleo').command('listen', {}, general)).rejects.toThrow('lack the permissions')
  await expect(async () => discord.user('Ada').command('remember', {}, general)).rejects.toThrow('needs the option')
  await expect(async () => discord.user('Ada').command('sing', {}, general)).rejects.toThrow('has registered /remember')
})

test('a message menu comes with its message', async ({ discord, on }) => {
  on(async interaction => {
    if (interaction.isMessageContextMenuCommand()) await interaction.reply(interaction.targetMessage.content)
  })
  const message = await discord.user('Bob').says(discord.channel('general'), 'what did I say?')

  expect((await discord.user('Ada').menu('Answer again', message)).content).toBe('what did I say?')
})

test('an option completes itself', async ({ discord, on }) => {
  on(async interaction => {
    if (interaction.isAutocomplete()) {
      await interaction.respond([{ name: interaction.options.getFocused().toUpperCase(), value: 'bob' }])
    }
  })

  const choices = await discord.user('Ada').autocompletes('remember', { option: 'about', value: 'bo' })
  expect(choices).toEqual([{ name: 'BO', value: 'bob' }])
})

test('buttons and menus update their message', async ({ discord, on }) => {
  const stop = new ButtonBuilder().setCustomId('stop').setLabel('Stop').setStyle(ButtonStyle.Secondary)
  const menu = new StringSelectMenuBuilder().setCustomId('which').setPlaceholder('Which?')
  menu.addOptions({ label: 'Tea', value: 't' }, { label: 'Coffee', value: 'c' })
  on(async interaction => {
    if (interaction.isChatInputCommand()) {
      const rows = [stop, menu].map(part =>
        new ActionRowBuilder<ButtonBuilder | StringSelectMenuBuilder>().addComponents(part),
      )
      await interaction.reply({ content: 'Writing…', components: rows })
    }
    if (interaction.isStringSelectMenu()) await interaction.update(`Chosen: ${interaction.values.join()}`)
    if (interaction.isButton()) await interaction.update({ content: 'Stopped.', components: [] })
  })
  const ada = discord.user('Ada')
  const { message } = await ada.command('memory show')
  expect(message).toBeDefined()
  if (message === undefined) return

  await ada.selects(message, 'Which?', ['Tea'])
  expect(message.content).toBe('Chosen: t')
  await ada.clicks(message, 'Stop')
  expect(message).toMatchObject({ content: 'Stopped.', components: [] })
  await expect(async () => ada.clicks(message, 'Stop')).rejects.toThrow('has no "Stop"')
})

test('a form is opened, filled in and sent', async ({ discord, on }) => {
  on(async interaction => {
    if (interaction.isChatInputCommand()) {
      const input = new TextInputBuilder().setCustomId('text').setStyle(TextInputStyle.Paragraph).setMaxLength(20)
      const label = new LabelBuilder().setLabel('Fact').setTextInputComponent(input)
      await interaction.showModal(new ModalBuilder().setCustomId('edit').setTitle('Edit').addLabelComponents(label))
    }
    if (interaction.isModalSubmit()) {
      await interaction.reply({ content: interaction.fields.getTextInputValue('text'), flags: MessageFlags.Ephemeral })
    }
  })
  const ada = discord.user('Ada')
  const opened = await ada.command('memory show')

  expect(opened.modal?.title).toBe('Edit')
  expect(await ada.submits(opened, { Fact: 'I like coffee' })).toMatchObject({
    content: 'I like coffee',
    ephemeral: true,
  })
  await expect(async () => ada.submits(opened, { Fact: 'x'.repeat(21) })).rejects.toThrow('at most 20')
})

test('where the bot is not, a user brings its commands along', async ({ discord, bot, on }) => {
  await bot.application.commands.set(
    commands.map(command => ({ ...command, integrationTypes: [0, 1], contexts: [0, 1, 2] })),
  )
  on(async interaction => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({
        content: `${interaction.guild === null} ${interaction.context}`,
        flags: MessageFlags.Ephemeral,
      })
    }
  })
  const ada = discord.user('Ada')
  const elsewhere = discord.createGuild({ name: 'Elsewhere', withBot: false })

  const inGuild = await ada.command('memory show', {}, { in: discord.channel('general', elsewhere) })
  const inGroup = await ada.command('memory show', {}, { in: discord.createGroupDm(ada, discord.user('Bob')) })
  expect([inGuild.content, inGroup.content]).toEqual(['true 0', 'true 2'])
})

describe('an answer is refused', () => {
  test('after three seconds', async ({ discord, on }) => {
    const refused = Promise.withResolvers<unknown>()
    on(async interaction => {
      const started = discord.interactions.find(interaction.token)
      if (started !== undefined) started.startedAt -= 3001
      if (interaction.isChatInputCommand()) await interaction.reply('late').catch(refused.resolve)
    })
    const waiting = discord.user('Ada').command('memory show', {}, { timeout: 500 })

    await expect(waiting).rejects.toThrow('Waited 500 ms for the answer to /memory show')
    expect(await refused.promise).toMatchObject({ code: 10_062 })
  })

  test('when it is the second, and after 15 minutes', async ({ discord, bot, on }) => {
    const refused = Promise.withResolvers<unknown>()
    on(async interaction => {
      if (!interaction.isChatInputCommand()) return
      await interaction.reply('once')
      interaction.replied = false
      await interaction.reply('twice').catch(refused.resolve)
    })
    const answer = await discord.user('Ada').command('memory show')
    expect(await refused.promise).toMatchObject({ code: 40_060 })

    answer.startedAt -= 15 * 60_000
    await expect(
      bot.rest.patch(`/webhooks/${discord.botId}/${answer.token}/messages/@original`, {
        auth: false,
        body: { content: '…' },
      }),
    ).rejects.toMatchObject({ code: 50_027 })
  })

  test('with too many choices, rows or characters', async ({ discord, on }) => {
    const refused = Promise.withResolvers<{ rawError?: unknown }>()
    on(async interaction => {
      if (interaction.isAutocomplete()) {
        const choices = Array.from({ length: 26 }, (_, index) => ({ name: `${index}`, value: `${index}` }))
        await interaction.respond(choices).catch(refused.resolve)
      }
    })
    discord
      .user('Ada')
      .autocompletes('remember', { option: 'about', value: '' }, { timeout: 500 })
      .catch(() => undefined)

    expect((await refused.promise).rawError).toMatchObject({
      code: 50_035,
      message: 'Invalid Form Body',
      errors: { data: { choices: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
    })
  })
})

test('commands with bad names are refused, and good ones keep their ids', async ({ discord, bot }) => {
  const [before] = discord.commands()
  await bot.application.commands.set(commands)

  expect(discord.commands()[0]?.id).toBe(before?.id)
  await expect(bot.application.commands.create({ name: 'Not Good', description: 'x' })).rejects.toThrow(
    'Command name is invalid',
  )
  await bot.application.commands.set([], discord.guild.id)
  expect(discord.commands(discord.guild.id)).toEqual([])
})
