import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BotProcess } from '../test/support/bot-process.ts'

const FILE = 'clock'

/** What a process runs before the bot: at SIGUSR2 its clock goes wrong by the milliseconds that stand in a file where it runs. */
const SETTABLE = `
import { readFileSync } from 'node:fs'
const { now } = Date
let by = 0
globalThis.Date = class extends Date {
  constructor(...given) { super(...(given.length > 0 ? given : [now() + by])) }
  static now() { return now() + by }
}
process.on('SIGUSR2', () => { by = Number(readFileSync('${FILE}', 'utf8')) })`

/** Settings by which a process gets a clock that can be set. */
export const settableClock = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(SETTABLE)}` }

/** Lets the clock of a process be wrong by so many milliseconds; it must have been started with `settableClock`. */
export async function setClock(program: BotProcess, wrongByMs: number): Promise<void> {
  await writeFile(join(program.folder, FILE), String(wrongByMs))
  program.signal('SIGUSR2')
}
