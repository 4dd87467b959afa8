import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../run-command.ts'

const DAY_MS = 86_400_000
const UNFINISHED_PREFIX = 'unfinished-'

/**
 * A folder in the user's cache, made by `fill` if it is not there yet. It appears whole or not at all, whatever process
 * dies meanwhile and however many fill it at once. `fill` gets an empty folder, makes what is wanted in `whole` below
 * it, and returns why not if it can't.
 */
export async function cachedFolder(
  name: string,
  env: Environment,
  fill: (work: string, whole: string) => Promise<string | undefined>,
): Promise<{ folder: string } | { missing: string }> {
  const { XDG_CACHE_HOME, HOME } = env
  const cache = join(XDG_CACHE_HOME || join(HOME || homedir(), '.cache'), 'keepsake')
  const folder = join(cache, name)
  if (await exists(folder)) return { folder }
  await mkdir(cache, { recursive: true })
  await removeUnfinished(cache)
  const work = await mkdtemp(join(cache, UNFINISHED_PREFIX))
  try {
    const whole = join(work, 'whole')
    await mkdir(whole)
    const failure = await fill(work, whole)
    if (failure !== undefined) return { missing: failure }
    await rename(whole, folder).catch(async (error: unknown) => {
      if (!(await exists(folder))) throw error
    })
    return { folder }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** What processes left that died; a day is more than any of them needs. */
async function removeUnfinished(cache: string): Promise<void> {
  const names = (await readdir(cache)).filter(name => name.startsWith(UNFINISHED_PREFIX))
  await Promise.all(
    names.map(async name => {
      const path = join(cache, name)
      const made = await stat(path).catch(() => undefined)
      if (made && Date.now() - made.mtimeMs > DAY_MS) await rm(path, { recursive: true, force: true })
    }),
  )
}
