import type { Poll } from 'discord.js'
import { formatWeekdayMinute } from '../../../prompt/format/dates.ts'

/** A poll: its question, until when it runs, and its answers, with their votes as far as Discord has told of any. */
export function pollText(poll: Poll): string {
  const { question, answers, allowMultiselect, expiresTimestamp, resultsFinalized } = poll
  const given = [...answers.values()]
  const votes = given.map(({ voteCount }) => voteCount ?? 0)
  // A poll that came as a message says nothing of votes, and discord.js then says there are none.
  const isCounted = resultsFinalized || votes.some(count => count > 0)
  const ends = expiresTimestamp === null ? [] : [`ends ${formatWeekdayMinute('UTC', expiresTimestamp)} UTC`]
  const about = [
    ...(allowMultiselect ? ['several answers may be chosen'] : []),
    ...(resultsFinalized ? ['ended'] : ends),
  ]
  return [
    `[poll: “${question.text ?? ''}”${about.map(words => `; ${words}`).join('')}]`,
    ...given.map(({ emoji, text }, at) => {
      const name = [emoji?.name, text].filter(Boolean).join(' ')
      return isCounted ? `- ${name}: ${votes[at]} ${votes[at] === 1 ? 'vote' : 'votes'}` : `- ${name}`
    }),
  ].join('\n')
}
