import { access, constants, readFile } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import { env } from 'node:process'
import { environmentSchema } from '../../../src/config/environment.ts'

const repository = resolve(import.meta.dirname, '../../..')

export const readProjectFile = (path: string): Promise<string> => readFile(join(repository, path), 'utf8')

/** What programs and images read that are not ours, or the files themselves hand on. */
const OTHER_NAMES: ReadonlySet<string> = new Set(['NODE_ENV', 'REDIS_PASSWORD', 'REDISCLI_AUTH'])

/** The names that nobody would read. */
export function unknownSettings(names: readonly string[]): readonly string[] {
  return names.filter(name => !Object.hasOwn(environmentSchema.shape, name) && !OTHER_NAMES.has(name))
}

/** Whether a program can be run on this machine. */
export async function isOnPath(program: string): Promise<boolean> {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '')
  const tries = await Promise.allSettled(folders.map(folder => access(join(folder, program), constants.X_OK)))
  return tries.some(({ status }) => status === 'fulfilled')
}
