import { ApplicationCommandOptionType, InteractionContextType } from 'discord.js'
import type { Texts } from '../../locales/en.ts'
import { drawBars } from '../../spending/chart.ts'
import { formatAmount, formatCost, formatTokens } from '../../spending/format.ts'
import {
  MAX_REPORTED_DAYS,
  type NamedAmount,
  readUsageReport,
  sumDays,
  tokensIn,
  type UsageReport,
  unpricedModels,
} from '../../spending/report.ts'
import type { CommandContext, CommandGroup, SlashCommand, View } from '../interactions/command.ts'
import { textDisplay } from '../interactions/components.ts'
import { localizedDescription } from '../interactions/definitions.ts'
import { escapeLine } from '../interactions/escape.ts'
import { isOwner } from '../owners.ts'

const USUAL_DAYS = 7
/** Bars of one chart: two weeks by the day, 90 days by the week. */
const MOST_DAYS = 14
const MOST_NAMES = 8
const LONGEST_NAME = 80

const usage: SlashCommand = {
  definition: {
    name: 'usage',
    ...localizedDescription('usage'),
    contexts: [InteractionContextType.Guild],
    // Discord can't hide a command from all but the owners of an application: others than a server's admins don't see it.
    default_member_permissions: '0',
    options: [
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'days',
        ...localizedDescription('usageDays'),
        min_value: 1,
        max_value: MAX_REPORTED_DAYS,
      },
    ],
  },
  run: showUsage,
}

/** `/usage`, for owners of the bot: what it spent, by day, purpose, server and model. */
export const usageCommands: CommandGroup = { isForEverybody: true, commands: [usage] }

async function showUsage(context: CommandContext): Promise<View> {
  const { interaction, texts, user, spending } = context
  if (!interaction.inCachedGuild()) return texts.diagnose.ownersOnly
  if (!(await isOwner(interaction.client, user))) return texts.diagnose.ownersOnly
  const days = Math.min(interaction.options.getInteger('days') ?? USUAL_DAYS, MAX_REPORTED_DAYS)
  await spending.flush()
  const report = await readUsageReport(context.usageLedger, days)
  const sections = [await headLines(context, report), ...chartsOf(context, report)]
  return { components: [textDisplay(sections.join('\n'))] }
}

async function headLines({ texts, spending, caps }: CommandContext, report: UsageReport): Promise<string> {
  const { usage: say } = texts
  const { bot } = await spending.spent({})
  const ofCap = (unit: 'cost' | 'tokens') => {
    const [amount, cap] = [formatAmount(bot[unit], unit), caps.bot[unit]]
    return cap === undefined ? amount : say.of(amount, formatAmount(cap, unit), Math.floor((100 * bot[unit]) / cap))
  }
  const { total } = report
  return [
    `## ${say.title(report.days.length)}`,
    say.today(ofCap('cost'), ofCap('tokens')),
    say.total(formatCost(total.cost), formatTokens(tokensIn(total)), total.calls),
    say.tokens(formatTokens(total.prompt), formatTokens(total.cached), formatTokens(total.completion)),
    ...unpricedLines(texts, report),
  ].join('\n')
}

function unpricedLines({ usage: say }: Texts, report: UsageReport): readonly string[] {
  const unpriced = unpricedModels(report)
  if (unpriced.length === 0) return []
  const names = unpriced.slice(0, MOST_NAMES).map(({ name }) => escapeLine(name, LONGEST_NAME))
  return [`⚠️ ${say.unpriced(formatTokens(report.total.unpriced), names.join(', '))}`]
}

function chartsOf({ texts, interaction }: CommandContext, report: UsageReport): readonly string[] {
  const { usage: say } = texts
  if (report.total.calls === 0) return [say.nothing]
  const purposes: Readonly<Record<string, string>> = say.purposes
  const places: Readonly<Record<string, string>> = { dm: say.dm, none: say.nobody }
  const nameServer = (id: string) => places[id] ?? interaction.client.guilds.cache.get(id)?.name ?? id
  const named = (all: readonly NamedAmount[], nameOf: (name: string) => string) =>
    all.map(one => ({ ...one, name: nameOf(one.name) }))
  const charts = [
    [say.byDay, sumDays(report.days, MOST_DAYS).map(one => ({ ...one, name: one.name.slice('yyyy-'.length) }))],
    [say.byPurpose, named(report.purposes, purpose => purposes[purpose] ?? purpose)],
    [say.byServer, named(report.servers, nameServer)],
    [say.byModel, report.models.map(one => ({ ...one, name: one.model }))],
  ] as const
  return charts.flatMap(([title, bars]) => {
    const hidden = bars.length - MOST_NAMES
    const shown = title === say.byDay || hidden <= 0 ? bars : bars.slice(0, MOST_NAMES)
    return [
      `### ${title}`,
      `\`\`\`\n${drawBars(shown)}\n\`\`\``,
      ...(shown.length < bars.length ? [say.more(hidden)] : []),
    ]
  })
}
