import {
  ActionRowBuilder,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  Events,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { expect } from 'vitest'
import { test } from './support/typing-person.ts'

test('buttons, menus and forms are used by their numbers', async ({ client, type }) => {
  const button = new ButtonBuilder().setCustomId('open').setLabel('Correct').setStyle(ButtonStyle.Primary)
  const menu = new StringSelectMenuBuilder()
    .setCustomId('colour')
    .setPlaceholder('Colour')
    .addOptions({ label: 'red', value: 'r' }, { label: 'blue', value: 'b' })
  const field = new TextInputBuilder().setCustomId('fact').setLabel('What is right').setStyle(TextInputStyle.Short)
  const form = new ModalBuilder()
    .setCustomId('form')
    .setTitle('Correct it')
    .addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(field))
  await client.application.commands.set([{ name: 'show', description: 'Shows all' }])
  client.on(Events.InteractionCreate, async interaction => {
    if (interaction.isChatInputCommand()) {
      const components = [
        new ActionRowBuilder<ButtonBuilder>().addComponents(button),
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu),
      ]
      await interaction.reply({ content: 'You like green.', components, flags: MessageFlags.Ephemeral })
    } else if (interaction.isButton()) await interaction.showModal(form)
    else if (interaction.isStringSelectMenu())
      await interaction.update({ content: `Now ${interaction.values[0]}.`, components: [] })
    else if (interaction.isModalSubmit())
      await interaction.reply({
        content: `So: ${interaction.fields.getTextInputValue('fact')}`,
        flags: MessageFlags.Ephemeral,
      })
  })

  expect(await type('/show')).toBe(
    'Keepsake (only you see this): You like green.\n[1 Correct]\nColour [2 red] [3 blue]  (:click 1–3)\n',
  )
  expect(await type(':click 1')).toBe('A form: Correct it  (:cancel closes it)\nWhat is right?\n')
  expect(await type('I like red')).toBe('Keepsake (only you see this): So: I like red\n')
  expect(await type(':click 3')).toBe('Keepsake (edited, only you see this): Now b.\n')
  expect(await type(':click 1')).toBe('! There is nothing to click here.\n')
})

test('people see only what is theirs, where they are', async ({ client, discord, type }) => {
  await client.application.commands.set([{ name: 'Look', type: ApplicationCommandType.Message }])
  client.on(Events.InteractionCreate, async interaction => {
    if (interaction.isMessageContextMenuCommand())
      await interaction.reply({ content: `“${interaction.targetMessage.content}”`, flags: MessageFlags.Ephemeral })
  })
  client.on(Events.MessageCreate, async message => {
    if (!message.author.bot) await message.reply(`${message.content}, ${message.author.displayName}!`)
  })

  expect(await type(':place #general', 'Hello', ':menu look')).toBe(
    'Keepsake: Hello, Ada!\nKeepsake (only you see this): “Hello, Ada!”\n',
  )
  expect(await type(':user Bob')).toBe('— said last in #general —\nAda: Hello\nKeepsake: Hello, Ada!\n')
  expect(await type(':place DM', 'Hi')).toBe('Keepsake: Hi, Bob!\n')
  expect(await type(':user Cleo', ':place #staff')).toContain('! Cleo sees no place "#staff"')

  const elsewhere = type('Hey')
  await discord.user('Ada').says(discord.channel('general'), 'Meanwhile')
  expect(await elsewhere).toContain('(Keepsake wrote in #general.)')
})

test('what was said can be changed, replied to and deleted', async ({ client, discord, type }) => {
  client.on(Events.MessageCreate, async message => {
    if (!message.author.bot) await message.reply(message.reference === null ? 'Noted.' : 'Noted again.')
  })
  client.on(Events.MessageUpdate, async (_, message) => {
    const answer = discord.messages(message.channel).findLast(({ author }) => author.id === discord.botId)
    if (!message.author.bot && answer !== undefined)
      await message.channel.messages.edit(answer.id, `Noted: ${message.content}`)
  })

  expect(await type('One', ':edit Two')).toBe('Keepsake: Noted.\nKeepsake (edited): Noted: Two\n')
  expect(await type(':reply Three')).toBe('Keepsake: Noted again.\n')
  expect(await type(':delete')).toContain('(Deleted; the bot forgets it as well.)')
  expect(discord.messages(discord.user('Ada').dmChannel).map(({ content }) => content)).toEqual([
    'Two',
    'Noted: Two',
    'Noted again.',
  ])
})
