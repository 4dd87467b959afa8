import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import { openDataFolder } from './data-folder.ts'
import { findServer } from './find/find-server.ts'
import { dataFolderInUse } from './process.ts'
import type { Environment } from './run-command.ts'
import { CHECK_PROGRAM, type FileCommand, type RedisServer, type ServerLocation } from './server.ts'

export interface RepairOptions {
  readonly dataDir: string
  readonly log: Logger
  readonly env: Environment
}

/** What became of files that a Redis could not read. */
export interface RepairReport {
  /** Where they lie as they were. */
  readonly copy: string
  readonly bytes: number
  /** At the end, from the damage on. */
  readonly lostBytes: number
}

const FOLDER = 'appendonlydir'

/**
 * Makes the files of a Redis of our own readable that are damaged at one place: all before it stays, all from there on goes.
 * They are kept beside as they were. Throws ConfigError where the server runs, or the damage can't be mended: nothing has
 * changed then.
 */
export async function repairFiles({ dataDir, log, env }: RepairOptions): Promise<RepairReport> {
  const { place, isRunning, writtenBy } = await openDataFolder(dataDir)
  if (isRunning) throw dataFolderInUse(place)
  const server = await findServer({ env, log, writtenBy })
  const files = join(place.dataDir, FOLDER)
  const copy = join(place.dataDir, `damaged-${new Date().toISOString().replaceAll(/[:.]/gu, '-')}`)
  await cp(files, copy, { recursive: true, errorOnExist: true, force: false, preserveTimestamps: true })
  const said = await mend(server, place)
  const analyses = [...said.matchAll(/size=(?<size>\d+), ok_up_to=\d+, ok_up_to_line=\d+, diff=(?<lost>\d+)/gu)]
  const sum = (name: 'size' | 'lost') => analyses.reduce((all, { groups }) => all + Number(groups?.[name] ?? 0), 0)
  if (/successfully truncated|all aof files and manifest are valid/iu.test(said))
    return { copy, bytes: sum('size'), lostBytes: sum('lost') }
  await rm(files, { recursive: true })
  await rename(copy, files)
  throw new ConfigError(
    [
      `${files} can’t be mended by ${CHECK_PROGRAM}, and is as it was: ${said.trim().split('\n').at(-1) ?? ''}`,
      'Move that folder away, and go back to a backup: npm run restore -- <file>. Without one the bot begins anew.',
    ].join('\n'),
  )
}

/** All that the program said. It asks whether it may, for each file. */
async function mend(server: RedisServer, place: ServerLocation): Promise<string> {
  const { command, args, env, argv0 }: FileCommand = server.mendFiles(place)
  const child = spawn(command, [...args], {
    env,
    cwd: place.dataDir,
    stdio: 'pipe',
    ...(argv0 === undefined ? {} : { argv0 }),
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  child.stdin.on('error', () => undefined)
  child.stdin.end('y\ny\n')
  await once(child, 'close').catch((error: unknown) => {
    said += `\n${error instanceof Error ? error.message : ''}`
  })
  return said
}
