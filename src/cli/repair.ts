// Makes a damaged memory in data/ readable again, up to the damage: npm run repair
import { ConfigError } from '../errors.ts'
import { openMemory } from '../redis/copy/open-memory.ts'
import { readDeletionList, readFolderLines, repeatDeletions } from '../redis/deletion-list/repeat-deletions.ts'
import { repairFiles } from '../redis/local-server/repair.ts'
import { findMemory, readArguments, runMemoryCommand } from './memory-command.ts'

const { env, stdout } = process

async function repair(): Promise<void> {
  const location = findMemory(env)
  if (location.url !== undefined)
    throw new ConfigError(
      'REDIS_URL names a Redis of yours, which comes with redis-check-aof: this mends the one in data/ alone.',
    )
  const { copy, bytes, lostBytes } = await repairFiles({ ...location, env })
  const memory = await openMemory(location, { isAlone: true })
  try {
    const lines = await readDeletionList(memory.redis, memory.keys)
    const at = Math.max(0, ...lines.values())
    const earlier = { ...memory, historyDays: location.historyDays }
    const repeated = await repeatDeletions(earlier, readFolderLines(location.dataDir), { lines, at })
    stdout.write(
      [
        `The memory in ${location.dataDir}/ can be read. Of ${bytes.toLocaleString('en')} bytes ${lostBytes.toLocaleString('en')} are lost: what was written last.`,
        `Forgotten again, as what was lost may have said so: ${repeated}.`,
        `As it was it lies in ${copy}. What people said stands there, also what they had forgotten since: delete it when you need it no more.`,
        'Start the bot.',
        '',
      ].join('\n'),
    )
  } finally {
    await memory.close()
  }
}

if (readArguments({}, 'npm run repair') !== undefined) await runMemoryCommand(repair)
