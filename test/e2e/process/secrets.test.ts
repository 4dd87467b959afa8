import { expect } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import { PROCESS_PATIENCE, test } from '../support/process-fixtures.ts'

/** A word that people, model and servers say in this story, and that nobody may find in a log. */
const WORD = 'marzipan'

test('no log has a word of what is said, nor a key, whatever goes wrong', { timeout: 60_000 }, async ({
  discord,
  model,
  program,
  general,
}) => {
  const people: Person[] = []
  /** Each in a DM of their own: Discord takes five messages in five seconds in one. */
  function somebody(): Person {
    const person = discord.user(`Ada the ${people.length}th`)
    people.push(person)
    return person
  }
  const words = (refusal: number) => ({ code: refusal, message: WORD })
  const file = { name: `${WORD}.txt`, contentType: 'text/plain', data: `${WORD} in a file` }
  await program.start({ OPENAI_API_KEY: `sk-${WORD}`, LOG_LEVEL: 'trace' })

  await discord.reply(await somebody().dm(`I love ${WORD}.`, { files: [file] }), PROCESS_PATIENCE)
  await discord.reply(await somebody().says(general, `More ${WORD}!`, { mention: true }), PROCESS_PATIENCE)
  for (const status of [400, 401, 404, 429, 500]) {
    const error = { code: `sk-${WORD}`, message: `sk-${WORD} asked: ${WORD}` }
    model.plays(call => call.refuses(status, error, { 'retry-after': '60' }))
    await discord.reply(await somebody().dm(`${WORD} for status ${status}?`), PROCESS_PATIENCE)
  }
  model.plays(call => call.sends(`data: {"error": {"code": 400, "message": "bad_request: ${WORD}"}}\n\n`))
  await discord.reply(await somebody().dm(`${WORD} and an error in the stream?`), PROCESS_PATIENCE)
  model.plays(call => call.sends(`data: ${WORD} is no JSON\n\n`).breaks())
  await discord.reply(await somebody().dm(`${WORD} and nonsense in the stream?`), PROCESS_PATIENCE)

  const form = { content: { _errors: [{ code: WORD, message: WORD }] } }
  discord.fail({ method: 'POST', path: /messages$/u, status: 400, body: { ...words(50_035), errors: form } })
  const refused = await somebody().dm(`${WORD} that Discord refuses?`)
  await expect
    .poll(() => program.log.find(({ question }) => question === refused.id), PROCESS_PATIENCE)
    .toMatchObject({ msg: 'not answered', reason: 'notDelivered' })
  discord.fail({ method: 'POST', path: /messages$/u, status: 500, body: words(0), times: 2 })
  await discord.reply(await somebody().dm(`${WORD} when Discord is down?`), PROCESS_PATIENCE)
  discord.fail({ method: 'POST', path: /typing$/u, status: 403, body: words(50_013) })
  const slow = model.nextCall()
  const question = await somebody().dm(`${WORD}, slowly?`)
  await program.logged('typing indicator failed')
  ;(await slow).says(WORD).ends()
  await discord.reply(question, PROCESS_PATIENCE)
  program.signal('SIGTERM')
  const { code, stdout, stderr } = await program.ended

  expect(model.calls[0]?.text).toContain(`${WORD} in a file`)
  const ofModel = program.log.map(({ msg }) => String(msg)).filter(msg => /model server|^not answered/u.test(msg))
  expect(ofModel.length).toBeGreaterThan(6)
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).not.toContain(WORD)
  expect(stdout).not.toContain(discord.token)
})
