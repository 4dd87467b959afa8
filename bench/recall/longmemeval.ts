import type { Said, Talk } from './locomo.ts'
import { readJson } from './read-json.ts'

interface Asked {
  readonly question_id: string
  readonly question: string
  readonly answer_session_ids: readonly string[]
  readonly haystack_dates: readonly string[]
  readonly haystack_session_ids: readonly string[]
  readonly haystack_sessions: readonly (readonly { readonly role: string; readonly content: string }[])[]
}

/**
 * LongMemEval-S (Wu et al. 2024, https://github.com/xiaowu0162/LongMemEval, MIT): one talk for each question. The gold are
 * sessions. Its ids tell which they are, so they name nothing here: sessions are numbered. Questions without an answer
 * are left out.
 */
export function readLongMemEval(path: string): readonly Talk[] {
  return (readJson(path) as readonly Asked[])
    .filter(({ question_id }) => !question_id.endsWith('_abs'))
    .map((asked, number) => {
      const answering = new Set(asked.answer_session_ids)
      const gold = asked.haystack_session_ids.flatMap((id, at) => (answering.has(id) ? [String(at)] : []))
      const said = asked.haystack_sessions.flatMap((turns, at) =>
        turns.map(
          (turn, place): Said => ({
            id: `${at}-${place}`,
            speaker: turn.role,
            text: turn.content,
            saidAt: dateOf(asked.haystack_dates[at] ?? '') + place * 1000,
            session: String(at),
          }),
        ),
      )
      return {
        name: String(number),
        said: said.toSorted((a, b) => a.saidAt - b.saidAt),
        questions: [{ text: asked.question, gold }],
      }
    })
}

/** `2023/05/30 (Tue) 22:56` */
function dateOf(text: string): number {
  const [day, , time] = text.split(' ')
  return Date.parse(`${day?.replaceAll('/', '-')}T${time}Z`)
}
