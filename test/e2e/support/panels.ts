import type { Interaction } from '../../../fake-discord/interactions/interaction.ts'
import { controlsOf } from '../../../fake-discord/messages/controls.ts'
import { textOf } from '../../../fake-discord/messages/text.ts'
import type { Person } from '../../../fake-discord/person.ts'
import type { Channel, StoredMessage } from '../../../fake-discord/stored.ts'
import type { Fact, Statement } from '../../../src/memory/types.ts'
import type { Story } from './fixtures.ts'
import { seedMemory } from './seed-memory.ts'

/** The message that somebody sees after what they did, to be clicked. */
export function messageOf({ message }: Interaction): StoredMessage {
  if (message === undefined) throw new Error('The bot showed no message.')
  return message
}

/** The panel that a command shows somebody. */
export async function openPanel(
  person: Person,
  command: string,
  channel: Channel = person.dmChannel,
): Promise<StoredMessage> {
  return messageOf(await person.command(command, {}, { in: channel }))
}

/** Presses a button of a panel, which then shows something else; `at`: of several with that label, from 0. */
export async function pressButton(person: Person, panel: Interaction, button: string, at = 0): Promise<Interaction> {
  return await person.clicks(messageOf(panel), button, { until: 'updated', at })
}

/** Chooses from the menu of a panel, which then shows that. */
export async function chooseFromMenu(
  person: Person,
  panel: Interaction,
  menu: string,
  choice: string,
): Promise<Interaction> {
  return await person.selects(messageOf(panel), menu, [choice], { until: 'updated' })
}

/** Presses a button that opens a form, and sends that with these words, by field; the panel then shows what came of it. */
export async function fillInForm(
  person: Person,
  panel: Interaction,
  button: string,
  words: Readonly<Record<string, string>>,
): Promise<Interaction> {
  const form = await person.clicks(messageOf(panel), button, { until: 'acknowledged' })
  return await person.submits(form, words, { until: 'updated' })
}

/** Somebody says something in a channel, and one fact is learned from it, in the same words; statements, if any, rest on it. */
export async function sayAndSeedFact(
  { discord, bot }: Pick<Story, 'discord' | 'bot'>,
  [who, where]: readonly [Person, Channel],
  words: string,
  more: { fact?: Partial<Fact>; statements?: readonly Partial<Statement>[] } = {},
): Promise<StoredMessage> {
  const message = await who.says(where, words, { mention: where.id !== who.dmChannel.id })
  await discord.reply(message)
  const fact = { text: words, quote: words, facet: words.toLowerCase(), ...more.fact }
  await seedMemory(bot, who, where, { facts: [fact], statements: more.statements ?? [] })
  return message
}

/** Presses a button of a panel; resolves with what the panel then says, and what is said beside it. */
export async function pressAndReadTexts(
  who: Person,
  panel: StoredMessage,
  button: string,
): Promise<{ readonly panel: string; readonly beside: string }> {
  const click = await who.clicks(panel, button, { until: 'updated' })
  return { panel: textOf(panel), beside: click.followUps.map(textOf).join('\n') }
}

/** The value that is offered under a name that has these words. */
export async function autocompletedValue(who: Person, words: string, where: Channel = who.dmChannel): Promise<string> {
  const choices = await who.autocompletes('forget', { option: 'what', value: words }, { in: where })
  const [choice] = choices
  if (choice === undefined) throw new Error(`Nothing is offered for “${words}”.`)
  return String(choice.value)
}

/** The custom id of a button or menu of a panel, by its label. */
export function customIdOf({ components = [] }: StoredMessage, name: string): string {
  const control = controlsOf(components).find(({ label, placeholder }) => label === name || placeholder === name)
  if (control?.custom_id === undefined) throw new Error(`There is no “${name}”.`)
  return control.custom_id
}
