import type { ContentVerdicts } from './word-judge.ts'

const SENTENCE = /[^\n.!?。！？]+(?:[.!?。！？]+(?=\S)[^\n.!?。！？]+)*[.!?。！？]*|\n/gu

/** The sentences of a text, with what stands between them; a line break ends one. */
export function sentencesOf(text: string): readonly string[] {
  return (text.match(SENTENCE) ?? []).filter(sentence => sentence.trim() !== '')
}

/** A text without the sentences that a fact could not be kept for; as it stands where there are none. */
export function withoutUnfitSentences(text: string, { isSensitive, isInstruction }: ContentVerdicts): string {
  const sentences = sentencesOf(text)
  const fit = sentences.filter(sentence => !(isSensitive(sentence) || isInstruction(sentence)))
  return fit.length === sentences.length ? text : fit.join(' ').replace(/\s+/gu, ' ').trim()
}
