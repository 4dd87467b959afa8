import { expect, test } from 'vitest'
import { structureProblems } from '../../checks/structure.ts'

const problems = (files: Readonly<Record<string, string>>) => structureProblems(new Map(Object.entries(files)))

test.each([
  ['a value', "import { redisClient } from '../redis/client.ts'"],
  ['a type', "import type { RedisClient } from '../redis/client.ts'"],
  ['over several lines', "import {\n  redisClient,\n} from '../redis/client.ts'"],
  ['when it is needed', "const { redisClient } = await import('../redis/client.ts')"],
  ['for its effect', "import '../redis/client.ts'"],
  ['to hand it on', "export { redisClient } from '../redis/client.ts'"],
])('a module may not import one above it: %s', (_, text) => {
  expect(problems({ 'src/prompt/assemble.ts': text })).toEqual([
    'src/prompt/assemble.ts imports src/redis/client.ts, which is not below src/prompt/**',
  ])
})

test('a module may not import its neighbour', () => {
  expect(problems({ 'src/jobs/repeat.ts': "import { redisClient } from '../redis/client.ts'" })).toEqual([
    'src/jobs/repeat.ts imports src/redis/client.ts, which is not below src/jobs/**',
  ])
})

test('inside memory/ knowledge may not import what is made of it', () => {
  expect(problems({ 'src/memory/knowledge/facts.ts': "import { recall } from '../retrieval/recall.ts'" })).toEqual([
    'src/memory/knowledge/facts.ts imports src/memory/retrieval/recall.ts, which is not below src/memory/knowledge/**',
  ])
})

test('a module may import itself and all below it', () => {
  const text = "import { recall } from '../memory/retrieval/recall.ts'\nimport { quote } from './format/quote.ts'"
  expect(problems({ 'src/prompt/assemble.ts': text })).toEqual([])
})

test.each([
  ['src/app.ts', '../fake-discord/loopback.ts'],
  ['src/app.ts', '../test/e2e/support/story.ts'],
  ['fake-discord/loopback.ts', '../src/errors.ts'],
])('%s may not import %s', (path, target) => {
  expect(problems({ [path]: `import { any } from '${target}'` })).toEqual([
    `${path} imports ${target.slice('../'.length)}, which is outside`,
  ])
})

test('a library may not be used where it does not belong', () => {
  const text = "import type { ChatCompletion } from 'openai/resources/chat/completions'\nimport { z } from 'zod'"
  expect(problems({ 'src/memory/text/words.ts': text })).toEqual([
    'src/memory/text/words.ts imports openai/resources/chat/completions, which belongs to src/llm/openai/**',
  ])
  expect(problems({ 'src/llm/openai/client.ts': text, 'test/llm/server.ts': text })).toEqual([])
})

test('a file of src has its place in a layer', () => {
  expect(problems({ 'src/helpers.ts': '' })).toEqual(['src/helpers.ts is in no layer'])
})

test('a name is exported once', () => {
  const files = {
    'src/llm/retry.ts': 'export async function retry() {}\nexport type Retry = 1\nexport const Retry = 1',
    'src/redis/open.ts': 'export const retry = 1\nconst unexported = 1',
    'src/jobs/worker.ts': 'const unexported = 1',
  }
  expect(problems(files)).toEqual(['retry is exported by src/llm/retry.ts and src/redis/open.ts'])
})

test('a folder has at most 18 files, unless they are catalogues or scripts', () => {
  const folder = (path: string) => Object.fromEntries(Array.from({ length: 19 }, (_, i) => [`${path}/${i}.lua`, '']))
  expect(problems({ ...folder('src/redis/stores'), ...folder('src/redis/scripts/learning') })).toEqual([
    'src/redis/stores has 19 files, and 18 is the limit',
  ])
})

test('a file has at most 300 lines, unless it is a catalogue or a test', () => {
  const text = '\n'.repeat(301)
  expect(problems({ 'bench/memory.ts': text, 'src/locales/en.ts': text, 'test/errors.test.ts': text })).toEqual([
    'bench/memory.ts has 301 lines, and 300 is the limit',
  ])
})
