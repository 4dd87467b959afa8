// Holds every regular expression of src to linear time: npm run patterns
import { globSync, readFileSync } from 'node:fs'
import { foreignPatterns } from '../rules.ts'
import { type FoundPattern, findPatterns, recordCompositions } from './collect.ts'
import { superLinearParts } from './super-linear.ts'

const FOLDER = new URL('../../src/', import.meta.url)
/** What starts something when it is imported. */
const ENTRIES = /^(?:(?:index|learn)\.ts$|cli\/)/u

const paths = globSync('**/*.ts', { cwd: FOLDER }).toSorted()
const files = paths.map(path => findPatterns(path, readFileSync(new URL(path, FOLDER), 'utf8')))
const composed = await recordCompositions(FOLDER, () =>
  Promise.all(paths.filter(path => !ENTRIES.test(path)).map(path => import(new URL(path, FOLDER).href))),
)

const isComposed = (path: string, line: number) =>
  composed.some(pattern => pattern.path === path && pattern.line === line)
/** Those of functions are not made yet: they are read as far as their file tells them. */
const late = files.flatMap(({ compositions }) => compositions.filter(({ path, line }) => !isComposed(path, line)))
const unclear = files.flatMap(({ unclear }, at) =>
  foreignPatterns.includes(`src/${paths[at]}`)
    ? []
    : unclear
        .filter(line => !isComposed(paths[at] ?? '', line))
        .map(line => `src/${paths[at]}:${line} composes a pattern that nothing here tells`),
)
const patterns = [...files.flatMap(({ literals }) => literals), ...composed, ...late]
const problems = [...unclear, ...patterns.flatMap(problemsOf)]
process.stdout.write(problems.map(problem => `${problem}\n`).join(''))
process.exit(problems.length > 0 ? 1 : 0)

function problemsOf({ path, line, source, flags }: FoundPattern): readonly string[] {
  return superLinearParts(source, flags).map(part => `src/${path}:${line} can take long: ${part}`)
}
