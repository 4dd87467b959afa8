// What the operator of a bot runs to see what it costs, beside a bot that runs or not: npm run usage -- [--days N] [--json]
import { parseArgs } from 'node:util'
import { config as loadEnvironment } from 'dotenv'
import { errorDetails, KeepsakeError } from '../errors.ts'
import { MAX_REPORTED_DAYS, readUsageReport } from '../spending/report.ts'
import { formatReport, toPlainReport } from '../spending/table.ts'
import { withMemory } from './open-memory.ts'

const USUAL_DAYS = '30'
const USAGE = `npm run usage -- [--days <1 to ${MAX_REPORTED_DAYS}, ${USUAL_DAYS} if not given>] [--json]\n`

/** Undefined where it is no number of days that can be told. */
function readOptions(args: readonly string[]): { readonly days: number; readonly isJson: boolean } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { days: { type: 'string', default: USUAL_DAYS }, json: { type: 'boolean', default: false } },
    })
    const days = Number(values.days)
    const isPossible = Number.isInteger(days) && days >= 1 && days <= MAX_REPORTED_DAYS
    return isPossible ? { days, isJson: values.json } : undefined
  } catch {
    return undefined
  }
}

loadEnvironment({ quiet: true })
const { argv, env, stdout, stderr } = process
const options = readOptions(argv.slice(2).filter(word => !word.endsWith('.ts')))
if (options === undefined) {
  stderr.write(USAGE)
  process.exitCode = 2
} else {
  try {
    const { days, isJson } = options
    const report = await withMemory(env, ({ usageLedger }) => readUsageReport(usageLedger, days))
    stdout.write(isJson ? `${JSON.stringify(toPlainReport(report))}\n` : formatReport(report))
  } catch (error) {
    stderr.write(`${error instanceof KeepsakeError ? error.message : JSON.stringify(errorDetails(error))}\n`)
    process.exitCode = 1
  }
}
