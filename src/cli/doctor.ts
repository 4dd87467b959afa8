// What the operator of a bot runs to find out what is wrong, beside a bot that runs or not: npm run doctor -- [--json]
import { config as loadEnvironment } from 'dotenv'
import { examine } from '../doctor/examine.ts'
import { formatFindings, hasProblem } from '../doctor/finding.ts'
import { connectThroughProxy } from '../proxy.ts'

const ownNames = Object.keys(loadEnvironment({ quiet: true }).parsed ?? {})
const { argv, env, stdout } = process
connectThroughProxy(env)
const findings = await examine(env, { ownNames, dataDir: 'data' })
const isWell = !hasProblem(findings)
const text = argv.includes('--json') ? `${JSON.stringify({ isWell, findings })}\n` : formatFindings(findings)
// Model servers keep connections open: nothing is waited for.
stdout.write(text, () => process.exit(isWell ? 0 : 1))
