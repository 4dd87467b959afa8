import type { StudyCall } from './study-call.ts'

/** What is to be learned from `I live in Lisbon.`, if that is among the turns to learn from. */
export function homeIn(city: string, study: StudyCall): Readonly<Record<string, unknown>>[] {
  const says = study.turns.find(({ number, text }) => study.learnFrom.includes(number) && text.includes(city))
  if (says === undefined) return []
  const quote = `I live in ${city}.`
  return [{ turn: says.number, quote, text: `The user lives in ${city}.`, names: [city], facet: 'home' }]
}
