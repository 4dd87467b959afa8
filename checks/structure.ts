import { dirname, join, matchesGlob } from 'node:path/posix'
import { closedFolders, layers, libraries, longFiles, longFolders, MAX_FILES_IN_FOLDER, MAX_LINES } from './rules.ts'

/** What breaks the rules of `rules.ts`, in one line each, given the text of each file by its path. Circles are left to the linter. */
export function structureProblems(files: ReadonlyMap<string, string>): string[] {
  const code = [...files].filter(([path]) => path.endsWith('.ts'))
  const source = code.filter(([path]) => path.startsWith('src/'))
  return [
    ...code.flatMap(([path, text]) => importsOf(text).flatMap(target => importProblem(path, target))),
    ...source.filter(([path]) => layerOf(path) === -1).map(([path]) => `${path} is in no layer`),
    ...homonyms(source),
    ...crowdedFolders([...files.keys()]),
    ...code.flatMap(([path, text]) => lengthProblem(path, text)),
  ]
}

function importProblem(path: string, name: string): string[] {
  if (!name.startsWith('.')) {
    const homes = Object.entries(libraries).find(([library]) => name === library || name.startsWith(`${library}/`))?.[1]
    const isForeign = path.startsWith('src/') && homes !== undefined && !isUnder(path, homes)
    return isForeign ? [`${path} imports ${name}, which belongs to ${homes.join(', ')}`] : []
  }
  const target = join(dirname(path), name)
  const closed = closedFolders.find(folder => matchesGlob(path, folder))
  if (closed !== undefined && !matchesGlob(target, closed)) return [`${path} imports ${target}, which is outside`]
  if (moduleOf(path) === moduleOf(target) || layerOf(target) < layerOf(path)) return []
  return closed === undefined ? [] : [`${path} imports ${target}, which is not below ${moduleOf(path)}`]
}

/** A name that two files export leaves a reader to ask which of them is meant. */
function homonyms(source: readonly (readonly [path: string, text: string])[]): string[] {
  const exported = source.flatMap(([path, text]) => [...new Set(exportsOf(text))].map(name => ({ path, name })))
  return [...Map.groupBy(exported, ({ name }) => name)]
    .filter(([, places]) => places.length > 1)
    .map(([name, places]) => `${name} is exported by ${places.map(({ path }) => path).join(' and ')}`)
}

function crowdedFolders(paths: readonly string[]): string[] {
  return [...Map.groupBy(paths, dirname)]
    .filter(([folder, inside]) => inside.length > MAX_FILES_IN_FOLDER && !isUnder(folder, longFolders))
    .map(([folder, inside]) => `${folder} has ${inside.length} files, and ${MAX_FILES_IN_FOLDER} is the limit`)
}

function lengthProblem(path: string, text: string): string[] {
  const lines = text.split('\n').length - 1
  return lines > MAX_LINES && !isUnder(path, longFiles)
    ? [`${path} has ${lines} lines, and ${MAX_LINES} is the limit`]
    : []
}

/** The formatter writes every import in one of these three ways. */
function importsOf(text: string): string[] {
  const statement =
    /^(?:import |export |\} )[^'\n]*\bfrom '(?<from>[^']+)'|^import '(?<bare>[^']+)'|\bimport\('(?<lazy>[^']+)'\)/gm
  return [...text.matchAll(statement)].map(([, from, bare, lazy]) => from ?? bare ?? lazy ?? '')
}

function exportsOf(text: string): string[] {
  const declaration = /^export (?:abstract |async )*(?:function\*?|const|let|class|interface|type) (?<name>\w+)/gm
  return [...text.matchAll(declaration)].map(([, name = '']) => name)
}

const isUnder = (path: string, globs: readonly string[]) => globs.some(glob => matchesGlob(path, glob))
const layerOf = (path: string) => layers.findIndex(row => isUnder(path, row))
const moduleOf = (path: string) => layers.flat().find(module => matchesGlob(path, module))
