// What the operator of a bot runs to honour a request that does not come through Discord: npm run forget -- <user id>…
import { config as loadEnvironment } from 'dotenv'
import { errorDetails, KeepsakeError } from '../errors.ts'
import { deleteEverything } from '../memory/forgetting/forget.ts'
import type { Memory } from '../memory/ports/memory.ts'
import { firstSnowflakeAt } from '../memory/turns.ts'
import { snowflakeSchema } from '../redis/keys.ts'
import { withMemory } from './open-memory.ts'

const USAGE = 'Give Discord user ids, some 18 digits each: npm run forget -- <user id>…\n'
/** Discord gave its first ids in 2015: shorter ones are typing mistakes. */
const MIN_USER_ID_DIGITS = 17
loadEnvironment({ quiet: true })

/** Forgets everything of some users, beside a bot that runs or not, and tells what was found and what is left. */
function forgetUsers(users: readonly string[]): Promise<void> {
  return withMemory(process.env, async (memory, where) => {
    process.stdout.write(`Looking into ${where}.\n`)
    for (const user of users) await forgetUser(user, memory)
  })
}

async function forgetUser(user: string, { userMemory, now }: Memory): Promise<void> {
  const { forgotten, left } = await deleteEverything(user, firstSnowflakeAt(now()), userMemory)
  const { facts, entities, turns, summaries, conversations, traces } = forgotten
  const isNothing = [facts, entities, turns, summaries, conversations, traces].every(count => count === 0)
  const gone =
    `Forgotten of ${user}: ${facts} facts, ${entities} people and things, ${turns} messages and ${summaries} summaries ` +
    `in ${conversations} conversations. Redis’ files and your backups still hold it for a while: see docs/privacy.md.`
  process.stdout.write(`${isNothing ? `Nothing was kept of ${user}.` : gone}\n`)
  process.stdout.write(
    left === 0 ? 'Looked again: nothing is left.\n' : `Looked again: ${left} are left, run it again.\n`,
  )
  if (left > 0) process.exitCode = 1
}

const users = process.argv.slice(2).filter(word => !word.endsWith('.ts'))
if (
  users.length > 0 &&
  users.every(user => snowflakeSchema.safeParse(user).success && user.length >= MIN_USER_ID_DIGITS)
) {
  try {
    await forgetUsers(users)
  } catch (error) {
    const reason = error instanceof KeepsakeError ? error.message : JSON.stringify(errorDetails(error))
    process.stderr.write(`Nothing may be taken for forgotten. ${reason}\n`)
    process.exitCode = 1
  }
} else {
  process.stderr.write(USAGE)
  process.exitCode = 2
}
