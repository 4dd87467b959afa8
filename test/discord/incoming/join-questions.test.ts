import { expect, test } from 'vitest'
import { joinQuestions } from '../../../src/discord/incoming/join-questions.ts'
import { incomingQuestion } from '../support/incoming-question.ts'

test('for several messages together, too, nothing is read from before their conversation was begun anew', async () => {
  const begun: unknown[] = []
  const context = await incomingQuestion('').readContext()
  const readContext = async () => ({
    ...context,
    async readTalk(begunAfter?: string) {
      begun.push(begunAfter)
      return []
    },
  })
  const said = (id: string) => incomingQuestion('Hello', { id, readContext })

  const { readTalk } = await joinQuestions([said('101'), said('102')]).readContext()
  await readTalk('100')

  expect(begun).toEqual(['100'])
})
