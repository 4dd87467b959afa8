// Puts a backup into an empty memory, or with --replace in the place of one: npm run restore -- <file> [--replace]
import { showProgress } from '../backup/progress.ts'
import { openBackup } from '../backup/read-backup.ts'
import { type RestoreOptions, restore } from '../backup/restore.ts'
import { openMemory } from '../redis/copy/open-memory.ts'
import { findMemory, formatCells, readArguments, runMemoryCommand, tellUsage } from './memory-command.ts'
import { existingPassphrase } from './passphrase.ts'

const USAGE = 'Name the backup: npm run restore -- data/backups/keepsake-….backup [--replace]'

const { env, stdout } = process

async function restoreBackup(file: string, options: Pick<RestoreOptions, 'replaces' | 'acceptsAge'>): Promise<void> {
  const location = findMemory(env)
  const backup = await openBackup(file, () => existingPassphrase(env))
  const progress = showProgress(stdout)
  const memory = await openMemory(location, { isMade: true, isReplaced: options.replaces })
  try {
    progress.tell(`Restoring the backup of ${backup.header.createdAt} into ${memory.where}.`)
    const report = await restore(memory, backup, { ...location, ...options }, progress)
    const expired = report.expired === 0 ? '' : ` The time of ${report.expired.toLocaleString('en')} more was over.`
    progress.tell(
      `Restored ${report.keys.toLocaleString('en')} keys.${expired} Forgotten or switched off again since: ${report.deletions}.`,
    )
    if (!report.hasDeletionList)
      progress.tell(
        `Neither ${location.dataDir}/deletions nor that Redis has a list of what was forgotten. If anything was since the ` +
          'backup was made, it is back: copy that folder here from where the bot ran, and restore once more with --replace.',
      )
    if (memory.leftBehind.length > 0)
      progress.tell(
        `What stood of the memory before at ${memory.leftBehind.join(' and ')}, which REDIS_URL does not name, stands there still: empty it.`,
      )
    if (location.wantedCells > report.cells)
      progress.tell(
        `It stands in ${formatCells(report.cells)}, as in the backup: the bot moves users into ${location.wantedCells} when it has started.`,
      )
    progress.tell('Start the bot. It finds memories by their meaning again once their index is built.')
  } finally {
    await memory.close()
  }
}

const called = readArguments({ replace: { type: 'boolean' }, 'accept-age': { type: 'boolean' } }, USAGE)
if (called !== undefined) {
  const { values, positionals } = called
  const [file, ...others] = positionals
  const options = { replaces: values.replace === true, acceptsAge: values['accept-age'] === true }
  if (file === undefined || others.length > 0) tellUsage(USAGE)
  else await runMemoryCommand(() => restoreBackup(file, options))
}
