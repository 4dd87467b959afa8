import { ApplicationCommandOptionType, InteractionContextType } from 'discord.js'
import { listServers } from '../../access/bot-servers.ts'
import { findPlaceRefusal, isListed, type RuleKind, type RuleTarget, ruleKinds } from '../../access/rules.ts'
import {
  type CommandContext,
  type CommandGroup,
  type ComponentContext,
  type InteractionContext,
  type SlashCommand,
  update,
  type View,
} from '../../interactions/command.ts'
import { choiceOption, localizedDescription, textOption } from '../../interactions/definitions.ts'
import { escapeLine } from '../../interactions/escape.ts'
import { isOwner } from '../../owners.ts'
import { type ChosenRule, type Consequences, confirmPanel, rulesPanel, toVerdict } from './panel.ts'
import { formatTarget, isTarget, readTarget, serverChoices } from './target.ts'

const MAX_SERVER_LENGTH = 100
const MAX_NAME_LENGTH = 40

const access: SlashCommand = {
  definition: {
    name: 'access',
    ...localizedDescription('access'),
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    // In servers others than their admins don't see it. In direct messages Discord can't hide it; owners may have no other place.
    default_member_permissions: '0',
    options: [
      choiceOption('rule', 'accessRule', ['allow', 'deny', 'reset']),
      { type: ApplicationCommandOptionType.User, name: 'user', ...localizedDescription('accessUser') },
      { type: ApplicationCommandOptionType.Role, name: 'role', ...localizedDescription('accessRole') },
      { type: ApplicationCommandOptionType.Channel, name: 'channel', ...localizedDescription('accessChannel') },
      textOption('server', 'accessServer', { max_length: MAX_SERVER_LENGTH, autocomplete: true }),
      choiceOption('direct', 'accessDirect', ['messages']),
    ],
  },
  run: showOrChange,
  async autocomplete(context) {
    return (await isOwner(context.interaction.client, context.user)) ? serverChoices(context) : []
  },
}

/** `/access`, for owners of the bot: who may use it, and where. */
export const accessCommands: CommandGroup = {
  isForEverybody: true,
  commands: [access],
  components: {
    'access.confirm': update(changeConfirmed),
    'access.cancel': update(async ({ texts }) => texts.access.cancelled),
  },
}

async function showOrChange(context: CommandContext): Promise<View> {
  const { interaction, texts, user } = context
  if (!(await isOwner(interaction.client, user))) return texts.diagnose.ownersOnly
  const { rules } = context.access
  const { data } = interaction.options
  if (data.length === 0) return rulesPanel(rules, context)
  const rule = interaction.options.getString('rule')
  const target = readTarget(context)
  if (!isRule(rule) || (typeof target === 'object' && target.wrong === 'one')) return texts.access.chooseOne
  if (typeof target === 'object') return texts.access.noServer
  const consequences = await findConsequences(rule, target, context)
  if (consequences.list !== undefined || consequences.left.length > 0)
    return confirmPanel(rule, target, consequences, context)
  return await change(rule, target, context)
}

/** A client can send what it likes: who may is looked at again. */
async function changeConfirmed(context: ComponentContext, [rule = '', name = '']: readonly string[]): Promise<View> {
  const target = name.replace('.', ':')
  if (!(await isOwner(context.interaction.client, context.user))) return context.texts.diagnose.ownersOnly
  if (!isRule(rule) || !isTarget(target)) return context.texts.commands.outdated
  return await change(rule, target, context)
}

async function change(rule: ChosenRule, target: RuleTarget, context: InteractionContext): Promise<View> {
  const { log, texts, user } = context
  await context.access.change(target, toVerdict(rule))
  log.info({ rule, target, by: user }, 'who may use the bot was changed by command')
  return rulesPanel(context.access.rules, context, texts.access.changes[rule](formatTarget(target, context)))
}

async function findConsequences(
  rule: ChosenRule,
  target: RuleTarget,
  { access, interaction }: CommandContext,
): Promise<Consequences> {
  const [before, after] = [access.rules, access.rulesAfter(target, toVerdict(rule))]
  const kind = ruleKinds.find((one): one is RuleKind => target.startsWith(`${one}:`))
  const [wasListed, isNowListed] = [before, after].map(rules => kind !== undefined && isListed(kind, rules))
  const servers = kind === 'server' ? await listServers(interaction.client) : []
  const left = servers.filter(({ id }) => findPlaceRefusal({ guild: id, channels: [] }, after)?.about === 'server')
  return {
    ...(wasListed !== isNowListed && { list: isNowListed ? ('begins' as const) : ('ends' as const) }),
    left: left.map(({ name }) => escapeLine(name, MAX_NAME_LENGTH)),
  }
}

function isRule(text: string | null): text is ChosenRule {
  return text === 'allow' || text === 'deny' || text === 'reset'
}
