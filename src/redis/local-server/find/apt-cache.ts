import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type CommandResult, type Environment, runCommand } from '../run-command.ts'

/** The machine's own package sources, read with lists and a cache of our own: that takes no root, and changes nothing. */
export interface Apt {
  /** apt-get with the options for that. Packages land in the folder it is run in, or below `archives`. */
  get(...args: readonly string[]): Promise<CommandResult>
  readonly archives: string
}

/** Sets up apt in a folder; `release` reads another release of the same system instead of the one installed. */
export async function openApt(folder: string, env: Environment, release?: string): Promise<Apt> {
  const [sources, lists, cache] = [join(folder, 'sources'), join(folder, 'lists'), join(folder, 'cache')]
  const archives = join(cache, 'archives')
  for (const path of [sources, join(lists, 'partial'), join(archives, 'partial')]) {
    await mkdir(path, { recursive: true })
  }
  await copyPackageSources(sources, release)
  const options = [
    `Dir::Etc::sourcelist=${join(sources, 'sources.list')}`,
    `Dir::Etc::sourceparts=${sources}`,
    `Dir::State::lists=${lists}`,
    `Dir::Cache=${cache}`,
    'Debug::NoLocking=true',
    'APT::Sandbox::User=root', // a user of apt's own could not read our folder
  ].flatMap(option => ['-o', option])
  function get(...args: readonly string[]): Promise<CommandResult> {
    return runCommand('apt-get', ['-q', ...options, ...args], { env, cwd: folder })
  }
  await get('update') // parts of it may fail; whether the package is there shows when it is fetched
  return { get, archives }
}

async function copyPackageSources(to: string, release: string | undefined): Promise<void> {
  const parts = '/etc/apt/sources.list.d'
  const names = await readdir(parts).catch(() => [])
  const files = ['/etc/apt/sources.list', ...names.map(name => join(parts, name))]
  const installed = await releaseCodename()
  await Promise.all(
    files.map(async file => {
      const text = await readFile(file, 'utf8').catch(() => undefined)
      if (text === undefined) return
      const wanted = release === undefined || installed === undefined ? text : text.replaceAll(installed, release)
      await writeFile(join(to, basename(file)), wanted)
    }),
  )
}

/** The code name of the installed release, such as bookworm. */
async function releaseCodename(): Promise<string | undefined> {
  return /^VERSION_CODENAME=(?<name>\w+)/m.exec(await osRelease())?.[1]
}

/** The system's id, such as debian or ubuntu. */
export async function distributionId(): Promise<string | undefined> {
  return /^ID=(?<id>\w+)/m.exec(await osRelease())?.[1]
}

async function osRelease(): Promise<string> {
  return readFile('/etc/os-release', 'utf8').catch(() => '')
}
