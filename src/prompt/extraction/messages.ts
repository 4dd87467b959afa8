import type { ExtractionRequest } from '../../memory/ports/extraction-model.ts'
import { toSingleLine } from '../../memory/text/normalize.ts'
import type { ChatMessage } from '../chat-model.ts'
import { formatWeekdayMinute } from '../format/dates.ts'
import { indent, quote } from '../format/quote.ts'
import { knownFactLine } from '../sections/known-facts.ts'
import { extractionRules } from './instructions.ts'

/**
 * The request to the extraction model in words. Times are in the user's time zone, which must be one that Intl knows.
 * Only the marks set here begin a line: further lines of any other text are indented or quoted.
 */
export function extractionMessages(request: ExtractionRequest): ChatMessage[] {
  const sections = [
    `Time zone: ${request.timeZone}`,
    turnsText(request),
    listText(
      'Known facts:',
      request.facts.map(fact => knownFactLine(fact, request.timeZone)),
    ),
    listText(
      'Known people and things:',
      request.entities.map(line => `- ${toSingleLine(line)}`),
    ),
    ...summaryTasks(request),
  ]
  return [
    { role: 'system', content: extractionRules(request).system },
    { role: 'user', content: sections.filter(section => section !== '').join('\n\n') },
  ]
}

function turnsText({ turns, learnFrom, timeZone }: ExtractionRequest): string {
  const lines = turns.map(({ number, role, saidAt, text }) => {
    const speaker = role === 'user' ? 'user' : 'bot'
    return `[${number}] ${formatWeekdayMinute(timeZone, saidAt)} ${speaker}: ${indent(text)}`
  })
  const from = `Learn from: ${learnFrom.join(', ') || 'none'}`
  return lines.length === 0 ? from : listText('Turns:', [...lines, from])
}

function listText(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines].join('\n')
}

function summaryTasks({ summarize, merge }: ExtractionRequest): string[] {
  const asked: string[] = []
  if (summarize !== undefined) {
    asked.push(`Summarise turns ${summarize.from} to ${summarize.to} in at most ${summarize.tokens} tokens.`)
  }
  if (merge !== undefined) {
    const [older, newer] = merge.texts
    const title = `Merge into one summary of at most ${merge.tokens} tokens:`
    asked.push([title, '<1>', quote(older), '<2>', quote(newer)].join('\n'))
  }
  return asked
}
