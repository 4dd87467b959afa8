import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import type { Call } from '../support/model-server.ts'
import { test } from '../support/running-bot.ts'

interface Refusal {
  readonly name: string
  readonly play: (call: Call) => void
  readonly told: string
  readonly logged: object
}

/** Beyond what a user would wait for. */
const MUCH_LATER = { 'retry-after': '60' }

const refusals: Refusal[] = [
  {
    name: '401',
    play: call =>
      call.refuses(401, { code: 'invalid_api_key', message: 'Incorrect API key provided: sk-test-secret.' }),
    told: en.answers.modelKeyRefused,
    logged: { failure: 'key', status: 401 },
  },
  {
    name: '403',
    play: call => call.refuses(403, { message: 'You are not allowed to sample from this model.' }),
    told: en.answers.modelKeyRefused,
    logged: { failure: 'key', status: 403 },
  },
  {
    name: '404',
    play: call => call.refuses(404, { code: 'model_not_found', message: 'The model does not exist.' }),
    told: en.answers.modelMissing,
    logged: { failure: 'missing', status: 404 },
  },
  {
    name: '429 that asks for too much patience',
    play: call => call.refuses(429, { code: 'rate_limit_exceeded' }, MUCH_LATER),
    told: en.answers.modelBusy,
    logged: { failure: 'busy', status: 429 },
  },
  {
    name: '429 for a quota that is spent',
    play: call => call.refuses(429, { code: 'insufficient_quota', message: 'You exceeded your current quota.' }),
    told: en.answers.modelQuotaSpent,
    logged: { failure: 'quota', status: 429 },
  },
  {
    name: '500 that asks for too much patience',
    play: call => call.refuses(500, {}, MUCH_LATER),
    told: en.answers.modelBusy,
    logged: { failure: 'busy', status: 500 },
  },
  {
    name: 'content filter before the answer',
    play: call => call.refuses(400, { code: 'content_filter', message: 'The response was filtered.' }),
    told: en.answers.modelFiltered,
    logged: { failure: 'filtered', status: 400, whatToDo: expect.stringContaining('CHAT_MODEL') },
  },
  {
    name: 'content filter at the end of the answer',
    play: call => call.ends('content_filter'),
    told: en.answers.modelFiltered,
    logged: { failure: 'filtered' },
  },
  {
    name: 'empty answer',
    play: call => call.says(' \n').ends(),
    told: en.answers.modelEmpty,
    logged: { failure: 'empty', whatToDo: expect.stringContaining('CHAT_MODEL') },
  },
]

describe.concurrent('the user reads one line, the log has the reason, and the question is kept', () => {
  test.for(refusals)('$name', async ({ play, told, logged }, { discord, model, bot, ada }) => {
    model.plays(play)

    const reply = await discord.reply(await ada.dm('My boat is called Pelle.'))
    await discord.reply(await ada.dm('What is my boat called?'))

    expect(reply.content).toBe(told)
    expect(reply.parts).toHaveLength(1)
    expect(told.split('\n')).toHaveLength(1)
    expect(bot.log.filter(({ msg }) => msg === 'not answered')).toEqual([
      expect.objectContaining({ error: 'ModelError', requestId: 'req-test', attempts: 1, ...logged }),
    ])
    expect(JSON.stringify(bot.log)).not.toMatch(/sk-|Pelle/u)
    expect(model.calls).toHaveLength(2)
    expect(model.calls[1]?.text).toContain('My boat is called Pelle.')
    expect(model.calls[1]?.text).not.toContain(told)
  })
})
