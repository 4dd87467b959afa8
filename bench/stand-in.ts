// npm run bench:stand-in -- [folder] [--list]
// How much of what people tell the demo's stand-in is known afterwards: of sentences in test/demo/stand-in-model, and of the
// talks of a folder, as bench:learning-quality takes them. All of it goes through the real store, learner and checks.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stdout } from 'node:process'
import { pino } from 'pino'
import { startStandInModel } from '../demo/stand-in-model/server.ts'
import { createOpenAiExtractionModel } from '../src/llm/openai/extraction-model.ts'
import { loadTokenCounter } from '../src/prompt/tokens/counter.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { silentLogger } from '../test/support/silent-logger.ts'
import { readTalks } from './learning-quality/talk-file.ts'
import { dataFolder, options, sized } from './options.ts'
import { measureSentences, measureTalks, type Share } from './stand-in/measure.ts'
import { readSentences } from './stand-in/sentence-file.ts'

const SENTENCES = join(import.meta.dirname, '../test/demo/stand-in-model/blind-sentences.json')
const TIMEOUT_MS = 10_000

const dataDir = mkdtempSync(join(tmpdir(), 'keepsake-bench-'))
const server = await startLocalRedis({ dataDir, log: pino({ level: 'warn' }, pino.destination(2)) })
const standIn = await startStandInModel()
try {
  const model = createOpenAiExtractionModel(
    { model: 'stand-in', baseUrl: standIn.url, timeoutMs: TIMEOUT_MS },
    silentLogger,
  )
  const means = { url: server.url, counter: await loadTokenCounter(), model }
  const sentences = readSentences(SENTENCES)
  tell('sentences', await measureSentences(sized(sentences, sentences.slice(0, 5)), means))
  if (dataFolder !== undefined) tell('talks', await measureTalks(readTalks(dataFolder), means))
} finally {
  await standIn.close()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

function tell(what: string, shares: readonly Share[]): void {
  const line = (of: string, some: readonly Share[]) => {
    const kept = some.reduce((sum, one) => sum + one.kept, 0)
    const all = some.reduce((sum, one) => sum + one.all, 0)
    const facts = some.flatMap(one => one.facts).length
    const wrong = some.flatMap(one => one.wrong).length
    const share = all === 0 ? '' : ` (${Math.round((100 * kept) / all)} %)`
    stdout.write(
      `${of}: ${kept} of ${all} things to remember kept${share}, by ${facts} facts, ${wrong} of them wrong\n`,
    )
  }
  line(what, shares)
  for (const [language, some] of Map.groupBy(shares, one => one.language)) line(`  ${language}`, some)
  if (options.list)
    for (const { of, kept, all, facts, wrong } of shares)
      stdout.write(`${of} ${kept}/${all}${wrong.length === 0 ? '' : ' WRONG'}: ${facts.join(' ')}\n`)
}
