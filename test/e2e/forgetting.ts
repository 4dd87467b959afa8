import { textOf } from '../../demo/discord/message-text.ts'
import type { Person } from '../../demo/discord/person.ts'
import type { Channel, StoredMessage } from '../../demo/discord/stored.ts'
import { controlsOf } from '../../demo/discord/use-component.ts'
import type { Fact, Statement } from '../../src/memory/types.ts'
import { plant } from './planted.ts'
import type { Story } from './story.ts'

/** Somebody says something in a channel, and one fact is learned from it, in the same words; statements, if any, rest on it. */
export async function told(
  { discord, bot }: Pick<Story, 'discord' | 'bot'>,
  [who, where]: readonly [Person, Channel],
  words: string,
  more: { fact?: Partial<Fact>; statements?: readonly Partial<Statement>[] } = {},
): Promise<StoredMessage> {
  const message = await who.says(where, words, { mention: where.id !== who.dmChannel.id })
  await discord.reply(message)
  const fact = { text: words, quote: words, facet: words.toLowerCase(), ...more.fact }
  await plant(bot, who, where, { facts: [fact], statements: more.statements ?? [] })
  return message
}

/** Presses a button of a panel; resolves with what the panel then says, and what is said beside it. */
export async function pressed(
  who: Person,
  panel: StoredMessage,
  button: string,
): Promise<{ readonly panel: string; readonly beside: string }> {
  const click = await who.clicks(panel, button, { until: 'updated' })
  return { panel: textOf(panel), beside: click.followUps.map(textOf).join('\n') }
}

/** The value that is offered under a name that has these words. */
export async function offeredFor(who: Person, words: string, where: Channel = who.dmChannel): Promise<string> {
  const choices = await who.autocompletes('forget', { option: 'what', value: words }, { in: where })
  const [choice] = choices
  if (choice === undefined) throw new Error(`Nothing is offered for “${words}”.`)
  return String(choice.value)
}

/** The custom id of a button or menu of a panel, by its label. */
export function idOf({ components = [] }: StoredMessage, name: string): string {
  const control = controlsOf(components).find(({ label, placeholder }) => label === name || placeholder === name)
  if (control?.custom_id === undefined) throw new Error(`There is no “${name}”.`)
  return control.custom_id
}
