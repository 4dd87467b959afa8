import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test as base, describe, expect } from 'vitest'
import { type EmbeddingsRequest, embeddingsReply } from '../../demo/stand-in-model/embedding.ts'
import packageJson from '../../package.json' with { type: 'json' }

const repository = resolve(import.meta.dirname, '../..')
/** More than are asked for at once, so that they are ranked. */
const TURNS = 24
/** Of multilingual-e5-small. */
const DIMENSIONS = 384

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

interface Fixtures {
  /** A folder with two talks in the form of LoCoMo and two in that of LongMemEval. */
  readonly folder: string
  /** The address of a server that embeds by words in common, or refuses. */
  readonly embeddings: string
  readonly refuses: 'nothing' | 'queries'
}

const test = base.extend<Fixtures>({
  refuses: ['nothing', { injected: true }],
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'keepsake-bench-data-'))
    await writeFile(join(folder, 'locomo.json'), JSON.stringify(['Lisbon', 'Oslo'].map(locomoTalk)))
    await writeFile(join(folder, 'longmemeval.json'), JSON.stringify(['tea', 'chess'].map(longMemEvalTalk)))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
  embeddings: async ({ refuses }, use) => {
    const server = createServer(async (request, response) => {
      let body = ''
      for await (const piece of request.setEncoding('utf8')) body += piece
      const asked = JSON.parse(body) as EmbeddingsRequest & { input_type?: string }
      if (refuses === 'queries' && asked.input_type === 'query') response.writeHead(503).end()
      else
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(embeddingsReply({ ...asked, dimensions: DIMENSIONS })))
    })
    await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
    server.close()
  },
})

function locomoTalk(city: string) {
  const words = Array.from({ length: TURNS }, (_, day) => `On day ${day} I painted a roof of ${city}.`)
  const turns = words.map((text, at) => ({ speaker: at % 2 === 0 ? 'Ada' : 'Bob', dia_id: `D1:${at + 1}`, text }))
  return {
    sample_id: city,
    conversation: { session_1: turns, session_1_date_time: '1:56 pm on 8 May, 2023' },
    qa: [{ question: 'What did Ada paint on day 2?', evidence: ['D1:3'], category: 1 }],
  }
}

function longMemEvalTalk(liked: string) {
  return {
    question_id: liked,
    question: `Do I like ${liked}?`,
    answer_session_ids: ['s1'],
    haystack_dates: ['2023/05/30 (Tue) 22:56', '2023/05/31 (Wed) 22:56'],
    haystack_session_ids: ['s1', 's2'],
    haystack_sessions: [`I like ${liked}.`, 'The weather is fine.'].map(content => [{ role: 'user', content }]),
  }
}

/** Runs a bench as `npm run` would, with nothing in its environment that names a model or a Redis. */
function run(script: string, ...args: readonly string[]): Promise<Ran> {
  const [, ...command] = script.split(' ')
  const { PATH = '', HOME = '' } = process.env
  return new Promise(done => {
    execFile(
      process.execPath,
      [...command, ...args],
      { cwd: repository, env: { PATH, HOME } },
      (error, stdout, stderr) => done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
}

/** What stands in the table, or in the lines, of a bench. */
function numbersIn(stdout: string): number[] {
  return [...stdout.matchAll(/(?<![\w.])\d+(?:\.\d+)?/gu)].map(([number]) => Number(number))
}

const scripts = Object.entries(packageJson.scripts).filter(([name]) => /^bench(?::|$)/u.test(name))

// Several processes at once, beside the other tests: longer than any takes on a busy machine.
const patience = { timeout: 120_000 }

describe.concurrent('every bench measures', patience, () => {
  test.for(scripts)('npm run %s', async ([, script], { folder, embeddings }) => {
    const data = /learning|recall/u.test(script) ? [folder] : []
    const server = script.includes('recall') ? ['--embeddings', embeddings] : []

    const { code, stdout, stderr } = await run(script, ...data, ...server, '--quick')

    expect(code, stderr).toBe(0)
    if (stdout.startsWith('Skipped')) return
    expect(numbersIn(stdout).length, stdout).toBeGreaterThan(1)
    expect(stdout).not.toMatch(/NaN|Infinity|undefined/u)
  })
})

describe('where the embedding server refuses', patience, () => {
  test.override({ refuses: 'queries' })

  test('npm run bench:recall fails, and shows no result', async ({ folder, embeddings }) => {
    const { code, stdout, stderr } = await run(packageJson.scripts['bench:recall'], folder, '--embeddings', embeddings)

    expect(code).toBe(1)
    expect(stderr).toContain('The embedding server gave no embeddings')
    expect(stdout).not.toMatch(/^\| (?!index)/mu)
  })
})
