import { join } from 'node:path'
import { ConfigError } from '../../errors.ts'
import type { ServerLocation } from './server.ts'

/** What Redis says before it ends because of a file that it can't read (`loadDataFromAppendOnlyFiles` in its aof.c and rdb.c). */
const damages: readonly RegExp[] = [
  /bad file format reading the append only file/iu,
  /unexpected end of file reading the append only file/iu,
  /unrecoverable error reading the append only file/iu,
  /error (?:in|detected in) rdb|rdb preamble|short read or oom loading db/iu,
  /aof manifest file/iu,
  /can't open the append(?:-only| log) file|obtain the aof file|the aof (?:base|incr) file/iu,
]

/** It goes on without what a power cut left half written. */
const LOSS = /!!! truncating the aof /iu

/** The line of Redis that tells of files which can't be read; undefined for any other. */
export function damageIn(line: string): string | undefined {
  return damages.some(pattern => pattern.test(line)) && /\s#\s/u.test(line) ? withoutStamp(line) : undefined
}

/** Whether Redis tells that it left out the end of its files. */
export const tellsOfLoss = (line: string): boolean => LOSS.test(line)

/** Without process and time, which stand before each line of Redis. */
export const withoutStamp = (line: string): string => line.replace(/^\d+:\w \d.*? [#*.-] /u, '')

export function unreadableFiles({ dataDir }: ServerLocation, line: string): ConfigError {
  return new ConfigError(
    [
      `Keepsake’s own Redis can’t read the memory in ${dataDir}: ${line}`,
      'Nothing has been changed. Two ways on, with the bot stopped:',
      '  npm run repair makes it readable up to the damage, keeps a copy as it is, and says what is lost, or',
      `  move ${join(dataDir, 'appendonlydir')} away, and go back to a backup: npm run restore -- <file>`,
    ].join('\n'),
  )
}
