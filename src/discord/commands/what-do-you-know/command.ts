import {
  ApplicationCommandOptionType,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
} from 'discord.js'
import { errorDetails } from '../../../errors.ts'
import type { Overview } from '../../../memory/ports/user-memory-store.ts'
import { entitiesAbout, searchFacts } from '../../../memory/retrieval/search.ts'
import { scopeOfAudience } from '../../../memory/scope.ts'
import {
  type CommandGroup,
  type ComponentHandler,
  everywhereInstallable,
  type InteractionContext,
  type ModalHandler,
  type View,
} from '../../interactions/command.ts'
import { textDisplay } from '../../interactions/components.ts'
import { localizedDescription } from '../../interactions/definitions.ts'
import { escapeLine } from '../../interactions/format.ts'
import type { CommandDependencies } from '../registry.ts'
import { changeItemScope, correctItem } from './edit.ts'
import { EDIT_FIELD, editModal } from './edit-form.ts'
import { HOME_ACTION, parsePageCode } from './page.ts'
import { firstPanel, type PanelNote, pagePanel, showAfterEdit, showPage, viewContextOf } from './panel.ts'
import { findItem, type ItemReference, searchResultSection } from './sections.ts'
import { formatEntitySource, formatFactSource } from './source.ts'

/** How long somebody waits for what is learned first. */
const LEARNING_TIMEOUT_MS = 8000
/** Of what a search finds: the closest, as it knows no line beyond which nothing fits. */
const MAX_RESULTS = 20
const MAX_QUERY_LENGTH = 300

type WhatDoYouKnowDependencies = Pick<
  CommandDependencies,
  'channels' | 'learnNow' | 'log' | 'means' | 'own' | 'settings'
>

/** `/whatdoyouknow`: everything that is known of whoever asks, to be leafed through and put right. */
export function whatDoYouKnowCommands(parts: WhatDoYouKnowDependencies): CommandGroup {
  return {
    commands: [
      {
        definition: {
          name: 'whatdoyouknow',
          ...localizedDescription('know'),
          ...everywhereInstallable,
          options: [
            {
              type: ApplicationCommandOptionType.String,
              name: 'about',
              ...localizedDescription('knowAbout'),
              max_length: MAX_QUERY_LENGTH,
            },
          ],
        },
        run: use => learnAndShow(use, parts),
      },
    ],
    components: {
      [HOME_ACTION]: {
        how: 'update',
        run: async use => firstPanel(await parts.own.readOverview(use), viewContextOf(use)),
      },
      'know.page': { how: 'update', run: (use, [code]) => showPage(use, parsePageCode(code), parts.own) },
      'know.go': {
        how: 'update',
        run: use => showPage(use, parsePageCode(selectedSection(use.interaction)), parts.own),
      },
      'know.edit': editButton('fact', parts),
      'know.editEntity': editButton('entity', parts),
      'know.source': sourceButton('fact', parts),
      'know.sourceEntity': sourceButton('entity', parts),
      'know.scope': scopeButton('fact', parts),
      'know.scopeEntity': scopeButton('entity', parts),
    },
    modals: {
      'know.edit': editModalHandler('fact', parts),
      'know.editEntity': editModalHandler('entity', parts),
    },
  }
}

function selectedSection(interaction: MessageComponentInteraction): string | undefined {
  return interaction.isStringSelectMenu() ? interaction.values[0] : undefined
}

/** What waits is learned first. */
async function learnAndShow(
  use: InteractionContext<ChatInputCommandInteraction>,
  parts: WhatDoYouKnowDependencies,
): Promise<View> {
  const { own, learnNow, log } = parts
  const before = await own.readOverview(use)
  if (before.unlearned === 0) return await showKnowledge(use, before, parts)
  const outcome = await waitForLearning(
    () => learnNow(use.user),
    LEARNING_TIMEOUT_MS,
    error => log.warn(errorDetails(error), 'what waits could not be learned before it was shown'),
  )
  const note = outcome === 'failed' ? use.texts.know.learnFailed : undefined
  return await showKnowledge(use, await own.readOverview(use), parts, note)
}

