import { DiscordAPIError, HTTPError } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { classifyDiscordError, type DiscordFailure, discordErrorDetails } from '../../src/discord/errors.ts'

const SECRET = 'what somebody said'

function refusal(code: number, method = 'POST', errors?: object): DiscordAPIError {
  const raw = { code, message: SECRET, ...(errors === undefined ? {} : { errors }) }
  const body = { files: undefined, json: { content: SECRET } }
  return new DiscordAPIError(raw as never, code, 400, method, 'https://discord.test/channels/1/messages', body)
}
const unknownReference = {
  message_reference: { _errors: [{ code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message: SECRET }] },
}

describe('a call that fails', () => {
  test.each<[string, unknown, DiscordFailure]>([
    ['as the question is gone', refusal(50_035, 'POST', unknownReference), 'questionGone'],
    ['as the message to reply to is unknown', refusal(10_008), 'questionGone'],
    ['as the answer to edit is gone', refusal(10_008, 'PATCH'), 'answerGone'],
    ['as the answer to delete is gone', refusal(10_008, 'DELETE'), 'answerGone'],
    ['without Send Messages', refusal(50_013), 'forbidden'],
    ['without View Channel', refusal(50_001), 'forbidden'],
    ['in a channel that is gone', refusal(10_003), 'forbidden'],
    ['as the user takes no direct messages', refusal(50_007), 'forbidden'],
    ['without Read Message History', refusal(160_002), 'noHistory'],
    ['as the text is not accepted', refusal(50_035, 'POST', { content: { _errors: [] } }), 'refused'],
    ['as the thread is archived', refusal(50_083), 'refused'],
    ['with 503', new HTTPError(503, 'Service Unavailable', 'POST', 'https://discord.test', {}), 'transient'],
    [
      'with 408, as a proxy waits no longer',
      new DiscordAPIError({} as never, 0, 408, 'POST', '', {} as never),
      'transient',
    ],
    ['as the connection broke', new TypeError('fetch failed'), 'transient'],
  ])('%s', (_, error, failure) => {
    expect(classifyDiscordError(error)).toBe(failure)
  })

  test('is logged without anybody’s words', () => {
    expect(discordErrorDetails(refusal(50_013))).toEqual({ code: 50_013, status: 400, method: 'POST' })
    for (const error of [refusal(50_035), new HTTPError(500, SECRET, 'POST', SECRET, {}), new Error(SECRET), SECRET]) {
      expect(JSON.stringify(discordErrorDetails(error))).not.toContain(SECRET)
    }
  })
})
