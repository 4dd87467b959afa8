import { errorDetails } from '../../../errors.ts'
import { changeItemScope, correctItem } from '../../../memory/editing/edit-item.ts'
import { findItem, type ItemReference } from '../../../memory/knowledge/items.ts'
import { entitiesAbout, searchFacts } from '../../../memory/retrieval/search.ts'
import { scopeOfAudience } from '../../../memory/scope.ts'
import {
  type ActionHandler,
  type CommandContext,
  type CommandGroup,
  type ComponentContext,
  type ModalContext,
  type ModalOpener,
  modal,
  reply,
  update,
  type View,
} from '../../interactions/command.ts'
import { selectedValue, textDisplay } from '../../interactions/components.ts'
import { slashCommand, textOption } from '../../interactions/definitions.ts'
import { escapeLine } from '../../interactions/escape.ts'
import { previewDeletion } from '../forget/confirm.ts'
import { conflictPanel } from '../remember/panel.ts'
import { EDIT_FIELD, editModal } from './item.ts'
import { confirmMove, previewMove } from './move.ts'
import { HOME_ACTION, pageOfMessage, parsePageCode } from './page.ts'
import { firstPanel, searchPanel } from './panel.ts'
import { KEEP_ACTION, keepRejected, readShownMemory } from './rejected.ts'
import type { ShownMemory } from './sections.ts'
import { showAfterEdit, showAfterPick, showChosen, showPage } from './show.ts'
import { formatEntitySource, formatFactSource } from './source.ts'

/** How long a user waits until what they said before is learned. */
const LEARNING_TIMEOUT_MS = 8000
/** How much of what a search finds is shown at once, the closest first; the rest stands behind *Look further*. */
const MAX_RESULTS = 20
const MAX_FURTHER = 100
const MAX_QUERY_LENGTH = 300

const aboutOption = textOption('about', 'knowAbout', { max_length: MAX_QUERY_LENGTH })

/** `/whatdoyouknow`: everything that is known of whoever asks, to be leafed through and put right. */
export const whatDoYouKnowCommands: CommandGroup = {
  isForEverybody: true,
  commands: [slashCommand('whatdoyouknow', 'know', learnAndShow, aboutOption)],
  components: {
    [HOME_ACTION]: update((context, [, basketId]) => showPage(context, undefined, { basketId })),
    'know.page': update((context, [code, , basketId]) => showPage(context, parsePageCode(code), { basketId })),
    'know.go': update((context, [, basketId]) =>
      showPage(context, parsePageCode(selectedValue(context.interaction)), { basketId }),
    ),
    'know.pick': update((context, args) => showAfterPick(context, args, false)),
    'know.all': update((context, args) => showAfterPick(context, args, true)),
    'know.open': reply((context, [basketId = '']) => showChosen(context, basketId)),
    'know.forgetChosen': reply((context, [basketId = '']) => previewBasketDeletion(context, basketId)),
    'know.move': reply((context, [basketId = '', to]) => previewMove(context, basketId, destinationOf(to))),
    'know.moveYes': update((context, [choiceId = '', to]) => confirmMove(context, choiceId, destinationOf(to))),
    'know.moveNo': update(async ({ texts }) => texts.know.leftAsItWas),
    'know.edit': editButton('fact'),
    'know.editEntity': editButton('entity'),
    'know.source': sourceButton('fact'),
    'know.sourceEntity': sourceButton('entity'),
    'know.scope': scopeButton('fact'),
    'know.scopeEntity': scopeButton('entity'),
  },
  modals: { 'know.edit': editHandler('fact'), 'know.editEntity': editHandler('entity') },
}

/** *Keep it*, on the same panel: what was not learned is kept all the same. */
export const keepItCommands: CommandGroup = {
  components: {
    [KEEP_ACTION]: update(async (context, args) => {
      const kept = await keepRejected(args, context)
      return typeof kept === 'string'
        ? await showPage(context, pageOfMessage(context.interaction.message), { note: kept })
        : await conflictPanel(kept.fact, kept.conflicts, context)
    }),
  },
}

/** Shows exactly what would be deleted with all that was chosen. */
async function previewBasketDeletion(context: ComponentContext, basketId: string): Promise<View> {
  const { user, texts, userMemory } = context
  const choice = await userMemory.readChoice(user, basketId)
  if (choice?.kind !== 'choose') return texts.know.foundTooOld
  return await previewDeletion(context, { kind: 'things', facts: choice.facts, entities: choice.entities })
}

function destinationOf(to: string | undefined): 'everywhere' | 'here' {
  return to === 'everywhere' ? 'everywhere' : 'here'
}

