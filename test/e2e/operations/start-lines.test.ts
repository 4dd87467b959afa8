import { expect } from 'vitest'
import { freePort } from '../../support/free-port.ts'
import { simulate } from '../servers/support/simulated-server.ts'
import { test } from '../support/process-fixtures.ts'

test('the last line of a start names each part that does not work, with what to do', async ({ model, program }) => {
  simulate(model, {
    name: 'no memory model',
    refuses: [
      { when: ({ isStudy }) => isStudy, status: 404, body: { error: { message: 'The model does not exist' } } },
    ],
    tells: { '/v1/models': { data: [{ id: 'gpt-5.4-mini' }, { id: 'gpt-5.4-pico' }] } },
  })
  await program.start({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` })
  const line = await program.logged('Keepsake answers')

  expect(line).toMatchObject({
    level: 40,
    msg: 'Keepsake answers, and not everything works',
    invite: expect.stringContaining('https://discord.com/oauth2/authorize'),
    trouble: {
      redis: expect.stringContaining('does Redis run'),
      learning: expect.stringContaining('MEMORY_MODEL names gpt-5.4-nano. It has: gpt-5.4-mini, gpt-5.4-pico'),
    },
  })
})
