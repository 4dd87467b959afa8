import { ApplicationCommandOptionType, type GuildTextBasedChannel, InteractionContextType, time } from 'discord.js'
import type { Texts } from '../../locales/en.ts'
import type { AccessRefusal } from '../access/rules.ts'
import { placeIdsOf, rolesOf } from '../access/subject.ts'
import type { UnansweredMessage, UnansweredReason } from '../answering/answer-journal.ts'
import type { CommandContext, CommandGroup, SlashCommand, View } from '../interactions/command.ts'
import { textDisplay } from '../interactions/components.ts'
import { localizedDescription } from '../interactions/definitions.ts'
import { truncateLine } from '../interactions/escape.ts'
import { isOwner } from '../owners.ts'
import { missingInChannel } from '../permissions.ts'

const MOST_UNANSWERED = 5
const LONGEST_LINE = 400

const diagnose: SlashCommand = {
  definition: {
    name: 'diagnose',
    ...localizedDescription('diagnose'),
    contexts: [InteractionContextType.Guild],
    // Discord can't hide a command from all but the owners of an application: others than a server's admins don't see it.
    default_member_permissions: '0',
    options: [{ type: ApplicationCommandOptionType.User, name: 'person', ...localizedDescription('diagnosePerson') }],
  },
  run: showDiagnosis,
}

/** `/diagnose`, for owners of the bot: why it answers or not in a channel, for somebody, and what failed lately. */
export const diagnoseCommands: CommandGroup = {
  isForEverybody: true,
  commands: [diagnose],
}

async function showDiagnosis(context: CommandContext): Promise<View> {
  const { interaction, texts, user } = context
  if (!interaction.inCachedGuild()) return texts.diagnose.ownersOnly
  if (!(await isOwner(interaction.client, user))) return texts.diagnose.ownersOnly
  const person = interaction.options.getUser('person')
  const sections = [
    ...(interaction.channel === null ? [] : [channelLines(context, interaction.channel)]),
    ...(person === null ? [] : [await personLines(context, person.id)]),
    partLines(context),
    unansweredLines(context),
  ]
  return { components: [textDisplay(sections.map(lines => lines.join('\n')).join('\n\n'))] }
}

function channelLines(
  { access, texts, journal, listenedChannels, hasMessageContent }: CommandContext,
  channel: GuildTextBasedChannel,
) {
  const { diagnose: say } = texts
  const missing = missingInChannel(channel)
  return [
    `### ${say.channel(`<#${channel.id}>`)}`,
    listLine(access.refusalForPlace({ guild: channel.guildId, channels: placeIdsOf(channel) }), texts),
    missing.length === 0 ? `✅ ${say.mayAnswer}` : `❌ ${say.lacks(missing.join(', '))}`,
    `✅ ${say.listening[listenedChannels.modeOf(channel.id)]}`,
    hasMessageContent ? `✅ ${say.seesContent}` : `⚠️ ${say.noContent}`,
    lastAnswerLine(texts, journal.lastAnswerAt(channel.id)),
    ...messageLines(journal.lastUnanswered.filter(message => message.channel === channel.id)),
  ]
}

async function personLines(
  { access, texts, journal, usageLimits, guild, interaction }: CommandContext,
  person: string,
) {
  const { diagnose: say, answers } = texts
  const limit = await usageLimits.findExceededLimit({ user: person, ...(guild !== undefined && { guild }) })
  const isQuick = await usageLimits.isOverRate(person)
  const reasons = [...(isQuick ? [answers.rateLimited] : []), ...(limit === undefined ? [] : [answers[limit]])]
  return [
    `### ${say.person(`<@${person}>`)}`,
    listLine(access.refusalForPerson({ user: person, roles: rolesOf(interaction.options.getMember('person')) }), texts),
    ...(reasons.length === 0 ? [`✅ ${say.noLimit}`] : reasons.map(reason => `❌ ${reason}`)),
    ...messageLines(journal.lastUnanswered.filter(({ user }) => user === person)),
  ]
}

function partLines({ texts, journal, health }: CommandContext) {
  const parts = Object.entries(health()).map(([part, why]) =>
    why === undefined ? `✅ ${part}` : `❌ ${part}: ${truncateLine(why, LONGEST_LINE)}`,
  )
  return [`### ${texts.diagnose.parts}`, ...parts, lastAnswerLine(texts, journal.lastAnswerAt())]
}

function unansweredLines({ texts, journal }: CommandContext) {
  // Where the bot reads along, most is not for it: that belongs to the channel, and would leave no room here for what failed.
  const lines = messageLines(journal.lastUnanswered.filter(({ reason }) => !isReadAlong(reason)))
  return [`### ${texts.diagnose.unanswered}`, ...(lines.length === 0 ? [texts.diagnose.none] : lines)]
}

const isReadAlong = (reason: UnansweredReason) =>
  reason === 'nothingToSay' || reason === 'shareReached' || reason === 'overtaken'

function lastAnswerLine({ diagnose: say }: Texts, at: number | undefined): string {
  return at === undefined ? say.noAnswerYet : say.lastAnswer(time(Math.floor(at / 1000), 'R'))
}

/** Whether a list keeps the bot from answering, and where that stands. */
function listLine(refusal: AccessRefusal | undefined, { diagnose: say }: Texts): string {
  if (refusal === undefined) return `✅ ${say.noList}`
  return `❌ ${say[refusal.because](`\`${refusal.source}\``)}`
}

/** By the words of the log, which docs/operations.md explains. */
function messageLines(messages: readonly UnansweredMessage[]): readonly string[] {
  return messages
    .slice(0, MOST_UNANSWERED)
    .map(
      ({ at, channel, user, reason }) =>
        `- ${time(Math.floor(at / 1000), 'R')} <#${channel}> <@${user}>: \`${reason}\``,
    )
}
