import type { APIMessageTopLevelComponent } from 'discord.js'
import {
  ACCESS_COMMAND,
  type AccessRules,
  isListed,
  type RuleKind,
  type RuleTarget,
  ruleKinds,
  sourceOf,
  type Verdict,
  verdictOn,
} from '../../access/rules.ts'
import type { View, ViewContext } from '../../interactions/command.ts'
import { actionRow, button, container, customId, dangerButton, textDisplay } from '../../interactions/components.ts'
import { formatTarget } from './target.ts'

/** Of each kind so many are shown: five kinds of lines of 100 characters stay under 4,000. */
const MAX_SHOWN = 7

const SIGNS: Readonly<Record<Verdict, string>> = { allow: '✅', deny: '❌' }

/** A rule as owners choose it; `reset`: what the settings say. */
export type ChosenRule = Verdict | 'reset'

export const toVerdict = (rule: ChosenRule): Verdict | undefined => (rule === 'reset' ? undefined : rule)

/** All rules there are, each with where it stands. */
export function rulesPanel(rules: AccessRules, context: ViewContext, note?: string): View {
  const { access } = context.texts
  const lines = [
    access.title,
    ...ruleKinds.flatMap(kind => kindLines(kind, rules, context)),
    `**${access.kinds.direct}**: ${directLine(rules)}`,
    `-# ${access.howItCounts}`,
  ]
  const parts = [...(note === undefined ? [] : [note]), lines.join('\n')]
  return { components: parts.map(textDisplay) }
}

function kindLines(kind: RuleKind, rules: AccessRules, context: ViewContext): readonly string[] {
  const { access } = context.texts
  const targets = [...new Set([...rules.commands.keys(), ...rules.settings.keys()])].filter(target =>
    target.startsWith(`${kind}:`),
  )
  const shown = targets.slice(0, MAX_SHOWN).map(target => {
    const verdict = verdictOn(target, rules) ?? 'allow'
    return `- ${SIGNS[verdict]} ${formatTarget(target, context)} – \`${sourceOf(target, verdict, rules)}\``
  })
  const more = targets.length - shown.length
  return [
    `**${access.kinds[kind]}**: ${isListed(kind, rules) ? access.onlyListed : access.everybody}`,
    ...shown,
    ...(more > 0 ? [`- ${access.more(more)}`] : []),
  ]
}

function directLine(rules: AccessRules): string {
  const verdict = verdictOn('direct', rules)
  if (verdict === 'deny') return `❌ \`${sourceOf('direct', verdict, rules)}\``
  return rules.commands.has('direct') ? `✅ \`${ACCESS_COMMAND}\`` : '✅'
}

/** What a change would do to others than those that it names. */
export interface Consequences {
  /** From then on only those are let in that a list names, or all are again. */
  readonly list?: 'begins' | 'ends'
  /** The names of servers that would be left. */
  readonly left: readonly string[]
}

/** A change that reaches further than its words: asked for once more. */
export function confirmPanel(
  rule: ChosenRule,
  target: RuleTarget,
  { list, left }: Consequences,
  context: ViewContext,
): View {
  const { access } = context.texts
  const lines = [
    `### ${access.changes[rule](formatTarget(target, context))}`,
    ...(list === undefined ? [] : [access.list[list]]),
    ...(left.length === 0 ? [] : [access.wouldLeave(left.length, left.slice(0, MAX_SHOWN).join(', '))]),
  ]
  const confirm = customId(context.user, 'access.confirm', rule, target.replace(':', '.'))
  const buttons = actionRow(
    dangerButton(access.confirm, confirm),
    button(access.cancel, customId(context.user, 'access.cancel')),
  )
  const components: APIMessageTopLevelComponent[] = [container(textDisplay(lines.join('\n'))), buttons]
  return { components }
}
