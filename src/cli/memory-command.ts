import { type ParseArgsConfig, parseArgs } from 'node:util'
import { config as loadEnvironment } from 'dotenv'
import { pino } from 'pino'
import { errorDetails, KeepsakeError, MemoryUnavailable } from '../errors.ts'
import { adviceOn } from '../redis/connection/advice.ts'
import type { MemoryLocation } from '../redis/copy/open-memory.ts'
import { DATA_DIR, readMemorySettings } from './open-memory.ts'

interface MemoryOfBot extends MemoryLocation {
  /** How long conversations stay in it. */
  readonly historyDays: number
  /** In how many cells it is to stand. */
  readonly wantedCells: number
}

/** The memory of the bot that the environment and `.env` describe. */
export function findMemory(env: NodeJS.ProcessEnv): MemoryOfBot {
  loadEnvironment({ quiet: true })
  const { url, historyDays, cells } = readMemorySettings(env)
  return { url, historyDays, wantedCells: cells, dataDir: DATA_DIR, log: pino({ level: 'warn' }, pino.destination(2)) }
}

/** How many cells, in words. */
export function formatCells(count: number): string {
  return count === 1 ? 'one cell' : `${count} cells`
}

/** What a command was called with; undefined, and the usage is told, where it knows no such option. */
export function readArguments<const Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  usage: string,
) {
  // The first is the command itself, where start.js has started it.
  const [first = '', ...rest] = process.argv.slice(2)
  const args = first.endsWith('.ts') ? rest : process.argv.slice(2)
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    tellUsage(usage)
    return undefined
  }
}

/** Ends a command that was called in a way that it does not know. */
export function tellUsage(usage: string): void {
  process.stderr.write(`${usage}\n`)
  process.exitCode = 2
}

/** Runs a command to its end; what goes wrong is told in one line that says what to do, and ends it with 1. */
export async function runMemoryCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = 1
  }
}

function explain(error: unknown): string {
  if (error instanceof MemoryUnavailable) {
    const code = String(error.details['code'])
    const { whatToDo = 'Nothing is lost: run it again.' } = adviceOn(code)
    return `Redis did not take or give something (${code}). ${whatToDo}`
  }
  return error instanceof KeepsakeError ? error.message : JSON.stringify(errorDetails(error))
}
