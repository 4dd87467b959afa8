// What the operator of a bot runs first, at a terminal or with the answers piped in: npm run setup
import { config as loadEnvironment } from 'dotenv'
import { connectThroughProxy } from '../proxy.ts'
import { createPrompter, EndOfInput } from '../setup/prompter.ts'
import { setUp } from '../setup/set-up.ts'

loadEnvironment({ quiet: true })
const { env, stdin, stdout, stderr } = process
connectThroughProxy(env)
const prompter = createPrompter(stdin, stdout)
try {
  process.exitCode = (await setUp(prompter, env, '.env')) ? 0 : 1
} catch (error) {
  if (!(error instanceof EndOfInput)) throw error
  stderr.write('There were not enough answers: nothing was written.\n')
  process.exitCode = 1
} finally {
  prompter.close()
}
// Model servers keep connections open: nothing is waited for.
stdout.write('', () => process.exit())
