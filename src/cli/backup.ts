// Writes all that the bot remembers into a file, beside a bot that runs or not: npm run backup -- [file] [--encrypt]
import { backUp, backupFile } from '../backup/back-up.ts'
import { showProgress } from '../backup/progress.ts'
import { openMemory } from '../redis/copy/open-memory.ts'
import { findMemory, readArguments, runMemoryCommand, tellUsage } from './memory-command.ts'
import { DATA_DIR } from './open-memory.ts'
import { newPassphrase } from './passphrase.ts'

const USAGE = 'Name one file at most: npm run backup -- [file] [--encrypt]'
const MEGABYTE = 1_000_000

const { env, stdout } = process

async function makeBackup(file: string, isEncrypted: boolean): Promise<void> {
  const location = findMemory(env)
  const passphrase = await newPassphrase(env, isEncrypted)
  const progress = showProgress(stdout)
  const memory = await openMemory(location)
  try {
    progress.tell(`Backing up ${memory.where}.`)
    const { keys, bytes, digest } = await backUp(memory, { file, passphrase }, progress)
    const size = `${(bytes / MEGABYTE).toFixed(1)} MB`
    progress.tell(`${file}: ${keys.toLocaleString('en')} keys, ${size}, read again and compared (${digest}).`)
    progress.tell(
      passphrase === undefined
        ? 'It holds what people said, for whoever can read it: keep it where others can’t, or make it with --encrypt.'
        : 'It is encrypted: without the passphrase it is worth nothing.',
    )
  } finally {
    await memory.close()
  }
}

const called = readArguments({ encrypt: { type: 'boolean' } }, USAGE)
const [file = backupFile(`${DATA_DIR}/backups`, Date.now()), ...others] = called?.positionals ?? []
if (others.length > 0) tellUsage(USAGE)
else if (called !== undefined) await runMemoryCommand(() => makeBackup(file, called.values.encrypt === true))
