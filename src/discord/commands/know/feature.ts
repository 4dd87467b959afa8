import {
  ApplicationCommandOptionType,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
} from 'discord.js'
import { errorFacts } from '../../../errors.ts'
import { entitiesAbout, search } from '../../../memory/own/searching.ts'
import type { Overview } from '../../../memory/own-memory.ts'
import { scopeOf } from '../../../memory/scope.ts'
import { described } from '../../../texts/described.ts'
import { anywhere } from '../anywhere.ts'
import { text } from '../components.ts'
import type { Control, Feature, Form, Use, View } from '../feature.ts'
import type { CommandParts } from '../features.ts'
import { shownWords } from '../shown-words.ts'
import { correct, rescope } from './changing.ts'
import { correctionForm, WORDS } from './form.ts'
import { learnFirst } from './learn-first.ts'
import { firstPanel, type Note, pagePanel } from './panel.ts'
import { HOME, readPlace } from './place.ts'
import { foundSection, itemNamed, type Named } from './sections.ts'
import { entitySource, factSource } from './source.ts'
import { after, page, showing } from './views.ts'

/** How long somebody waits for what is learned first. */
const PATIENCE_MS = 8000
/** Of what a search finds: the closest, as it knows no line beyond which nothing fits. */
const MOST_FOUND = 20
const LONGEST_SEARCH = 300

type Parts = Pick<CommandParts, 'channels' | 'learnNow' | 'log' | 'means' | 'own' | 'settings'>

/** `/whatdoyouknow`: everything that is known of whoever asks, to be leafed through and put right. */
export function know(parts: Parts): Feature {
  return {
    commands: [
      {
        definition: {
          name: 'whatdoyouknow',
          ...described('know'),
          ...anywhere,
          options: [
            {
              type: ApplicationCommandOptionType.String,
              name: 'about',
              ...described('knowAbout'),
              max_length: LONGEST_SEARCH,
            },
          ],
        },
        run: use => asked(use, parts),
      },
    ],
    controls: {
      [HOME]: { how: 'update', run: async use => firstPanel(await parts.own.overview(use), showing(use)) },
      'know.page': { how: 'update', run: (use, [code]) => page(use, readPlace(code), parts.own) },
      'know.go': { how: 'update', run: use => page(use, readPlace(chosenIn(use.interaction)), parts.own) },
      'know.edit': formFor('fact', parts),
      'know.editEntity': formFor('entity', parts),
      'know.source': sourceOf('fact', parts),
      'know.sourceEntity': sourceOf('entity', parts),
      'know.scope': rescoping('fact', parts),
      'know.scopeEntity': rescoping('entity', parts),
    },
    forms: {
      'know.edit': correcting('fact', parts),
      'know.editEntity': correcting('entity', parts),
    },
  }
}

function chosenIn(interaction: MessageComponentInteraction): string | undefined {
  return interaction.isStringSelectMenu() ? interaction.values[0] : undefined
}

/** What waits is learned first. */
async function asked(use: Use<ChatInputCommandInteraction>, parts: Parts): Promise<View> {
  const { own, learnNow, log } = parts
  const before = await own.overview(use)
  if (before.waiting === 0) return await answered(use, before, parts)
  const outcome = await learnFirst(
    () => learnNow(use.user),
    PATIENCE_MS,
    error => log.warn(errorFacts(error), 'what waits could not be learned before it was shown'),
  )
  const note = outcome === 'failed' ? use.texts.know.learnFailed : undefined
  return await answered(use, await own.overview(use), parts, note)
}

async function answered(
  use: Use<ChatInputCommandInteraction>,
  overview: Overview,
  { own, means }: Parts,
  note?: Note,
): Promise<View> {
  const about = use.interaction.options.getString('about')?.trim() ?? ''
  if (about === '') return firstPanel(overview, showing(use), note)
  const facts = (await search(about, overview, means, MOST_FOUND)).map(({ id }) => id)
  const entities = entitiesAbout(about, overview.known).flatMap(({ ids }) => ids.slice(0, 1))
  if (facts.length === 0 && entities.length === 0) {
    return [note, use.texts.know.nothingAbout(shownWords(about, LONGEST_SEARCH))].filter(Boolean).join('\n')
  }
  const offer = { kind: 'choose', facts, entities: entities.slice(0, MOST_FOUND) } as const
  const id = await own.offer(use.user, offer)
  const found = foundSection(id, offer, overview.known)
  return pagePanel(overview, { place: { section: `found-${id}`, page: 1 }, found }, showing(use), note)
}

/** At once, as forms can't be put off: one look into the memory. */
function formFor(kind: Named['kind'], { own }: Parts): Control {
  return {
    how: 'form',
    async open(use, [id = '']) {
      const { known } = await own.overview(use)
      const item = itemNamed({ kind, id }, known)
      return item === undefined ? use.texts.know.changed.gone : correctionForm(item, use.user, use.texts)
    },
  }
}

function correcting(kind: Named['kind'], parts: Parts): Form {
  return {
    how: 'update',
    async run(use, [id = '']) {
      const { user, channel, guild, audience, interaction } = use
      const correction = {
        ...{
          text: interaction.fields.getTextInputValue(WORDS),
          id: interaction.id,
          saidAt: interaction.createdTimestamp,
        },
        conversation: { user, channel },
        // What is kept where the bot is not does not count as said in that server: the bot never hears of it again.
        guild: audience.kind === 'server' ? guild : undefined,
      }
      return await after(await correct({ kind, id }, correction, parts), use, parts.own)
    },
  }
}

function rescoping(kind: Named['kind'], parts: Parts): Control {
  return {
    how: 'update',
    async run(use, [id = '', to]) {
      const named = { kind, id }
      const scope = to === 'everywhere' ? to : scopeOf(use.audience)
      if (scope === undefined) return await after({ told: 'noPlaceHere', named }, use, parts.own)
      return await after(await rescope(named, scope, use, parts), use, parts.own)
    },
  }
}

function sourceOf(kind: Named['kind'], { own }: Parts): Control {
  return {
    how: 'reply',
    async run(use, [id = '']) {
      const { known } = await own.overview(use)
      const item = itemNamed({ kind, id }, known)
      if (item === undefined) return use.texts.know.changed.gone
      if (item.kind === 'fact') return told(factSource(item.fact, use.texts))
      const guildOf = (channel: string) => {
        const found = use.interaction.client.channels.cache.get(channel)
        return found === undefined || found.isDMBased() ? undefined : found.guildId
      }
      return told(await entitySource(item.entity, known, use.texts, { ownerOf: own.ownerOf, guildOf }))
    },
  }
}

function told(words: string): View {
  return { components: [text(words)] }
}
