import type { Question, Run } from './run.ts'
import type { Violation } from './violation.ts'

/** What the model was shown that must not be told where it answers: words of direct messages in a server, or to anybody else. */
export function judgeAudience({ history, byWord }: Run): Violation[] {
  const found = history.flatMap(entry => {
    if (entry.kind !== 'prompted') return []
    const asked = entry.asked.flatMap(word => byWord.get(word) ?? [])
    const told = entry.shown.flatMap(word => byWord.get(word) ?? [])
    return told
      .filter(one => one.isDirect && asked.some(question => !mayHear(question, one)))
      .map(({ message }) => ({
        kind: 'told elsewhere' as const,
        at: entry.at,
        message,
        what: `the model was shown it to answer ${asked.map(question => question.message).join(' and ')}`,
      }))
  })
  return [...new Map(found.map(violation => [violation.message, violation])).values()]
}

function mayHear(question: Question, { person }: Question): boolean {
  return question.isDirect && question.person === person
}
