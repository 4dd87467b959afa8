import { expect } from 'vitest'
import { PROCESS_PATIENCE, test } from '../support/process-fixtures.ts'

/** Code of a library's that fails at each signal: first a promise that nobody waits for, then an event. */
const FAILING_LIBRARY = `
let times = 0
process.on('SIGUSR2', () => {
  times += 1
  if (times === 1) Promise.reject(new TypeError('a secret'))
  else setImmediate(() => { throw new RangeError('a secret') })
})`

test('an error in the background that nobody caught is told, and people are answered', { timeout: 90_000 }, async ({
  discord,
  program,
  ada,
  bob,
}) => {
  await program.start({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(FAILING_LIBRARY)}` })
  const found = () => program.log.filter(({ msg }) => msg.startsWith('an error that nobody caught'))

  program.signal('SIGUSR2')
  await program.logged('an error that nobody caught')
  const first = await discord.reply(await ada.dm('Hello?'), PROCESS_PATIENCE)
  program.signal('SIGUSR2')
  await expect.poll(found, PROCESS_PATIENCE).toHaveLength(2)
  const second = await discord.reply(await bob.dm('Hello?'), PROCESS_PATIENCE)
  program.signal('SIGTERM')
  const { code, stdout } = await program.ended

  expect([first.content, second.content]).toEqual(['You said: Hello?', 'You said: Hello?'])
  expect(found()).toMatchObject([{ error: 'TypeError' }, { error: 'RangeError' }])
  expect(stdout).not.toContain('a secret')
  expect(code).toBe(0)
})
