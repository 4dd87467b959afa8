// Holds what the bot runs with to licences that may be shipped, and to packages without known holes: npm run audit
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { licenceProblems } from './licences.ts'

const lock = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')
const problems = licenceProblems((JSON.parse(lock) as { packages: Parameters<typeof licenceProblems>[0] }).packages)
for (const problem of problems) process.stdout.write(`${problem}\n`)
if (problems.length > 0) process.exitCode = 1

const audit = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
})
const counts = vulnerabilityCounts(audit.stdout)
if (counts === undefined) {
  // A mirror of the registry often has no advisories: that says nothing against a change.
  process.stdout.write('The registry told no advisories: nothing was audited.\n')
} else if (counts.high + counts.critical > 0) {
  process.stdout.write(
    `${counts.high} high and ${counts.critical} critical advisories: npm audit --omit=dev tells them.\n`,
  )
  process.exitCode = 1
}

function vulnerabilityCounts(json: string): { readonly high: number; readonly critical: number } | undefined {
  try {
    return (JSON.parse(json) as { metadata?: { vulnerabilities?: { high: number; critical: number } } }).metadata
      ?.vulnerabilities
  } catch {
    return undefined
  }
}
