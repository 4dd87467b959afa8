import { activeFacts } from '../../../memory/knowledge/active-facts.ts'
import { entitiesOf } from '../../../memory/knowledge/entities.ts'
import type { Overview } from '../../../memory/ports/user-memory-store.ts'
import {
  choiceOfCandidates,
  type ForgetCandidates,
  type ForgetChoice,
  limitCandidates,
  MAX_CANDIDATES,
  searchCandidates,
} from '../../../memory/retrieval/forget-candidates.ts'
import { isAskedWord } from '../../../memory/retrieval/shared-words.ts'
import type { Fact, FactId } from '../../../memory/types.ts'
import type { ComponentContext, InteractionContext, View } from '../../interactions/command.ts'
import { type ActionRow, actionRow, button, customId, selectMenu, textDisplay } from '../../interactions/components.ts'
import { escapeLine, truncateLine } from '../../interactions/escape.ts'
import { entityLabel, factLabel } from '../../interactions/format.ts'
import { menuLabels } from '../../interactions/menu-labels.ts'
import { previewDeletion } from './confirm.ts'

const MAX_OPTION_LENGTH = 100

/** Searches for what some words are about, and shows it to choose from. */
export async function searchToForget(context: InteractionContext, about: string): Promise<View> {
  const { user, texts, userMemory } = context
  const { overview, candidates } = await searchCandidates(about, context, context)
  if (isEmpty(candidates) && candidates.further.length === 0) return texts.forget.nothingAbout(about)
  const choiceId = await userMemory.keepChoice(user, choiceOfCandidates(candidates))
  const shortAbout = escapeLine(about, MAX_OPTION_LENGTH)
  const title = isEmpty(candidates) ? texts.know.nothingSurelyAbout(shortAbout) : texts.forget.chooseTitle(shortAbout)
  return choosePanel({ title, choiceId, candidates, overview, about }, context)
}

/** Shows the candidates of an earlier search, as far as they are still known. */
export async function showChoice(context: InteractionContext, choiceId: string): Promise<View> {
  const { user, texts, userMemory } = context
  const choice = await userMemory.readChoice(user, choiceId)
  if (choice?.kind !== 'choose') return texts.forget.expired
  const overview = await userMemory.readOverview(context)
  const candidates = candidatesOf(choice, overview)
  const { nothingThere, nothingSurely, chooseTitleBare } = texts.forget
  if (!isEmpty(candidates)) return choosePanel({ title: chooseTitleBare, choiceId, candidates, overview }, context)
  if (candidates.further.length === 0) return { components: [textDisplay(nothingThere), bulkForgetRow(context)] }
  return choosePanel({ title: nothingSurely, choiceId, candidates, overview }, context)
}

/** Shows what is further from what was asked for, a menu at a time, as far as it is still known. @param page from 1 */
export async function showFurther(context: InteractionContext, choiceId: string, page: number): Promise<View> {
  const { user, texts, userMemory } = context
  const choice = await userMemory.readChoice(user, choiceId)
  if (choice?.kind !== 'choose') return texts.forget.expired
  const overview = await userMemory.readOverview(context)
  const all = candidatesOf(choice, overview).further
  const from = (page - 1) * MAX_CANDIDATES
  const candidates = {
    facts: all.slice(from, from + MAX_CANDIDATES),
    entities: [],
    further: all.slice(from + MAX_CANDIDATES),
  }
  if (isEmpty(candidates)) return { components: [textDisplay(texts.forget.nothingFurther), bulkForgetRow(context)] }
  return choosePanel({ title: texts.forget.furtherTitle, choiceId, candidates, overview, page }, context)
}

/** What was found, as far as it is still known. */
function candidatesOf({ facts, entities, further = [] }: ForgetChoice, overview: Overview): ForgetCandidates {
  return limitCandidates({
    facts: activeAmong(facts, overview),
    entities: entitiesOf(overview.known).filter(({ ids }) => ids.some(id => entities.includes(id))),
    further: activeAmong(further, overview),
  })
}

