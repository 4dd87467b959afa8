import type { Texts } from '../../../locales/en.ts'
import { type RuleTarget, ruleKinds } from '../../access/rules.ts'
import type {
  AutocompleteChoice,
  AutocompleteContext,
  CommandContext,
  ViewContext,
} from '../../interactions/command.ts'
import { escapeLine, truncateLine } from '../../interactions/escape.ts'

/** https://docs.discord.com/developers/reference#snowflakes */
const ID = /^[1-9]\d{16,19}$/u

const MAX_CHOICES = 25
const MAX_NAME_LENGTH = 60

/** What a command names. `one`: it has to name one thing; `server`: what it names as a server has no id. */
export type TargetProblem = { readonly wrong: 'one' | 'server' }

export function readTarget({ interaction: { options } }: CommandContext): RuleTarget | TargetProblem {
  const named = ruleKinds.flatMap(kind => {
    const id = options.get(kind)?.value
    return id === undefined ? [] : [`${kind}:${String(id).trim()}`]
  })
  const targets = options.getString('direct') === null ? named : [...named, 'direct']
  const [target] = targets
  if (target === undefined || targets.length > 1) return { wrong: 'one' }
  return isTarget(target) ? target : { wrong: 'server' }
}

/** Whether a rule can be about it. */
export function isTarget(text: string): text is RuleTarget {
  const [kind, id = ''] = text.split(':')
  return text === 'direct' || (ruleKinds.some(one => one === kind) && ID.test(id))
}

/** The servers that the bot is in, by what is typed of their names. */
export function serverChoices({ interaction }: AutocompleteContext): readonly AutocompleteChoice[] {
  const typed = interaction.options.getFocused().trim().toLowerCase()
  return interaction.client.guilds.cache
    .filter(({ id, name }) => name.toLowerCase().includes(typed) || id.startsWith(typed))
    .map(({ id, name }) => ({ name: `${truncateLine(name, MAX_NAME_LENGTH)} (${id})`, value: id }))
    .slice(0, MAX_CHOICES)
}

/** As an owner reads it: Discord itself shows the names of people, roles and channels. */
export function formatTarget(
  target: RuleTarget,
  { texts, interaction }: { readonly texts: Texts; readonly interaction: Pick<ViewContext['interaction'], 'client'> },
): string {
  const [kind, id = ''] = target.split(':')
  if (kind === 'direct') return texts.access.kinds.direct
  const sign = { user: '@', role: '@&', channel: '#' }[kind ?? '']
  if (sign !== undefined) return `<${sign}${id}> (\`${id}\`)`
  const name = interaction.client.guilds.cache.get(id)?.name
  return name === undefined ? `\`${id}\`` : `${escapeLine(name, MAX_NAME_LENGTH)} (\`${id}\`)`
}
