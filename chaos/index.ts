import { writeFile } from 'node:fs/promises'
import process, { argv } from 'node:process'
import { parseArgs } from 'node:util'
import { homeKinds } from './home/home.ts'
import { describeReport } from './report.ts'
import { runChaos } from './run.ts'
import { faultKindsIn } from './schedule.ts'

const { values } = parseArgs({
  args: argv.slice(argv.findIndex(arg => /\bchaos[\\/]index\.ts$/u.test(arg)) + 1),
  options: {
    /** Which of the runs there can be: the same number brings the same deeds and faults at the same times. */
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '2' },
    processes: { type: 'string', default: '2' },
    /** Into how many shards the bot is divided among its processes; 1: each of them serves everything. */
    shards: { type: 'string', default: '1' },
    /** How many processes learn apart; 0: the bot does. */
    learners: { type: 'string', default: '0' },
    /** Where the memory stands: own (what the bot would run for itself), plain, stack, valkey, servers or cluster. */
    redis: { type: 'string', default: 'own' },
    /** Into how many cells the memory is parted; if left out some on each of several servers, and else one. */
    cells: { type: 'string' },
    /** Only faults whose names begin so. */
    faults: { type: 'string', default: '' },
    /** Where the report is written as JSON, with the history of all that happened. */
    json: { type: 'string' },
  },
})

const home = homeKinds.find(kind => kind === values.redis)
if (home === undefined) throw new Error(`--redis is one of ${homeKinds.join(', ')}.`)
const report = await runChaos({
  seed: Number(values.seed),
  ms: Number(values.minutes) * 60_000,
  processes: Number(values.processes),
  shards: Number(values.shards),
  learners: Number(values.learners),
  home,
  ...(values.cells !== undefined && { cells: Number(values.cells) }),
  kinds: faultKindsIn(home).filter(kind => kind.startsWith(values.faults)),
})
if (values.json !== undefined) await writeFile(values.json, JSON.stringify(report, undefined, 1))
process.stdout.write(`${describeReport(report)}\n`)
process.exitCode = report.violations.length === 0 ? 0 : 1