function activeAmong(ids: readonly FactId[], { known }: Pick<Overview, 'known'>): readonly Fact[] {
  const factsById = new Map(activeFacts(known).map(fact => [fact.id, fact]))
  return ids.flatMap(id => factsById.get(id) ?? [])
}

/** Shows what would be deleted with all that was chosen. A client can send any value: only what was offered counts. */
export async function previewChosen(context: ComponentContext, choiceId: string): Promise<View> {
  const { interaction, user, texts, userMemory } = context
  const choice = await userMemory.readChoice(user, choiceId)
  if (choice?.kind !== 'choose' || !interaction.isStringSelectMenu()) return texts.forget.expired
  return await previewDeletion(context, {
    kind: 'things',
    facts: [...choice.facts, ...(choice.further ?? [])].filter(id => interaction.values.includes(`f.${id}`)),
    entities: choice.entities.filter(id => interaction.values.includes(`e.${id}`)),
  })
}

interface ChoosePanelOptions {
  readonly title: string
  readonly choiceId: string
  readonly candidates: ForgetCandidates
  readonly overview: Overview
  /** What was searched for, to show of a long fact the part that has it. */
  readonly about?: string
  /** Which menu of what is further away this is. */
  readonly page?: number
}

/** A menu of candidates, of which one or several can be chosen, and the ways to more than it holds. */
function choosePanel(options: ChoosePanelOptions, context: InteractionContext): View {
  const { title, choiceId, candidates, page = 0 } = options
  const { user, texts } = context
  const further = customId(user, 'forget.further', choiceId, String(page + 1))
  return {
    components: [
      textDisplay(isEmpty(candidates) ? title : `${title}\n${texts.forget.chooseHint}`),
      ...(isEmpty(candidates) ? [] : [candidateMenu(options, context)]),
      ...(candidates.further.length === 0 ? [] : [actionRow(button(texts.forget.lookFurther, further))]),
      bulkForgetRow(context),
    ],
  }
}

function candidateMenu(
  { choiceId, candidates: { facts, entities }, overview, about = '' }: ChoosePanelOptions,
  { user, texts, interaction, settings }: InteractionContext,
): ActionRow {
  const timeZone = overview.settings.timeZone ?? settings.timeZone
  // Options of a menu show no timestamps.
  const days = new Intl.DateTimeFormat(interaction.locale, { dateStyle: 'medium', timeZone })
  const items = [
    ...entities.flatMap(entity =>
      entity.ids.slice(0, 1).map(id => ({ value: `e.${id}`, text: entityLabel(entity, texts), saidAt: entity.saidAt })),
    ),
    ...facts.map(fact => ({ value: `f.${fact.id}`, text: factLabel(fact), saidAt: fact.saidAt })),
  ]
  const labels = menuLabels(
    items.map(({ text }) => text),
    MAX_OPTION_LENGTH,
    isAskedWord(about),
  )
  const options = items.map(({ value, saidAt }, at) => ({
    ...{ label: labels[at] ?? '', value },
    description: truncateLine(days.format(saidAt), MAX_OPTION_LENGTH),
  }))
  return selectMenu(customId(user, 'forget.chosen', choiceId), {
    ...{ placeholder: texts.forget.choosePlaceholder, min_values: 1, max_values: options.length, options },
  })
}

/** The ways to forget much at once; each previews what would be deleted. */
export function bulkForgetRow({ user, guild, texts: { forget } }: InteractionContext): ActionRow {
  return actionRow(
    button(forget.lastHour, customId(user, 'forget.hour')),
    button(guild === undefined ? forget.thisConversation : forget.thisChannel, customId(user, 'forget.here')),
    button(forget.everything, customId(user, 'forget.all')),
  )
}

function isEmpty({ facts, entities }: Pick<ForgetCandidates, 'facts' | 'entities'>): boolean {
  return facts.length + entities.length === 0
}
