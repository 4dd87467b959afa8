import type { Embedder } from '../../src/memory/ports/embedder.ts'
import { type RankingWeights, rankingWeights } from '../../src/memory/retrieval/rank.ts'
import { rounded } from '../percentiles.ts'
import type { Opened } from './adapters.ts'
import { type Asked, askedAfter, type Means, ranking, remembering } from './ask.ts'
import { leaveOneOut, meanScores, overTalks, RANKS, type Scores, scoresOf } from './fit.ts'
import { asked, keep } from './keep.ts'
import type { Talk } from './locomo.ts'

const nothing: RankingWeights = { meaning: 0, words: 0, contextWords: 0, subject: 0, day: 0, recency: 0 }
const wordsAlone = { ...nothing, words: 1 }
const meaningAlone = { ...nothing, meaning: 1 }

/** R@k over LoCoMo's talks, for each index: fitted on the other talks, as the bot comes, and by parts of it. */
export async function measureLocomo(
  corpus: readonly Talk[],
  stores: Opened,
  embedder: Embedder,
  say: (line: string) => void,
) {
  const talks: Asked[][] = []
  for (const [at, talk] of corpus.entries()) {
    const user = String(at + 1)
    await keep(user, talk, stores, embedder)
    const questions: Asked[] = []
    for (const question of talk.questions) {
      questions.push(askedAfter(await asked(stores, { user, channel: user }, question.text), question))
    }
    talks.push(questions)
  }
  say(`\nLoCoMo: ${talks.flat().length} questions about ${talks.length} talks, a fact for each turn\n`)
  say(`| index | ranking | ${RANKS.map(k => `R@${k}`).join(' | ')} |\n|---|---|${'--:|'.repeat(RANKS.length)}`)
  for (const [name, index] of Object.entries(stores.indexes)) {
    const row = (what: string, scores: Scores) =>
      say(`| ${name} | ${what} | ${scores.map(score => rounded(score, 1)).join(' | ')} |`)
    await measureIndex(talks, { index: remembering(index), embedder }, row, say)
  }
}

async function measureIndex(
  talks: readonly (readonly Asked[])[],
  means: Means,
  row: (what: string, scores: Scores) => void,
  say: (line: string) => void,
) {
  const over = async (score: (talk: readonly Asked[]) => Promise<Scores>) =>
    overTalks(await Promise.all(talks.map(score)))
  const fitted = await leaveOneOut(talks, means)
  row('**weights fitted on the other talks**', overTalks(fitted.map(({ scores }) => scores)))
  row('the bot’s weights', await over(talk => scoresOf(talk, means)))
  row('keywords alone', await over(talk => scoresOf(talk, means, wordsAlone)))
  row('meaning alone', await over(talk => scoresOf(talk, means, meaningAlone)))
  row('reciprocal rank fusion of the two', await over(talk => fusedByRank(talk, means)))
  for (const signal of ['meaning', 'words', 'contextWords', 'subject', 'day', 'recency'] as const) {
    row(`without ${signal}`, await over(talk => scoresOf(talk, means, { ...rankingWeights, [signal]: 0 })))
  }
  for (const { by, scores } of fitted) say(`fitted: ${JSON.stringify(by)} ${scores.map(score => score.toFixed(1))}`)
}

/** As in Cormack, Clarke and Büttcher 2009. */
const RRF_K = 60

async function fusedByRank(talk: readonly Asked[], means: Means): Promise<Scores> {
  const rankings = await Promise.all(
    talk.map(async asked => {
      const sum = new Map<string, number>()
      for (const by of [wordsAlone, meaningAlone]) {
        for (const [rank, id] of (await ranking(asked, asked.known.facts.length - 1, means, by)).entries()) {
          sum.set(id, (sum.get(id) ?? 0) + 1 / (RRF_K + rank + 1))
        }
      }
      return [...sum].sort(([, a], [, b]) => b - a).map(([id]) => id)
    }),
  )
  return meanScores(talk, rankings)
}
