import type { Talk } from '../recall/locomo.ts'

interface Words {
  readonly text: string
  readonly saidAt: number
}

/** What the user said, and what the bot answered, if it did. */
export interface Exchange {
  readonly question: Words
  readonly answer?: Words
}

/** A Monday morning. */
const MONDAY = Date.parse('2026-11-16T09:30:00Z')
const ANSWER_MS = 2000
/** LoCoMo tells when a session began; the turns of it follow one another as people type. */
const TURN_MS = 30_000
/** By which the reader tells the turns of a session apart. */
const READ_MS = 1000

/**
 * A talk of LoCoMo as one with the bot: who speaks first is the user, the other one the bot. What the bot would say
 * first in a session is left out, as it answers only.
 */
export function exchangesOf({ said }: Talk): readonly Exchange[] {
  const user = said[0]?.speaker
  const exchanges: Exchange[] = []
  for (const sessionTurns of Map.groupBy(said, ({ session }) => session).values()) {
    const begun = sessionTurns[0]?.saidAt ?? 0
    let asked: Words | undefined
    for (const { speaker, text, saidAt } of sessionTurns) {
      const words = { text, saidAt: begun + ((saidAt - begun) / READ_MS) * TURN_MS }
      if (speaker === user) exchanges.push({ question: words })
      else if (asked !== undefined) exchanges.splice(-1, 1, { question: asked, answer: words })
      asked = speaker === user ? words : undefined
    }
  }
  return exchanges
}

const things = ['bicycle', 'piano', 'boat', 'camera', 'lamp', 'tent', 'radio', 'kite', 'clock', 'chair']
const places = ['Lisbon', 'Oslo', 'Kyoto', 'Porto', 'Quito', 'Riga', 'Sofia', 'Tunis', 'Vienna', 'York', 'Zagreb']

/** A talk that goes on and on, in short sentences. */
export function steadyTalk(exchanges: number, gapMs: number): readonly Exchange[] {
  return Array.from({ length: exchanges }, (_, at) => {
    const saidAt = MONDAY + at * gapMs
    const [thing, place] = [things[at % things.length], places[at % places.length]]
    return {
      question: {
        text: `Today I repaired ${thing} number ${at + 1}, the one from ${place}, and it works again.`,
        saidAt,
      },
      answer: { text: `Well done! What will you do with the ${thing} now?`, saidAt: saidAt + ANSWER_MS },
    }
  })
}
