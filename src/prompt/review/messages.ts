import type { ReviewedFact, ReviewRequest } from '../../memory/ports/review.ts'
import { toSingleLine } from '../../memory/text/normalize.ts'
import type { ChatMessage } from '../chat-model.ts'
import { formatWeekdayMinute } from '../format/dates.ts'
import { indent } from '../format/quote.ts'
import { knownFactLine, timeOf } from '../sections/known-facts.ts'
import { reviewInstructions } from './instructions.ts'

/** The request for a second look in words. Only the marks set here begin a line: further lines of a text are set in. */
export function reviewMessages({ timeZone, turns, facts, known }: ReviewRequest): ChatMessage[] {
  const sections = [
    [
      `Turns (${timeZone}):`,
      ...turns.map(({ number, role, saidAt, text }) => {
        const speaker = role === 'user' ? 'user' : 'bot'
        return `[${number}] ${formatWeekdayMinute(timeZone, saidAt)} ${speaker}: ${indent(text)}`
      }),
    ],
    known.length === 0 ? [] : ['Known facts:', ...known.map(fact => knownFactLine(fact, timeZone))],
    ['Facts to check:', ...facts.map(factLine)],
  ]
  return [
    { role: 'system', content: reviewInstructions },
    {
      role: 'user',
      content: sections
        .filter(lines => lines.length > 0)
        .map(lines => lines.join('\n'))
        .join('\n\n'),
    },
  ]
}

function factLine({ number, turn, quote, text, subject, status, eventAt, candidates }: ReviewedFact): string {
  const about = ['of', toSingleLine(subject)].join(' ')
  const compared = candidates.length === 0 ? '' : ` Compare with ${candidates.map(known => `(${known})`).join(', ')}.`
  const time = timeOf(status, eventAt).map(word => `, ${word}`)
  return `${number}. from [${turn}] “${toSingleLine(quote)}”, ${about}${time.join('')}: ${toSingleLine(text)}${compared}`
}
