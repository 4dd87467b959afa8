import type { Keeping, Snapshot } from '../memory/types.ts'
import type { AnswerText } from '../texts/texts.ts'

const said: Readonly<Record<Keeping, readonly AnswerText[]>> = {
  kept: [],
  paused: ['paused'],
  incognito: ['incognito'],
  serverOff: ['serverOff'],
}

/**
 * What stands under a shown answer, and is no part of the kept one: that nothing of it is kept, and at the first answer
 * that somebody ever gets where their rights are to be found.
 */
export function footersOf(snapshot: Snapshot | undefined): readonly AnswerText[] {
  if (snapshot === undefined) return []
  const { keeping, isFirst } = snapshot
  // Where nothing is kept, it is not kept either who was told.
  return isFirst && keeping !== 'serverOff' ? [...said[keeping], 'firstTime'] : said[keeping]
}
