import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { measure } from '../../bench/learning-quality/measure.ts'
import { openModel } from '../../bench/learning-quality/real-model.ts'
import { sumOf } from '../../bench/learning-quality/score.ts'
import { readTalks } from '../../bench/learning-quality/talk-file.ts'
import { loadTokenCounter } from '../../src/prompt/tokens/counter.ts'
import { folderWith, numbersIn, patience, runBench } from './support/run-bench.ts'

const learned = { names: [], subject: 'user', facet: null, kind: 'personal', eventAt: null, sensitive: false }
/** One fact that is right, one that is not quoted from anything, and one that replaces the first. */
const learningTalk = {
  id: 'move',
  language: 'en',
  timeZone: 'Europe/Lisbon',
  batches: [
    {
      saidAt: '2026-11-16T19:02:00+01:00',
      lines: [
        { who: 'user', text: 'I live in Lisbon.' },
        { who: 'bot', text: 'How nice!' },
      ],
      remember: { a: 'Lives in Lisbon' },
      study: {
        facts: [
          { ...learned, quote: 'I live in Lisbon.', text: 'The user lives in Lisbon.', names: ['Lisbon'], gold: 'a' },
          { ...learned, quote: 'I live in Rome.', text: 'The user lives in Rome.', names: ['Rome'], wrong: 'invented' },
        ],
      },
    },
    {
      saidAt: '2026-12-16T19:02:00+01:00',
      lines: [{ who: 'user', text: 'I moved to Oslo yesterday.' }],
      remember: { b: 'Moved to Oslo (replaces a)' },
      study: {
        facts: [
          {
            ...learned,
            ...{ quote: 'I moved to Oslo yesterday.', text: 'The user moved to Oslo.', names: ['Oslo'], gold: 'b' },
            ...{ eventAt: '2026-12-15', replaces: ['in lisbon'] },
          },
        ],
      },
    },
  ],
  questions: [{ q: 'where do i live?', needs: ['b'], want: 'Oslo' }],
}

/** A folder with one talk in the form of test/fixtures/talks, and whatever else. */
const talksFolder = (more: Readonly<Record<string, unknown>> = {}) => folderWith({ 'move.json': learningTalk, ...more })

const NAME = 'bench:learning-quality'

describe('npm run bench:learning-quality', patience, () => {
  test('counts what is kept of right and wrong facts, by language, as one JSON object', async () => {
    const { code, stdout, stderr } = await runBench(NAME, talksFolder(), '--json', '--look', 'truthful')

    expect(code, stderr).toBe(0)
    const score = {
      ...{ good: 2, kept: 2, policy: 0, refused: 0, wrong: 1, wrongKept: 0 },
      ...{ dates: 1, datesRight: 1, questions: 1, answered: 1, relations: 1, settled: 1 },
    }
    expect(JSON.parse(stdout)).toMatchObject({ ...score, byLanguage: { en: score } })
  })

  test('shows a table, and lists what was refused, with the reason and the words', async () => {
    const talk = structuredClone(learningTalk)
    for (const fact of talk.batches[0]?.study.facts ?? []) fact.quote = 'I live in Rome.'

    const { stdout } = await runBench(NAME, talksFolder({ 'other.json': { ...talk, id: 'other' } }), '--list')

    expect(numbersIn(stdout).length, stdout).toBeGreaterThan(1)
    expect(stdout).not.toMatch(/NaN|Infinity|undefined/u)
    expect(stdout).toContain('other refused quote: The user lives in Lisbon. ⟵ I live in Rome.')
    expect(stdout).not.toContain('move refused')
  })

  test('fails without a folder, and says what to do', async () => {
    const { code, stdout, stderr } = await runBench(NAME, '--json')

    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain('No folder was named')
    expect(stderr).toContain('test/fixtures/talks')
  })

  test('fails with another second look than there is', async () => {
    const { code, stderr } = await runBench(NAME, talksFolder(), '--look', 'kind')

    expect(code).toBe(1)
    expect(stderr).toContain('--look is none or truthful')
  })
})

describe('talks are not read', () => {
  test('from a folder that is not there', () => {
    expect(() => readTalks(join(talksFolder(), 'nowhere'))).toThrow(/^There is no folder .*test\/fixtures\/talks/u)
  })

  test('from a folder without any', () => {
    expect(() => readTalks(folderWith({}))).toThrow(/^There is no \*\.json in .*test\/fixtures\/talks/u)
  })

  test.for([
    ['half a file', '{"id": "half"', 'can’t be read as JSON'],
    ['a file of another kind', '{"id": 1}', 'language'],
    ['a time that is none', { batches: [{ ...learningTalk.batches[0], saidAt: 'soon' }] }, 'is no time'],
    ['nothing that was said', { batches: [{ ...learningTalk.batches[0], lines: [] }] }, 'lines'],
  ] as const)('with %s, and the file is named', ([, content, problem]) => {
    const broken = typeof content === 'string' ? content : { ...learningTalk, ...content }
    const read = () => readTalks(talksFolder({ 'broken.json': broken }))

    expect(read).toThrow('broken.json')
    expect(read).toThrow(problem)
  })
})

describe('of a talk', () => {
  const played = async (folder: string, model?: string) => {
    const means = { url: inject('redisUrl'), counter: await loadTokenCounter(), look: 'none' as const }
    const { scored } = await measure(readTalks(folder), { ...means, model: openModel(model) })
    return sumOf(scored.map(({ score }) => score))
  }

  test('a question counts as unanswered that needs what no fact tells', async () => {
    const talk = { ...learningTalk, questions: [{ q: 'what do i eat?', needs: ['z'] }] }

    expect(await played(talksFolder({ 'move.json': talk }))).toMatchObject({ questions: 1, answered: 0 })
  })

  test('a real model is asked for the facts where one is named, and what it says of the same words counts', async () => {
    const said = (quote: string, text: string) => ({
      ...{ ...learned, turn: 1, quote, text },
      ...{ names: [], replaces: [], repeats: null },
    })
    const facts = [said('live in Lisbon', 'The user lives in Lisbon.'), said('I like tea', 'The user likes tea.')]
    const content = JSON.stringify({ facts, entities: [], summary: null, merged: null })
    const choices = [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }]
    const server = createServer((request, response) => {
      request
        .resume()
        .on('end', () =>
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(JSON.stringify({ id: '1', object: 'chat.completion', created: 0, model: 'm', choices })),
        )
    })
    await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    vi.stubEnv('OPENAI_BASE_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
    onTestFinished(() => void vi.unstubAllEnvs())

    const score = { good: 2, kept: 1, wrong: 0, questions: 1, answered: 0 }
    expect(await played(talksFolder(), 'm')).toMatchObject(score)
  })

  test('a real model needs an address', () => {
    vi.stubEnv('OPENAI_BASE_URL', undefined)
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(() => openModel('m')).toThrow('OPENAI_BASE_URL')
  })
})