/** Learns first what waits to be learned. */
async function learnAndShow(context: CommandContext): Promise<View> {
  const { user, texts, learnNow, log } = context
  const before = await readShownMemory(context)
  if (before.unlearned === 0) return await showKnowledge(context, before)
  const outcome = await waitForLearning(
    () => learnNow(user),
    LEARNING_TIMEOUT_MS,
    error => log.warn(errorDetails(error), 'learning on demand failed'),
  )
  const note = outcome === 'failed' ? texts.know.learnFailed : undefined
  return await showKnowledge(context, await readShownMemory(context), note)
}

async function showKnowledge(context: CommandContext, overview: ShownMemory, note?: string): Promise<View> {
  const { interaction, user, texts, userMemory, recall } = context
  const about = interaction.options.getString('about')?.trim() ?? ''
  if (about === '') return firstPanel(overview, context, { note })
  const { matches, others } = await searchFacts(about, overview, recall)
  const entities = entitiesAbout(about, overview.known).flatMap(({ ids }) => ids.slice(0, 1))
  if (matches.length + others.length + entities.length === 0)
    return [note, texts.know.nothingAbout(escapeLine(about, MAX_QUERY_LENGTH))].filter(Boolean).join('\n')
  const ids = matches.map(({ id }) => id)
  const further = [...ids.slice(MAX_RESULTS), ...others.map(({ id }) => id)].slice(0, MAX_FURTHER)
  const choice = {
    kind: 'choose' as const,
    ...{ facts: ids.slice(0, MAX_RESULTS), entities: entities.slice(0, MAX_RESULTS) },
    ...(further.length > 0 && { further }),
  }
  const id = await userMemory.keepChoice(user, choice)
  const nothing = texts.know.nothingSurelyAbout(escapeLine(about, MAX_QUERY_LENGTH))
  return searchPanel({ id, choice, overview, nothing }, context, note)
}

/** Reads the memory once before it opens the modal, as a modal can't be deferred. */
function editButton(kind: ItemReference['kind']): ModalOpener {
  return modal(async (context, [id = '']) => {
    const { known } = await context.userMemory.readOverview(context)
    const item = findItem({ kind, id }, known)
    return item === undefined ? context.texts.know.changed.gone : editModal(item, context, known, context.audience)
  })
}

function editHandler(kind: ItemReference['kind']): ActionHandler<ModalContext> {
  return update(async (context, [id = '']) => {
    const { user, channel, guild, audience, interaction } = context
    const correction = {
      text: interaction.fields.getTextInputValue(EDIT_FIELD),
      id: interaction.id,
      saidAt: interaction.createdTimestamp,
      conversation: { user, channel },
      // What is kept where the bot is not does not count as said in that server: the bot never hears of it again.
      guild: audience.kind === 'server' ? guild : undefined,
    }
    return await showAfterEdit(await correctItem({ kind, id }, correction, context), context)
  })
}

function scopeButton(kind: ItemReference['kind']): ActionHandler<ComponentContext> {
  return update(async (context, [id = '', to]) => {
    const item = { kind, id }
    const scope = to === 'everywhere' ? to : scopeOfAudience(context.audience)
    return await showAfterEdit(await changeItemScope(item, scope, context, context.userMemory), context)
  })
}

function sourceButton(kind: ItemReference['kind']): ActionHandler<ComponentContext> {
  return reply(async (context, [id = '']) => {
    const { texts, userMemory } = context
    const { known } = await userMemory.readOverview(context)
    const item = findItem({ kind, id }, known)
    if (item === undefined) return texts.know.changed.gone
    const isFact = item.kind === 'fact'
    const source = isFact ? formatFactSource(item.fact, texts) : await formatEntitySource(item.entity, known, context)
    return { components: [textDisplay(source)] }
  })
}

/**
 * Learns what waits before it is shown, as long as somebody may be kept waiting for that; after `timeoutMs` it goes on by
 * itself. `failed` where it failed by then; `onFailure` is called with a failure whenever it comes.
 */
export async function waitForLearning(
  learn: () => Promise<void>,
  timeoutMs: number,
  onFailure: (error: unknown) => void,
): Promise<'learned' | 'failed' | 'goesOn'> {
  const learning = learn().then(
    () => 'learned' as const,
    (error: unknown) => {
      onFailure(error)
      return 'failed' as const
    },
  )
  const { promise: timeout, resolve } = Promise.withResolvers<'goesOn'>()
  const timer = setTimeout(() => resolve('goesOn'), timeoutMs)
  try {
    return await Promise.race([learning, timeout])
  } finally {
    clearTimeout(timer)
  }
}
