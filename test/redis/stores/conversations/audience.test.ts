import { expect, test } from 'vitest'
import { type Audience, audienceOfScope, isVisibleTo, type Scope } from '../../../../src/memory/scope.ts'
import { questionOf, receiveAndAnswer } from '../../../contract/support/conversations.ts'
import { serverAudience } from '../../../support/audiences.ts'
import { fc, runs } from '../../../support/property.ts'
import { plainRedis, snowflake, testStore } from '../../support/fixtures.ts'

/** Of one server those with a role, those with it and another one, adults with it, and those of another server. */
const readers: readonly Scope[] = ['readers:1:p+2s', 'readers:1:p+2s+2t', 'readers:1:a.p+2s', 'readers:2:p+2s']
const scope = fc.constantFrom<Scope>('dm', 'everywhere', 'guild:1', 'guild:2', 'channel:1', 'channel:2', ...readers)
const audience = fc.constantFrom<Audience>(
  { kind: 'user' },
  { kind: 'unknown' },
  serverAudience('1'),
  serverAudience('2', '1'),
  ...readers.map(said => audienceOfScope(said, undefined)),
)

test('the window is the newest turns that the audience hears, whatever was said between', async () => {
  const redis = plainRedis()
  await fc.assert(
    fc.asyncProperty(
      fc.array(scope, { maxLength: 12 }),
      audience,
      fc.integer({ min: 1, max: 6 }),
      async (scopes, before, n) => {
        const { store } = testStore(redis, { windowMessages: n })
        const question = questionOf()
        const said: { text: string; scope: Scope }[] = []
        for (const [i, scope] of scopes.entries()) {
          await receiveAndAnswer(store, { ...question, id: snowflake(), scope, text: `q${i}` }, `a${i}`)
          said.push({ text: `q${i}`, scope }, { text: `a${i}`, scope })
        }

        const result = await store.keepQuestion({ ...question, id: snowflake() }, before)

        const heard = said.filter(turn => isVisibleTo(turn.scope, before)).slice(-2 * n)
        expect(result).toMatchObject({ window: heard })
        expect(result === 'claimed' ? [] : result.window).toHaveLength(heard.length)
      },
    ),
    runs(60),
  )
})
