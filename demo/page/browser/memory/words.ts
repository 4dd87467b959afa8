import type { PageFact, PageNeighbour, PageScope, PromptPart, RecallSignal } from '../../memory-events.ts'
import type { PageWorld } from '../../protocol.ts'

/** What the page says of memory, in words for somebody who knows nothing of it. */

/** Who may be told something: in a word or two, and in a sentence. `channelId`: where it was said. */
export function scopeWords(
  { kind, serverId }: PageScope,
  channelId: string,
  world: PageWorld | undefined,
): { readonly short: string; readonly long: string } {
  const server = world?.servers.find(({ id }) => id === serverId)?.name ?? 'a server'
  const place = world?.places.find(({ id }) => id === channelId)
  const channel = place === undefined ? 'a private channel' : `#${place.name}`
  switch (kind) {
    case 'dm':
      return { short: 'only you', long: 'Said in private: the bot tells it to nobody else, on no server.' }
    case 'everywhere':
      return { short: 'everywhere', long: 'You chose that the bot may tell it wherever you talk to it.' }
    case 'guild':
      return {
        short: server,
        long: `Said where all of ${server} can read: the bot may tell it there, to you in private, and nowhere else.`,
      }
    default:
      return {
        short: channel,
        long: `Said where not all of ${server} can read: the bot tells it only where nobody else reads than could read it then.`,
      }
  }
}

export const standingWords: Readonly<Record<PageFact['standing'][number], string>> = {
  planned: 'planned',
  past: 'in the past',
  unsure: 'not sure that you said so',
  doubted: 'perhaps no longer true',
}

export const partWords: Readonly<Record<PromptPart, string>> = {
  instructions: 'Who the bot is, and its rules',
  profile: 'Profile',
  summary: 'Summary of what was said earlier',
  facts: 'Facts',
  people: 'People and things',
  window: 'The last messages, word for word',
  channel: 'What others said in the channel',
  quoted: 'Messages it replies to or links',
  files: 'Files',
  message: 'Your message',
}

export const signalWords: Readonly<Record<RecallSignal, string>> = {
  subject: 'you named whom it is about',
  meaning: 'it means something alike',
  words: 'it shares words with your question',
  contextWords: 'it was told among such words',
  day: 'it is of a day that fits',
}

/** What somebody or something is called: by what it is to the person where no name is known. */
export function calledWords({ name, relation }: Pick<PageNeighbour, 'name' | 'relation'>): string {
  return name === relation ? `your ${relation}` : name
}

/** Somebody or something in a line: “Anna, your sister, a person: employer Siemens”. */
export function neighbourWords(neighbour: PageNeighbour): string {
  const { name, type, relation, attributes } = neighbour
  const is = [
    calledWords(neighbour),
    ...(relation === undefined || relation === name ? [] : [`your ${relation}`]),
    ...(type === undefined ? [] : [`${/^[aeiou]/iu.test(type) ? 'an' : 'a'} ${type}`]),
  ]
  const details = attributes.map(({ facet, values }) => `${facet} ${values.join(', ')}`)
  return details.length === 0 ? is.join(', ') : `${is.join(', ')}: ${details.join('; ')}`
}

/** A day as people write it; the time alone for what was said today. */
export function dayWords(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString()
  return new Intl.DateTimeFormat('en-GB', isToday ? { timeStyle: 'short' } : { dateStyle: 'medium' }).format(at)
}

export function counted(number: number, one: string, many: string): string {
  return number === 1 ? `1 ${one}` : `${number} ${many}`
}
