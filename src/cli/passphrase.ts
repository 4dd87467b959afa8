import { BackupError } from '../errors.ts'
import { createPrompter, EndOfInput } from '../setup/prompter.ts'

const LEAST_CHARACTERS = 8
const SETTING = 'BACKUP_PASSPHRASE'

/** The passphrase for a new backup: of the environment, or asked for twice if it is to be encrypted; else none. */
export async function newPassphrase(env: NodeJS.ProcessEnv, isAsked: boolean): Promise<string | undefined> {
  const given = env[SETTING]
  if (given === undefined && !isAsked) return undefined
  const passphrase = given ?? (await askTwice())
  if ([...passphrase].length >= LEAST_CHARACTERS) return passphrase
  throw new BackupError(`A passphrase has ${LEAST_CHARACTERS} characters at least. There is no backup.`)
}

/** The passphrase of a backup that is there: of the environment, or asked for. */
export async function existingPassphrase(env: NodeJS.ProcessEnv): Promise<string> {
  const given = env[SETTING]
  if (given !== undefined) return given
  const [passphrase = ''] = await ask(['Passphrase of the backup'])
  return passphrase
}

async function askTwice(): Promise<string> {
  const [once, again] = await ask(['Passphrase (nobody can read the backup without it)', 'Once more'])
  if (once === undefined || once !== again) throw new BackupError('The two are not the same. There is no backup.')
  return once
}

async function ask(questions: readonly string[]): Promise<string[]> {
  const prompter = createPrompter(process.stdin, process.stdout)
  try {
    const answers: string[] = []
    for (const question of questions) answers.push(await prompter.ask(question, { isSecret: true }))
    return answers
  } catch (error) {
    throw error instanceof EndOfInput ? new BackupError(`There was no passphrase: type it, or set ${SETTING}.`) : error
  } finally {
    prompter.close()
  }
}
