import { licences } from './rules.ts'

/** What `package-lock.json` says of one package, as far as it is read here. */
interface LockedPackage {
  readonly license?: string
  readonly dev?: boolean
}

/** The packages that the bot runs with and whose licence is none that may be shipped, a line each. */
export function licenceProblems(packages: Readonly<Record<string, LockedPackage>>): readonly string[] {
  return Object.entries(packages).flatMap(([path, { license = 'no licence', dev = false }]) =>
    path === '' || dev || licences.includes(license) ? [] : [`${path.replace(/^node_modules\//u, '')}: ${license}`],
  )
}
