import { rename, writeFile } from 'node:fs/promises'

/** What is to stand in a `.env`: undefined takes a setting out, an empty text leaves it there, set to nothing. */
export type SettingChanges = Readonly<Record<string, string | undefined>>

const HEAD = '# Made by npm run setup; .env.example explains every setting.'

/**
 * A `.env` with these settings in the place where they stood, or stood commented out, and everything else as it was; a new
 * one where there was none.
 */
export function changeEnvFile(text: string | undefined, changes: SettingChanges): string {
  const left = new Map(Object.entries(changes))
  const isSet = new Set((text ?? '').split('\n').flatMap(line => nameIn(line) ?? []))
  const lines = (text ?? `${HEAD}\n`)
    .trimEnd()
    .split('\n')
    .flatMap(line => {
      const name = nameIn(line) ?? exampleNameIn(line, isSet)
      if (name === undefined || !Object.hasOwn(changes, name)) return [line]
      const value = left.get(name)
      // A name that stands there twice is left once.
      left.delete(name)
      return value === undefined ? [] : [`${name}=${quoted(value)}`]
    })
  const added = [...left].flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${quoted(value)}`]))
  return `${[...lines, ...added].join('\n')}\n`
}

/** The name that a line sets. */
function nameIn(line: string): string | undefined {
  return /^(?:export +)?([A-Za-z_]\w*) *=/u.exec(line.trimStart())?.[1]
}

/** The name of a line that is commented out, unless another one sets it. */
function exampleNameIn(line: string, isSet: ReadonlySet<string>): string | undefined {
  const name = /^#([A-Z_]\w*)=/u.exec(line)?.[1]
  return name === undefined || isSet.has(name) ? undefined : name
}

function quoted(value: string): string {
  return /[\s#'"`]/u.test(value) ? JSON.stringify(value) : value
}

/** For the owner alone: it holds keys. */
const FILE_MODE = 0o600

/** Writes all of it or nothing, should the process end meanwhile. */
export async function writeEnvFile(file: string, text: string): Promise<void> {
  const draft = `${file}.new`
  await writeFile(draft, text, { mode: FILE_MODE })
  await rename(draft, file)
}
