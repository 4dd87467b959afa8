import { describe, expect, test } from 'vitest'
import type { ConversationStore } from '../../../src/memory/ports/conversation-store.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { serverAudience } from '../../support/audiences.ts'
import { questionOf, receiveAndAnswer, receiveQuestion } from '../support/conversations.ts'

/** What a ConversationStore must tell of the turns that messages show. */
export function turnRecordsContract(make: () => ConversationStore): void {
  const guild = snowflake()
  const asked = () => questionOf({ guild, scope: `guild:${guild}` })
  const there = serverAudience(guild)

  describe('the turns that messages show', () => {
    test('are told of a question and of its answer; of what is no turn nothing', async () => {
      const store = make()
      const question = asked()
      const answer = await receiveAndAnswer(store, question, 'Nice.', there)
      const unanswered = asked()
      await receiveQuestion(store, unanswered, there)

      const found = await store.findTurns([answer, snowflake(), question.id, unanswered.id])

      const { user, id, scope } = question
      expect([...found]).toEqual([
        [answer, { user, question: id, scope: undefined }],
        [id, { user, question: id, scope }],
        [unanswered.id, { user: unanswered.user, question: unanswered.id, scope }],
      ])
      expect([...(await store.findTurns([]))]).toEqual([])
    })

    test.each(['deleted', 'forgotten'] as const)('are gone when they were %s', async how => {
      const store = make()
      const question = asked()
      const answer = await receiveAndAnswer(store, question, 'Nice.', there)

      await store.deleteMessage(question.id, how === 'forgotten' ? how : undefined)

      expect((await store.findTurns([question.id])).get(question.id)).toBe('gone')
      expect((await store.findTurns([answer])).get(answer)).not.toMatchObject({ scope: question.scope })
    })

    test('are under the scope to which an edit has moved them', async () => {
      const store = make()
      const question = asked()
      await receiveAndAnswer(store, question, 'Nice.', there)
      const narrower = { kind: 'server', guild, places: [{ scope: `channel:${question.channel}` }] } as const

      await store.editQuestion(question, narrower, 'The bonus is 500.')

      expect((await store.findTurns([question.id])).get(question.id)).toMatchObject({
        scope: `channel:${question.channel}`,
      })
    })
  })
}
