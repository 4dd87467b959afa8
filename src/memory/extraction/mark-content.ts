import type { ContentJudge } from '../content/judge.ts'
import { sentencesOf, withoutUnfitSentences } from '../content/sentences.ts'
import type { ContentVerdicts } from '../content/word-judge.ts'
import type { ExtractedEntity, ExtractedFact, Extraction } from '../ports/extraction-model.ts'
import { redactSecrets } from '../text/secrets.ts'

/** An extraction of which each fact says what must not be kept of it, whatever the model said of that. */
export interface MarkedExtraction extends Extraction {
  readonly facts: readonly MarkedFact[]
}

export interface MarkedFact extends ExtractedFact {
  /** It speaks to the bot, or of it, its rules, its users or somebody's rank over it. */
  readonly isInstruction?: boolean
}

/**
 * Marks facts by what they mean, and leaves out details of entities and sentences of summaries that are sensitive, or rules
 * for the bot: what the model did not mark itself, and what it was talked into.
 */
export async function markContent(extraction: Extraction, judge: ContentJudge): Promise<MarkedExtraction> {
  const { facts, entities } = extraction
  // Of a summary that lost a sentence the name of a secret may be gone, and its value left.
  const summary = extraction.summary && redactSecrets(extraction.summary)
  const merged = extraction.merged && redactSecrets(extraction.merged)
  const verdicts = await judge.judge([
    ...facts.flatMap(fact => [...textsOf(fact), fact.dateWords ?? '']),
    ...entities.flatMap(entity => [...relationTexts(entity), ...entity.attributes.flatMap(attributeTexts)]),
    ...[summary, merged].flatMap(text => sentencesOf(text ?? '')),
  ])
  return {
    ...extraction,
    facts: facts.map(fact => markFact(fact, verdicts)),
    entities: entities.map(entity => withoutForbidden(entity, verdicts)),
    ...(summary !== undefined && { summary: keptSentences(summary, verdicts) }),
    ...(merged !== undefined && { merged: keptSentences(merged, verdicts) }),
  }
}

function textsOf({ text, quote }: ExtractedFact): readonly string[] {
  return [text, quote]
}

function markFact(fact: ExtractedFact, verdicts: ContentVerdicts): MarkedFact {
  const texts = textsOf(fact)
  const { dateWords } = fact
  const areDateWordsFit = dateWords !== undefined && !verdicts.isSensitive(dateWords)
  return {
    ...fact,
    dateWords: areDateWordsFit ? dateWords : undefined,
    isSensitive: fact.isSensitive || texts.some(verdicts.isSensitive),
    isInstruction: texts.some(verdicts.isInstruction),
  }
}

type Attribute = ExtractedEntity['attributes'][number]

/** A value by itself, and with what it is of: "diabetes" says little, "illness: diabetes" what it is. */
function attributeTexts({ facet, value }: Attribute): readonly string[] {
  return [value, `${facet}: ${value}`]
}

/** A relation tells of the user, too: "my parole officer". */
function relationTexts({ relation }: ExtractedEntity): readonly string[] {
  return relation === undefined ? [] : [`I see my ${relation}.`]
}

function withoutForbidden(entity: ExtractedEntity, { isSensitive, isInstruction }: ContentVerdicts): ExtractedEntity {
  // A piece of a rule may be none by itself.
  const isOfRule = isInstruction(entity.quote)
  const isFit = (attribute: Attribute) =>
    !(isOfRule || attributeTexts(attribute).some(text => isSensitive(text) || isInstruction(text)))
  const { relation, ...others } = entity
  const isRelationFit = relation !== undefined && !relationTexts(entity).some(isSensitive)
  return { ...others, ...(isRelationFit && { relation }), attributes: entity.attributes.filter(isFit) }
}

/** Where nothing is left the turns were about nothing else: a summary says so, as one that is empty would be asked for again. */
export function keptSentences(text: string, verdicts: ContentVerdicts): string {
  return text && (withoutUnfitSentences(text, verdicts) || NOTHING_KEPT)
}

const NOTHING_KEPT = '(Nothing of these turns is kept.)'
