import {
  type APIStringSelectComponent,
  type BaseInteraction,
  ComponentType,
  type MessageComponentInteraction,
} from 'discord.js'
import type { Logger } from 'pino'
import type { Texts } from '../../../locales/en.ts'
import { activeFacts } from '../../../memory/knowledge/active-facts.ts'
import { type Entity, entitiesOf } from '../../../memory/knowledge/entities.ts'
import type { ConversationStore } from '../../../memory/ports/conversation-store.ts'
import type { Overview, PendingChoice, UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import type { RecallDependencies } from '../../../memory/retrieval/recall.ts'
import { entitiesAbout, searchFacts } from '../../../memory/retrieval/search.ts'
import type { Conversation, EntityId, Fact, FactId, GuildId, UserId } from '../../../memory/types.ts'
import type { InteractionContext, View } from '../../interactions/command.ts'
import { actionRow, button, createCustomId, textDisplay } from '../../interactions/components.ts'
import { entityLabel, escapeLine, truncateLine } from '../../interactions/format.ts'
import { previewDeletion } from './confirm.ts'

/** Looks for what some words are about, and shows it to choose from. */
export async function searchToForget(
  use: InteractionContext<BaseInteraction>,
  about: string,
  parts: ForgetDependencies,
): Promise<View> {
  const there = await searchAndKeepChoice(about, use, parts)
  if (there.facts.length + there.entities.length === 0) return use.texts.forget.nothingAbout(about)
  return renderChoice(use, { ...there, about }, parts)
}

/** Shows what was found before, as far as it is still known. */
export async function showChoice(
  use: InteractionContext<BaseInteraction>,
  id: string,
  parts: ForgetDependencies,
): Promise<View> {
  const { user, texts } = use
  const offer = await parts.own.readChoice(user, id)
  if (offer?.kind !== 'choose') return texts.forget.expired
  const overview = await parts.own.readOverview(use)
  const byId = new Map(activeFacts(overview.known).map(fact => [fact.id, fact]))
  const there = limitToMenu({
    facts: offer.facts.flatMap(fact => byId.get(fact) ?? []),
    entities: entitiesOf(overview.known).filter(({ ids }) => ids.some(one => offer.entities.includes(one))),
  })
  if (there.facts.length + there.entities.length === 0) {
    return { components: [textDisplay(texts.forget.nothingThere), bulkForgetRow(use, texts)] }
  }
  return renderChoice(use, { ...there, offer: id, overview }, parts)
}

/** Shows what goes with all that was chosen. */
export async function previewChosen(
  use: InteractionContext<MessageComponentInteraction>,
  id: string,
  own: UserMemoryStore,
): Promise<View> {
  const { interaction, user, texts } = use
  const offer = await own.readChoice(user, id)
  if (offer?.kind !== 'choose' || !interaction.isStringSelectMenu()) return texts.forget.expired
  return await previewDeletion(use, own, { kind: 'things', ...selectedCandidates(interaction.values, offer) })
}

function renderChoice(
  use: InteractionContext<BaseInteraction>,
  { overview, ...there }: CandidateSearchResult & { readonly about?: string },
  { settings }: ForgetDependencies,
): View {
  const days = new Intl.DateTimeFormat(use.interaction.locale, {
    dateStyle: 'medium',
    timeZone: overview.settings.timeZone ?? settings.timeZone,
  })
  const { user, guild, texts } = use
  return choosePanel({ ...there, user, guild, dayOf: ms => days.format(ms) }, texts)
}

/** Options of one menu. https://docs.discord.com/developers/components/reference#string-select */
const MAX_OPTIONS = 25
/** Places that are kept for facts where many people and things are named. */
const MAX_ENTITY_OPTIONS = 8
const MAX_OPTION_LENGTH = 100

export interface ForgetCandidates {
  /** Best first. */
  readonly facts: readonly Fact[]
  readonly entities: readonly Entity[]
}

/** As many as a menu holds. */
function limitToMenu({ facts, entities }: ForgetCandidates): ForgetCandidates {
  const people = entities.slice(0, Math.max(MAX_ENTITY_OPTIONS, MAX_OPTIONS - facts.length))
  return { entities: people.slice(0, MAX_OPTIONS), facts: facts.slice(0, Math.max(0, MAX_OPTIONS - people.length)) }
}

interface ChoosePanelOptions extends ForgetCandidates, BulkForgetOptions {
  readonly offer: string
  /** The words that were searched for, if any. */
  readonly about?: string
  /** A day in the user's language and time zone: options of a menu show no timestamps. */
  dayOf(ms: number): string
}

/** A list to choose from, one or several, and the ways to forget more than it holds. */
function choosePanel({ user, guild, offer, about, facts, entities, dayOf }: ChoosePanelOptions, texts: Texts): View {
  const { forget } = texts
  const options = [
    ...entities.flatMap(entity =>
      entity.ids.slice(0, 1).map(id => ({
        label: truncateLine(entityLabel(entity, texts), MAX_OPTION_LENGTH),
        value: `e.${id}`,
        description: truncateLine(dayOf(entity.saidAt), MAX_OPTION_LENGTH),
      })),
    ),
    ...facts.map(({ id, text: words, saidAt }) => ({
      label: truncateLine(words, MAX_OPTION_LENGTH),
      value: `f.${id}`,
      description: truncateLine(dayOf(saidAt), MAX_OPTION_LENGTH),
    })),
  ]
  const menu: APIStringSelectComponent = {
    type: ComponentType.StringSelect,
    custom_id: createCustomId(user, 'forget.chosen', offer),
    placeholder: forget.choosePlaceholder,
    min_values: 1,
    max_values: options.length,
    options,
  }
  const title = about === undefined ? forget.chooseTitleBare : forget.chooseTitle(escapeLine(about, MAX_OPTION_LENGTH))
  return {
    components: [textDisplay(`${title}\n${forget.chooseHint}`), actionRow(menu), bulkForgetRow({ user, guild }, texts)],
  }
}

/** What was chosen, of what was offered: a client can send any other. */
function selectedCandidates(
  values: readonly string[],
  offered: { readonly facts: readonly FactId[]; readonly entities: readonly EntityId[] },
): { readonly facts: readonly FactId[]; readonly entities: readonly EntityId[] } {
  return {
    facts: offered.facts.filter(id => values.includes(`f.${id}`)),
    entities: offered.entities.filter(id => values.includes(`e.${id}`)),
  }
}

export interface BulkForgetOptions {
  readonly user: UserId
  readonly guild: GuildId | undefined
}

/** The ways to forget much at once: each shows first what goes. */
export function bulkForgetRow({ user, guild }: BulkForgetOptions, { forget }: Texts) {
  return actionRow(
    button(forget.lastHour, createCustomId(user, 'forget.hour')),
    button(guild === undefined ? forget.thisConversation : forget.thisChannel, createCustomId(user, 'forget.here')),
    button(forget.everything, createCustomId(user, 'forget.all')),
  )
}

const MAX_CANDIDATES = 25

export interface CandidateSearchDependencies {
  readonly own: Pick<UserMemoryStore, 'readOverview' | 'keepChoice'>
  readonly means: RecallDependencies
}

/** What some words are about, kept to be chosen from. */
export interface CandidateSearchResult extends ForgetCandidates {
  readonly offer: string
  readonly overview: Overview
}

/** Looks for what some words are about, in all that is known of the user, and keeps it to be chosen from. */
async function searchAndKeepChoice(
  about: string,
  conversation: Conversation,
  parts: CandidateSearchDependencies,
): Promise<CandidateSearchResult> {
  const there = await searchCandidates(about, conversation, parts)
  return { ...there, offer: await parts.own.keepChoice(conversation.user, choiceOfCandidates(there)) }
}

/** Looks for what some words are about, in all that is known of the user. */
export async function searchCandidates(
  about: string,
  { user, channel }: Conversation,
  { own, means }: Pick<CandidateSearchDependencies, 'means'> & { readonly own: Pick<UserMemoryStore, 'readOverview'> },
): Promise<Omit<CandidateSearchResult, 'offer'>> {
  const overview = await own.readOverview({ user, channel })
  const candidates = limitToMenu({
    facts: await searchFacts(about, overview, means, MAX_CANDIDATES),
    entities: entitiesAbout(about, overview.known),
  })
  return { ...candidates, overview }
}

/** What can be chosen, by ids alone. */
export function choiceOfCandidates({ facts, entities }: ForgetCandidates): Extract<PendingChoice, { kind: 'choose' }> {
  return {
    kind: 'choose',
    facts: facts.map(({ id }) => id),
    entities: entities.flatMap(({ ids }) => ids.slice(0, 1)),
  }
}

/** What forgetting works with. */
export interface ForgetDependencies {
  readonly own: UserMemoryStore
  readonly store: Pick<ConversationStore, 'deleteMessage'>
  readonly means: RecallDependencies
  readonly settings: { readonly timeZone: string }
  readonly log: Logger
}