async function showKnowledge(
  use: InteractionContext<ChatInputCommandInteraction>,
  overview: Overview,
  { own, means }: WhatDoYouKnowDependencies,
  note?: PanelNote,
): Promise<View> {
  const about = use.interaction.options.getString('about')?.trim() ?? ''
  if (about === '') return firstPanel(overview, viewContextOf(use), note)
  const facts = (await searchFacts(about, overview, means, MAX_RESULTS)).map(({ id }) => id)
  const entities = entitiesAbout(about, overview.known).flatMap(({ ids }) => ids.slice(0, 1))
  if (facts.length === 0 && entities.length === 0) {
    return [note, use.texts.know.nothingAbout(escapeLine(about, MAX_QUERY_LENGTH))].filter(Boolean).join('\n')
  }
  const offer = { kind: 'choose', facts, entities: entities.slice(0, MAX_RESULTS) } as const
  const id = await own.keepChoice(use.user, offer)
  const found = searchResultSection(id, offer, overview.known)
  return pagePanel(overview, { place: { section: `found-${id}`, page: 1 }, found }, viewContextOf(use), note)
}

/** At once, as forms can't be put off: one look into the memory. */
function editButton(kind: ItemReference['kind'], { own }: WhatDoYouKnowDependencies): ComponentHandler {
  return {
    how: 'form',
    async open(use, [id = '']) {
      const { known } = await own.readOverview(use)
      const item = findItem({ kind, id }, known)
      return item === undefined ? use.texts.know.changed.gone : editModal(item, use.user, use.texts)
    },
  }
}

function editModalHandler(kind: ItemReference['kind'], parts: WhatDoYouKnowDependencies): ModalHandler {
  return {
    how: 'update',
    async run(use, [id = '']) {
      const { user, channel, guild, audience, interaction } = use
      const correction = {
        ...{
          text: interaction.fields.getTextInputValue(EDIT_FIELD),
          id: interaction.id,
          saidAt: interaction.createdTimestamp,
        },
        conversation: { user, channel },
        // What is kept where the bot is not does not count as said in that server: the bot never hears of it again.
        guild: audience.kind === 'server' ? guild : undefined,
      }
      return await showAfterEdit(await correctItem({ kind, id }, correction, parts), use, parts.own)
    },
  }
}

function scopeButton(kind: ItemReference['kind'], parts: WhatDoYouKnowDependencies): ComponentHandler {
  return {
    how: 'update',
    async run(use, [id = '', to]) {
      const named = { kind, id }
      const scope = to === 'everywhere' ? to : scopeOfAudience(use.audience)
      if (scope === undefined) return await showAfterEdit({ outcome: 'noPlaceHere', item: named }, use, parts.own)
      return await showAfterEdit(await changeItemScope(named, scope, use, parts), use, parts.own)
    },
  }
}

function sourceButton(kind: ItemReference['kind'], { own }: WhatDoYouKnowDependencies): ComponentHandler {
  return {
    how: 'reply',
    async run(use, [id = '']) {
      const { known } = await own.readOverview(use)
      const item = findItem({ kind, id }, known)
      if (item === undefined) return use.texts.know.changed.gone
      if (item.kind === 'fact') return textView(formatFactSource(item.fact, use.texts))
      const guildOf = (channel: string) => {
        const found = use.interaction.client.channels.cache.get(channel)
        return found === undefined || found.isDMBased() ? undefined : found.guildId
      }
      return textView(await formatEntitySource(item.entity, known, use.texts, { ownerOf: own.findOwner, guildOf }))
    },
  }
}

function textView(words: string): View {
  return { components: [textDisplay(words)] }
}

/**
 * Learns what waits before it is shown, as long as somebody may be kept waiting for that; after `patienceMs` it goes on by
 * itself. `failed` where it failed by then; `onFailure` hears of a failure whenever it comes.
 */
export async function waitForLearning(
  learn: () => Promise<void>,
  patienceMs: number,
  onFailure: (error: unknown) => void,
): Promise<'learned' | 'failed' | 'goesOn'> {
  const learning = learn().then(
    () => 'learned' as const,
    (error: unknown) => {
      onFailure(error)
      return 'failed' as const
    },
  )
  const { promise: tooLong, resolve } = Promise.withResolvers<'goesOn'>()
  const timer = setTimeout(() => resolve('goesOn'), patienceMs)
  try {
    return await Promise.race([learning, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
