import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, type onTestFinished, test } from 'vitest'
import { type EmbeddingsRequest, embeddingsReply } from '../../demo/stand-in-model/embedding.ts'
import { benches, folderWith, numbersIn, patience, runBench } from './support/run-bench.ts'

/** More than are asked for at once, so that they are ranked. */
const TURNS = 24
/** Of multilingual-e5-small. */
const DIMENSIONS = 384
/** What these measure has a file of its own beside this one. */
const ELSEWHERE = ['bench:filters', 'bench:learning-quality']

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

/** A folder with two talks in the form of LoCoMo and two in that of LongMemEval. */
const talksFolder = (whenFinished: typeof onTestFinished) =>
  folderWith(
    {
      'locomo.json': ['Lisbon', 'Oslo'].map(locomoTalk),
      'longmemeval.json': ['tea', 'chess'].map(longMemEvalTalk),
    },
    whenFinished,
  )

/** The address of a server that embeds by words in common, or refuses queries. */
async function startEmbeddings(whenFinished: typeof onTestFinished, refusesQueries = false): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request.setEncoding('utf8')) body += piece
    const asked = JSON.parse(body) as EmbeddingsRequest & { input_type?: string }
    if (refusesQueries && asked.input_type === 'query') response.writeHead(503).end()
    else
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(embeddingsReply({ ...asked, dimensions: DIMENSIONS })))
  })
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
  whenFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

// One after the other: each is several processes, and the suite has other files beside this one.
describe('every bench measures', patience, () => {
  test.for(benches.filter(name => !ELSEWHERE.includes(name)))('npm run %s', async (name, { onTestFinished }) => {
    const data = /learning|recall/u.test(name) ? [talksFolder(onTestFinished)] : []
    const server = /recall|search-floor/u.test(name) ? ['--embeddings', await startEmbeddings(onTestFinished)] : []

    const { code, stdout, stderr } = await runBench(name, ...data, ...server, '--quick')

    expect(code, stderr).toBe(0)
    if (stdout.startsWith('Skipped')) return
    expect(numbersIn(stdout).length, stdout).toBeGreaterThan(1)
    expect(stdout).not.toMatch(/NaN|Infinity|undefined/u)
  })
})

test(
  'npm run bench:recall fails, and shows no result, where the embedding server refuses',
  patience,
  async ({ onTestFinished }) => {
    const server = await startEmbeddings(onTestFinished, true)
    const { code, stdout, stderr } = await runBench('bench:recall', talksFolder(onTestFinished), '--embeddings', server)

    expect(code).toBe(1)
    expect(stderr).toContain('The embedding server gave no embeddings')
    expect(stdout).not.toMatch(/^\| (?!index)/mu)
  },
)
