import { expect } from 'vitest'
import { PROCESS_PATIENCE, test } from '../support/process-fixtures.ts'

const HOUR_LATE = 'const { now } = Date; Date.now = () => now() + 3_600_000'

test('a clock that is off by an hour is told once, and people are answered', async ({ discord, program, ada }) => {
  await program.start({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(HOUR_LATE)}` })
  const line = await program.logged('the clock of this machine')
  const reply = await discord.reply(await ada.dm('Hello!'), PROCESS_PATIENCE)

  expect(line).toMatchObject({ level: 40, whatToDo: expect.stringContaining('timedatectl') })
  expect(line.msg).toMatch(/is 3\d{3} s ahead/u)
  expect(reply.content).toBe('You said: Hello!')
  expect(program.log.filter(({ msg }) => msg.includes('the clock'))).toHaveLength(1)
})

/** The clock goes back by an hour as soon as the process is told so. */
const SET_BACK = `const { now } = Date; let by = 0; Date.now = () => now() - by; process.on('SIGUSR2', () => { by = 3_600_000 })`

test('a clock that is set back while the bot talks is told, and people are answered', async ({
  discord,
  program,
  ada,
}) => {
  await program.start({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(SET_BACK)}` })
  await discord.reply(await ada.dm('Hello!'), PROCESS_PATIENCE)
  program.signal('SIGUSR2')
  const line = await program.logged('the clock of this machine was set')
  for (const text of ['One', 'Two', 'Three']) {
    const reply = await discord.reply(await ada.dm(text), PROCESS_PATIENCE)
    expect(reply.content).toBe(`You said: ${text}`)
  }

  expect(line).toMatchObject({ level: 40, jumpMs: expect.closeTo(-3_600_000, -3) })
})
