import type { ContentJudge } from '../content/judge.ts'
import { sentencesOf, withoutUnfitSentences } from '../content/sentences.ts'
import { locateQuote, type TextRange } from '../text/locate-quote.ts'
import { ownTextOf } from '../text/quotes.ts'
import { redactSecrets } from '../text/secrets.ts'
import { turnNameOf } from '../turns.ts'
import type { Fact, QuestionTurn, TurnName } from '../types.ts'

/** Facts whose context holds no sentence that a fact could not be kept for. */
export async function withFitContexts(facts: readonly Fact[], judge: ContentJudge): Promise<readonly Fact[]> {
  const lines = facts.flatMap(({ near }) => near.split('\n'))
  const verdicts = await judge.judge(lines.flatMap(sentencesOf))
  return facts.map(fact => ({
    ...fact,
    near: fact.near
      .split('\n')
      .map(line => withoutUnfitSentences(line, verdicts))
      .join('\n'),
  }))
}

/**
 * Where sentences stand in what users wrote themselves that look sensitive: they are in no summary, profile or context, and
 * the user is to know that, whatever the model made of them.
 */
export async function findWithheldSentences(
  questions: readonly QuestionTurn[],
  judge: ContentJudge,
): Promise<ReadonlyMap<TurnName, readonly TextRange[]>> {
  const said = questions.map(question => ({
    question,
    sentences: sentencesOf(redactSecrets(ownTextOf(question.text))),
  }))
  const { isSensitive } = await judge.judge(said.flatMap(({ sentences }) => sentences))
  return new Map(
    said.map(({ question, sentences }) => [
      turnNameOf(question),
      sentences
        .filter(sentence => isSensitive(sentence))
        .flatMap(sentence => locateQuote(sentence.trim(), question.text) ?? []),
    ]),
  )
}
