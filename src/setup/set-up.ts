import { readFile } from 'node:fs/promises'
import { checkEnvironment, type EnvironmentVariables } from '../config/environment.ts'
import { isPlaceholder } from '../config/placeholder.ts'
import { gatewaySettings } from '../config/settings.ts'
import { type DiscordAccess, inspectDiscord } from '../discord/inspect.ts'
import { checkModels } from '../doctor/check-models.ts'
import { formatFindings, hasProblem } from '../doctor/finding.ts'
import { DiscordConnectionError } from '../errors.ts'
import type { Logger } from '../observability/logger.ts'
import { boxed } from '../observability/open-log.ts'
import { chooseModels } from './choose-models.ts'
import { changeEnvFile, type SettingChanges, writeEnvFile } from './env-file.ts'
import { withoutKeysOfFormerHost } from './model-settings.ts'
import { confirm, type Prompter } from './prompter.ts'

const quiet: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/**
 * Asks for what a bot needs, tries it, and writes it into a `.env`, of which the rest stays as it is. False if nothing was
 * written. Throws EndOfInput, and then nothing was written either.
 */
export async function setUp(prompter: Prompter, environment: EnvironmentVariables, file: string): Promise<boolean> {
  const before = await readFile(file, 'utf8').catch(() => undefined)
  if (before !== undefined)
    prompter.tell(`There is a ${file}: what you choose takes the place of those lines, once you agree.`)
  const { token, access } = await askToken(prompter, environment)
  prompter.tell(`Discord knows it as ${access.name}.`)
  if (!access.hasMessageContent)
    prompter.tell(
      'The message-content intent is off: no /listen on, and nothing of what others say. “Bot” in the portal has it.',
    )
  const models = await chooseWorkingModels(prompter, environment)
  if (models === undefined) return false
  const changes = { DISCORD_TOKEN: token, ...models }
  if (before !== undefined && !(await confirm(prompter, `Change ${file}?`))) {
    prompter.tell(`${file} is as it was.`)
    return false
  }
  await writeEnvFile(file, changeEnvFile(before, changes))
  prompter.tell(`${file} is written. Start the bot with npm start.\n`)
  prompter.tell(boxed(['Invite it into a server:', access.invite]))
  return true
}

/** Until Discord takes one. */
async function askToken(
  prompter: Prompter,
  environment: EnvironmentVariables,
): Promise<{ readonly token: string; readonly access: DiscordAccess }> {
  const present = environment['DISCORD_TOKEN']
  const known = present === undefined || present === '' || isPlaceholder(present) ? undefined : present
  for (;;) {
    const token = await prompter.ask(
      'Token of the bot (https://discord.com/developers/applications → Bot → Reset Token)',
      {
        otherwise: known,
        isSecret: true,
      },
    )
    const config = checkEnvironment({ ...environment, DISCORD_TOKEN: token, OPENAI_API_KEY: 'unused' })
    if ('problems' in config) prompter.tell(config.problems.join('\n'))
    else {
      try {
        return { token: config.DISCORD_TOKEN, access: await inspectDiscord(gatewaySettings(config), quiet) }
      } catch (error) {
        if (!(error instanceof DiscordConnectionError)) throw error
        prompter.tell(error.message)
      }
    }
  }
}

/** Tries what was chosen; undefined if it does not work and nobody wants to keep or change it. */
async function chooseWorkingModels(
  prompter: Prompter,
  environment: EnvironmentVariables,
): Promise<SettingChanges | undefined> {
  for (;;) {
    const models = withoutKeysOfFormerHost(environment, await chooseModels(prompter))
    const config = checkEnvironment({ ...environment, DISCORD_TOKEN: 'unused', ...models })
    if ('problems' in config) prompter.tell(config.problems.join('\n'))
    else {
      prompter.tell('Trying them…')
      const findings = await checkModels(config, quiet)
      prompter.tell(formatFindings(findings).trimEnd())
      if (!hasProblem(findings)) return models
    }
    const next = await prompter.ask('Not everything works. Choose again, keep it so, or leave? (again/keep/leave)', {
      otherwise: 'again',
    })
    if (next === 'keep') return models
    if (next === 'leave') return undefined
  }
}
