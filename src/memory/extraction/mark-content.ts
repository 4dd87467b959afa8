import type { ContentJudge, ContentVerdicts } from '../content/judge.ts'
import type { ExtractedEntity, ExtractedFact, Extraction } from '../ports/extraction-model.ts'

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
  const { facts, entities, summary, merged } = extraction
  const verdicts = await judge.judge([
    ...facts.flatMap(textsOf),
    ...entities.flatMap(({ attributes }) => attributes.flatMap(attributeTexts)),
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
  return {
    ...fact,
    isSensitive: fact.isSensitive || texts.some(verdicts.isSensitive),
    isInstruction: texts.some(verdicts.isInstruction),
  }
}

type Attribute = ExtractedEntity['attributes'][number]

/** A value by itself, and with what it is of: "diabetes" says little, "illness: diabetes" what it is. */
function attributeTexts({ facet, value }: Attribute): readonly string[] {
  return [value, `${facet}: ${value}`]
}

function withoutForbidden(entity: ExtractedEntity, { isSensitive, isInstruction }: ContentVerdicts): ExtractedEntity {
  const isFit = (attribute: Attribute) =>
    !attributeTexts(attribute).some(text => isSensitive(text) || isInstruction(text))
  return { ...entity, attributes: entity.attributes.filter(isFit) }
}

const SENTENCE = /[^\n.!?。！？]+(?:[.!?。！？]+(?=\S)[^\n.!?。！？]+)*[.!?。！？]*|\n/gu

export function sentencesOf(text: string): readonly string[] {
  return (text.match(SENTENCE) ?? []).filter(sentence => sentence.trim() !== '')
}

/** A summary without the sentences that a fact could not be kept for; secrets are taken out of it elsewhere. */
export function keptSentences(text: string, { isSensitive, isInstruction }: ContentVerdicts): string {
  const sentences = sentencesOf(text)
  const kept = sentences.filter(sentence => !(isSensitive(sentence) || isInstruction(sentence)))
  if (kept.length === sentences.length) return text
  // Where nothing is left the turns were about nothing else: a summary says so, as one that is empty would be asked for again.
  return kept.join(' ').replace(/\s+/gu, ' ').trim() || NOTHING_KEPT
}

const NOTHING_KEPT = '(Nothing of these turns is kept.)'
