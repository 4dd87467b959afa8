import {
  ApplicationCommandOptionType,
  type AutocompleteInteraction,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  type Client,
} from 'discord.js'
import { errorFacts } from '../../../errors.ts'
import type { Overview } from '../../../memory/own-memory.ts'
import type { ChannelId } from '../../../memory/types.ts'
import { described } from '../../../texts/described.ts'
import type { Texts } from '../../../texts/texts.ts'
import { anywhere } from '../anywhere.ts'
import { text } from '../components.ts'
import type { Choice, Feature, Use, View } from '../feature.ts'
import { choicesFor } from './choices.ts'
import { confirmed, proposed } from './confirming.ts'
import { everythingForm, everythingPanel, forgetEverything } from './everything.ts'
import { forgetMessage } from './forget-message.ts'
import type { ForgetParts } from './parts.ts'
import { chooseFrom, chosen, lookFor } from './steps.ts'
import { lastHourBefore, wanted } from './wanted.ts'
import { ways } from './ways.ts'

const MOST_CHARACTERS = 200

/** `/forget`, its panels and forms, and “Forget this message”. */
export function forget(parts: ForgetParts): Feature {
  const { own } = parts
  const things = (facts: readonly string[], entities: readonly string[]) =>
    ({ kind: 'things', facts, entities }) as const
  return {
    commands: [
      {
        definition: {
          name: 'forget',
          ...described('forget'),
          ...anywhere,
          options: [
            {
              type: ApplicationCommandOptionType.String,
              name: 'what',
              ...described('forgetWhat'),
              autocomplete: true,
              max_length: MOST_CHARACTERS,
            },
          ],
        },
        run: use => begun(use, parts),
        complete: use => offered(use, parts),
      },
    ],
    menus: [forgetMessage(parts)],
    controls: {
      'forget.fact': { how: 'reply', run: (use, [id = '']) => proposed(use, own, things([id], [])) },
      'forget.entity': { how: 'reply', run: (use, [id = '']) => proposed(use, own, things([], [id])) },
      'forget.hour': {
        how: 'update',
        run: use => proposed(use, own, lastHourBefore(use.interaction.createdTimestamp)),
      },
      'forget.here': {
        how: 'update',
        run: use => proposed(use, own, { kind: 'conversation', channel: use.channel }),
      },
      'forget.all': {
        how: 'update',
        run: async ({ user, texts }) => everythingPanel(await own.holdings(user), texts),
      },
      'forget.choose': { how: 'reply', run: (use, [offer = '']) => chooseFrom(use, offer, parts) },
      'forget.chosen': { how: 'update', run: (use, [offer = '']) => chosen(use, offer, own) },
      'forget.yes': { how: 'update', run: (use, [offer = '']) => confirmed(use, offer, own) },
      'forget.no': { how: 'update', run: async ({ texts }) => texts.forget.keptIt },
      'forget.everything': { how: 'form', open: async use => everythingForm(use) },
    },
    forms: { 'forget.everything': { how: 'reply', run: use => forgetEverything(use, parts) } },
  }
}

async function begun(use: Use<ChatInputCommandInteraction>, parts: ForgetParts): Promise<View> {
  const { interaction, texts, channel } = use
  const what = interaction.options.getString('what')?.trim() ?? ''
  if (what === '') return beginning(use)
  const wish = wanted(what, { channel, now: interaction.createdTimestamp }, texts)
  if (wish.kind === 'everything') return everythingPanel(await parts.own.holdings(use.user), texts)
  if (wish.kind === 'wish') return await proposed(use, parts.own, wish.wish)
  return await lookFor(use, wish.words, parts)
}

/** The panel of those who name nothing. */
function beginning({ user, guild, texts }: Use<BaseInteraction>): View {
  const { title, howToName } = texts.forget
  return { components: [text(`${title}\n${howToName}`), ways({ user, guild }, texts)] }
}

/** Without memory nothing is offered: what is typed can still be sent. */
async function offered(use: Use<AutocompleteInteraction>, { own, log }: ForgetParts): Promise<readonly Choice[]> {
  const { interaction, user, channel, guild, texts } = use
  try {
    const overview = await own.overview({ user, channel })
    const typed = interaction.options.getFocused()
    const here = { channel, isChannel: guild !== undefined }
    const named = (id: ChannelId) => nameOf(id, interaction.client, overview, texts)
    return choicesFor({ overview, typed, here, nameOf: named }, texts)
  } catch (error) {
    log.warn({ command: 'forget', ...errorFacts(error) }, 'no choices could be offered')
    return []
  }
}

/** A DM is not in the cache before something was said there. */
function nameOf(id: ChannelId, client: Client, { known }: Overview, { forget }: Texts): string | undefined {
  const channel = client.channels.cache.get(id)
  const isDm = channel?.isDMBased() ?? known.facts.some(fact => fact.channel === id && fact.scope === 'dm')
  if (isDm) return forget.ourDm
  return channel !== undefined && 'name' in channel ? `#${channel.name}` : undefined
}
