import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readProjectFile, unknownSettings } from './support/files.ts'

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly environment: Readonly<Record<string, string>>
        readonly volumes: readonly string[]
        readonly logging: unknown
        readonly extra_hosts?: readonly string[]
      }
    >
  >
  readonly volumes: Readonly<Record<string, unknown>>
}

test('the services have settings that there are, limits for their logs, and volumes that are named', async () => {
  const { services, volumes }: Compose = parse(await readProjectFile('compose.yaml'))

  for (const { environment, logging, volumes: mounted } of Object.values(services)) {
    expect(unknownSettings(Object.keys(environment))).toEqual([])
    expect(logging).toEqual({ options: { 'max-size': '10m', 'max-file': '5' } })
    const named = mounted.map(volume => volume.split(':', 1)[0] ?? '').filter(name => !name.startsWith('.'))
    expect(Object.keys(volumes)).toEqual(expect.arrayContaining(named))
  }
  expect(services['bot']?.extra_hosts).toEqual(['host.docker.internal:host-gateway'])
})

test('the image has settings that there are, and every file that its commands start', async () => {
  const file = await readProjectFile('Dockerfile')
  const settings = [...file.matchAll(/^ENV (?<pairs>.+)$/gmu)].flatMap(([, pairs = '']) =>
    pairs.split(' ').map(pair => pair.replace(/=.*/u, '')),
  )
  const ignored = (await readProjectFile('.dockerignore')).trim().split('\n')
  const copied = [...file.matchAll(/^COPY (?!--from)(?<paths>.+) \S+$/gmu)].flatMap(([, paths = '']) =>
    paths.split(' '),
  )
  const commands = /\bfor command in (?<names>[^;]+);/u.exec(file)?.groups?.['names']?.trim().split(/\s+/u) ?? []
  const started = [...file.matchAll(/\b(?:start\.js|src\/[\w/-]+\.ts)/gu)].map(([path]) => path)
  started.push(...commands.map(command => `src/cli/${command}.ts`))

  expect(unknownSettings(settings)).toEqual([])
  expect(ignored).toEqual(expect.arrayContaining(['*', ...copied.map(path => `!${path}`)]))
  expect(started).toEqual(expect.arrayContaining(['src/index.ts', 'src/cli/doctor.ts']))
  await expect(Promise.all(started.map(readProjectFile))).resolves.toHaveLength(started.length)
})

test('npm ci runs no script of the project: the image has none of its files by then', async () => {
  const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(await readProjectFile('package.json'))

  // https://docs.npmjs.com/cli/using-npm/scripts: what npm ci runs by itself. `dependencies` is one of them.
  expect(Object.keys(scripts).filter(name => /^(?:pre|post)?(?:install|prepare|dependencies)$/u.test(name))).toEqual([])
})
