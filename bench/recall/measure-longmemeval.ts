import type { Embedder } from '../../src/memory/ports/embedder.ts'
import { rounded } from '../percentiles.ts'
import type { Opened } from './adapters.ts'
import { askedAfter, mean, ranking, recallAt } from './ask.ts'
import { asked, keep } from './keep.ts'
import type { Talk } from './locomo.ts'

const FIRST = 10
/** Users of LongMemEval come after those of LoCoMo. */
const FIRST_USER = 1000

/** Whether any, and whether all, of the sessions that answer a question are among the first ten recalled. */
export async function measureLongMemEval(
  talks: readonly Talk[],
  stores: Opened,
  embedder: Embedder,
  say: (line: string) => void,
) {
  const scores = new Map(Object.keys(stores.indexes).map(name => [name, { any: [] as number[], all: [] as number[] }]))
  for (const [at, talk] of talks.entries()) {
    const user = String(FIRST_USER + at)
    await keep(user, talk, stores, embedder)
    for (const question of talk.questions) {
      const put = askedAfter(await asked(stores, { user, channel: user }, question.text), question)
      for (const [name, index] of Object.entries(stores.indexes)) {
        const facts = await ranking(put, put.known.facts.length - 1, { index, embedder })
        const share = recallAt(FIRST, sessionsOf(facts), question.gold)
        scores.get(name)?.any.push(share > 0 ? 100 : 0)
        scores.get(name)?.all.push(share === 100 ? 100 : 0)
      }
    }
  }
  say(`\nLongMemEval-S: ${talks.length} questions, a fact for each turn of the user, sessions found\n`)
  say(`| index | recall_any@${FIRST} | recall_all@${FIRST} |\n|---|--:|--:|`)
  for (const [name, { any, all }] of scores) say(`| ${name} | ${rounded(mean(any), 1)} | ${rounded(mean(all), 1)} |`)
}

/** The sessions that facts come from, by their first fact. */
function sessionsOf(facts: readonly string[]): readonly string[] {
  return [...new Set(facts.map(id => id.split('-')[0] ?? ''))]
}
