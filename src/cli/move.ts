// Moves the memory of a Redis of our own into another one: npm run move -- --to redis://…
import { moveMemory } from '../backup/move.ts'
import { showProgress } from '../backup/progress.ts'
import { ConfigError } from '../errors.ts'
import { isClusterAddress, redisHosts } from '../redis/connection/address.ts'
import { findMemory, formatCells, readArguments, runMemoryCommand, tellUsage } from './memory-command.ts'

const USAGE = 'Say where to: npm run move -- --to redis://:password@host:6379'

const { env, stdout } = process

async function move(url: string): Promise<void> {
  const { url: used, dataDir, log } = findMemory(env)
  // Whoever has changed the setting already has done nothing wrong.
  if (used !== undefined && used !== url)
    throw new ConfigError(
      `REDIS_URL names the Redis at ${redisHosts(used)}: the bot does not use ${dataDir}/, which is what is moved. From one Redis ` +
        'to another: npm run backup, then npm run restore with the other REDIS_URL.',
    )
  const progress = showProgress(stdout)
  progress.tell(`Moving the Redis in ${dataDir}/ to the Redis at ${redisHosts(url)}.`)
  const { keys, cells } = await moveMemory({ dataDir, url, log }, progress)
  progress.tell(
    `Moved ${keys.toLocaleString('en')} keys, each compared. Now set REDIS_URL in .env to that address, and start the bot.`,
  )
  if (cells > 1)
    progress.tell(`It stands in ${formatCells(cells)}, there as here: CELLS stays ${cells}, or becomes more.`)
  else if (isClusterAddress(url))
    progress.tell(
      'It stands in one cell, and so on one node of the Cluster: with CELLS it grows over the others, at any time.',
    )
  progress.tell(
    `${dataDir}/ still holds the old memory, with which the bot does not start any more. Once all is well, delete appendonlydir, ` +
      'redis.json and redis-version in it, and keep the rest.',
  )
}

const called = readArguments({ to: { type: 'string' } }, USAGE)
const to = called?.values.to
if (to !== undefined && called?.positionals.length === 0) await runMemoryCommand(() => move(to))
else if (called !== undefined) tellUsage(USAGE)
