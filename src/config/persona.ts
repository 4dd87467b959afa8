import { readFileSync } from 'node:fs'
import { ConfigError } from '../errors.ts'
import { defaultPersona } from '../prompt/system-prompt.ts'

/** Who the bot is, by the file of SYSTEM_PROMPT_FILE if there is one. Throws ConfigError. */
export function readPersona(file: string | undefined): string {
  if (file === undefined) return defaultPersona
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    // biome-ignore lint/style/useErrorCause: the cause stands in the third argument, after the details
    throw new ConfigError(`SYSTEM_PROMPT_FILE names a file that can’t be read: ${file}`, {}, { cause: error })
  }
}
