import { type RankingWeights, rankingWeights } from '../../src/memory/retrieval/rank.ts'
import { type Asked, type Means, mean, ranking, recallAt } from './ask.ts'

/** Ranks at which recall is told. */
export const RANKS = [5, 10, 20] as const
/** The place in RANKS of the one that is fitted. */
const FITTED = 1

/** A talk's mean recall at each of RANKS. */
export type Scores = readonly number[]

/** What is tried around the bot's weights; `words` stays 1, since only the ratios matter. */
const grid: readonly RankingWeights[] = [1, 1.5, 2, 3].flatMap(meaning =>
  [0.5, 1].flatMap(contextWords =>
    [0.5, 1, 1.5].flatMap(subject =>
      [0.5, 1, 1.5].map(day => ({ ...rankingWeights, meaning, contextWords, subject, day })),
    ),
  ),
)

export async function scoresOf(talk: readonly Asked[], means: Means, by?: RankingWeights): Promise<Scores> {
  const rankings = await Promise.all(talk.map(asked => ranking(asked, Math.max(...RANKS), means, by)))
  return meanScores(talk, rankings)
}

/** One mean for each of RANKS. */
export function meanScores(talk: readonly Asked[], rankings: readonly (readonly string[])[]): Scores {
  return RANKS.map(k => mean(talk.map(({ gold }, at) => recallAt(k, rankings[at] ?? [], gold))))
}

/** The mean of talks, each counted once. */
export function overTalks(scores: readonly Scores[]): Scores {
  return RANKS.map((_, at) => mean(scores.map(talk => talk[at] ?? Number.NaN)))
}

/**
 * Leaves one talk out, takes the weights that are best for the others, and scores the one left out by them: for each
 * talk in turn.
 */
export async function leaveOneOut(talks: readonly (readonly Asked[])[], means: Means) {
  const tried: { by: RankingWeights; scores: Scores[] }[] = []
  for (const by of grid) {
    const scores: Scores[] = []
    for (const talk of talks) scores.push(await scoresOf(talk, means, by))
    tried.push({ by, scores })
  }
  return talks.map((_, out) => {
    const others = (scores: readonly Scores[]) => overTalks(scores.filter((_, at) => at !== out))[FITTED] ?? 0
    const best = tried.reduce((best, one) => (others(one.scores) > others(best.scores) ? one : best))
    return { by: best.by, scores: best.scores[out] ?? [] }
  })
}
