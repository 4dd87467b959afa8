import { activeFacts } from '../../../memory/knowledge/active-facts.ts'
import { entitiesOf } from '../../../memory/knowledge/entities.ts'
import {
  choiceOfCandidates,
  type ForgetCandidates,
  limitCandidates,
  searchCandidates,
} from '../../../memory/retrieval/forget-candidates.ts'
import type { ComponentContext, InteractionContext, View } from '../../interactions/command.ts'
import { type ActionRow, actionRow, button, customId, selectMenu, textDisplay } from '../../interactions/components.ts'
import { escapeLine, truncateLine } from '../../interactions/escape.ts'
import { entityLabel, factLabel } from '../../interactions/format.ts'
import { previewDeletion } from './confirm.ts'

const MAX_OPTION_LENGTH = 100

/** Searches for what some words are about, and shows it to choose from. */
export async function searchToForget(context: InteractionContext, about: string): Promise<View> {
  const { user, texts, userMemory, settings } = context
  const { overview, candidates } = await searchCandidates(about, context, context)
  if (isEmpty(candidates)) return texts.forget.nothingAbout(about)
  const choiceId = await userMemory.keepChoice(user, choiceOfCandidates(candidates))
  const title = texts.forget.chooseTitle(escapeLine(about, MAX_OPTION_LENGTH))
  const timeZone = overview.settings.timeZone ?? settings.timeZone
  return choosePanel({ title, choiceId, candidates, timeZone }, context)
}

/** Shows the candidates of an earlier search, as far as they are still known. */
export async function showChoice(context: InteractionContext, choiceId: string): Promise<View> {
  const { user, texts, userMemory, settings } = context
  const choice = await userMemory.readChoice(user, choiceId)
  if (choice?.kind !== 'choose') return texts.forget.expired
  const { known, settings: userSettings } = await userMemory.readOverview(context)
  const factsById = new Map(activeFacts(known).map(fact => [fact.id, fact]))
  const candidates = limitCandidates({
    facts: choice.facts.flatMap(id => factsById.get(id) ?? []),
    entities: entitiesOf(known).filter(({ ids }) => ids.some(id => choice.entities.includes(id))),
  })
  if (isEmpty(candidates)) return { components: [textDisplay(texts.forget.nothingThere), bulkForgetRow(context)] }
  const timeZone = userSettings.timeZone ?? settings.timeZone
  return choosePanel({ title: texts.forget.chooseTitleBare, choiceId, candidates, timeZone }, context)
}

/** Shows what would be deleted with all that was chosen. A client can send any value: only what was offered counts. */
export async function previewChosen(context: ComponentContext, choiceId: string): Promise<View> {
  const { interaction, user, texts, userMemory } = context
  const choice = await userMemory.readChoice(user, choiceId)
  if (choice?.kind !== 'choose' || !interaction.isStringSelectMenu()) return texts.forget.expired
  return await previewDeletion(context, {
    kind: 'things',
    facts: choice.facts.filter(id => interaction.values.includes(`f.${id}`)),
    entities: choice.entities.filter(id => interaction.values.includes(`e.${id}`)),
  })
}

interface ChoosePanelOptions {
  readonly title: string
  readonly choiceId: string
  readonly candidates: ForgetCandidates
  readonly timeZone: string
}

/** A menu of candidates, of which one or several can be chosen, and the ways to forget more than it holds. */
function choosePanel(
  { title, choiceId, candidates: { facts, entities }, timeZone }: ChoosePanelOptions,
  context: InteractionContext,
): View {
  const { user, texts, interaction } = context
  // Options of a menu show no timestamps.
  const days = new Intl.DateTimeFormat(interaction.locale, { dateStyle: 'medium', timeZone })
  const option = (value: string, label: string, saidAt: number) => ({
    label: truncateLine(label, MAX_OPTION_LENGTH),
    value,
    description: truncateLine(days.format(saidAt), MAX_OPTION_LENGTH),
  })
  const options = [
    ...entities.flatMap(entity =>
      entity.ids.slice(0, 1).map(id => option(`e.${id}`, entityLabel(entity, texts), entity.saidAt)),
    ),
    ...facts.map(fact => option(`f.${fact.id}`, factLabel(fact), fact.saidAt)),
  ]
  const menu = { placeholder: texts.forget.choosePlaceholder, min_values: 1, max_values: options.length, options }
  return {
    components: [
      textDisplay(`${title}\n${texts.forget.chooseHint}`),
      selectMenu(customId(user, 'forget.chosen', choiceId), menu),
      bulkForgetRow(context),
    ],
  }
}

/** The ways to forget much at once; each previews what would be deleted. */
export function bulkForgetRow({ user, guild, texts: { forget } }: InteractionContext): ActionRow {
  return actionRow(
    button(forget.lastHour, customId(user, 'forget.hour')),
    button(guild === undefined ? forget.thisConversation : forget.thisChannel, customId(user, 'forget.here')),
    button(forget.everything, customId(user, 'forget.all')),
  )
}

function isEmpty({ facts, entities }: ForgetCandidates): boolean {
  return facts.length + entities.length === 0
}
