import { foldText } from '../../memory/text/fold.ts'
import { sanitizeName } from './quote.ts'

/** Somebody who speaks in a channel. */
export interface Speaker {
  readonly id: string
  readonly name: string
  /** What tells them from others of that name. */
  readonly handle: string
}

/** What the lines of the bot itself stand under. */
export const OWN_LABEL = 'you'

/**
 * What each speaker is called in a prompt: by their name, with their handle behind it where the name is another's as well, and
 * by the handle alone where it would pass for the bot's. Whoever comes first keeps the bare name. No label holds a comma, which
 * parts it from what Keepsake writes behind it.
 */
export function labelSpeakers(speakers: readonly Speaker[], botNames: readonly string[]): (speaker: Speaker) => string {
  const bots = botNames.map(nameForm).filter(form => form !== '')
  const owners = new Map<string, string>()
  const labels = new Map<string, string>()
  for (const { id, name, handle } of speakers) {
    if (labels.has(id)) continue
    const form = nameForm(name)
    const isBots = form === '' || foldedWords(name)[0] === OWN_LABEL || bots.some(bot => form.startsWith(bot))
    const isTaken = owners.has(form)
    if (!isBots && !isTaken) owners.set(form, id)
    labels.set(id, isBots ? `@${plain(handle)}` : isTaken ? `${plain(name)} (@${plain(handle)})` : plain(name))
  }
  return ({ id, name }) => labels.get(id) ?? plain(name)
}

function plain(name: string): string {
  return sanitizeName(name.replace(/[,，、]+/gu, ' '))
}

function foldedWords(name: string): readonly string[] {
  return (
    foldText(name)
      .text.toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}

function nameForm(name: string): string {
  return foldedWords(name).join('') || name.trim()
}
