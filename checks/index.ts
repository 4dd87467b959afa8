// Holds the project to the rules of rules.ts: npm run structure
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { structureProblems } from './structure.ts'

const FOLDERS = ['src', 'fake-discord', 'demo', 'bench', 'test', 'checks']

const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...FOLDERS])
const paths = list
  .toString()
  .split('\n')
  .filter(path => path !== '' && existsSync(path))
const problems = structureProblems(new Map(paths.map(path => [path, readFileSync(path, 'utf8')])))
process.stdout.write(problems.map(problem => `${problem}\n`).join(''))
if (problems.length > 0) process.exitCode = 1
