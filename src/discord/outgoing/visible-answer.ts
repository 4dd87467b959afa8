import type { AnswerTextKey, Texts } from '../../locales/en.ts'
import type { Snapshot } from '../../memory/types.ts'
import type { IncomingQuestion } from '../incoming/parse-message.ts'
import { escapeLine } from '../interactions/escape.ts'
import { closeMarks } from './markdown/close-marks.ts'

type Place = IncomingQuestion['place']['kind']

/** What a model gave, and what is said about that under it or in its place. */
interface Said {
  readonly text: string
  readonly notices?: readonly AnswerTextKey[]
  readonly kept?: readonly string[]
}

interface VisibleTerms {
  readonly snapshot?: Snapshot | undefined
  readonly notice?: AnswerTextKey | undefined
  readonly place: Place
  readonly texts: Pick<Texts, 'answers' | 'remember'>
}

/** Characters of what was kept that are shown again under an answer. */
const MAX_KEPT_LENGTH = 200

/** What the model said, and under it, or in its place, what is to be said about that. */
export function visibleAnswer(
  { text, notices: own = [], kept = [] }: Said,
  { snapshot, notice, place, texts: { answers, remember } }: VisibleTerms,
): string {
  const footers = text === '' ? [] : footerNotices(snapshot, place)
  const notices = [
    ...kept.map(words => remember.keptUnderAnswer(escapeLine(words, MAX_KEPT_LENGTH))),
    ...[...own, notice, ...footers].flatMap(key => (key === undefined ? [] : [answers[key]])),
  ]
  if (text === '' || notices.length === 0) return [text, ...notices].filter(Boolean).join('\n\n')
  return [closeMarks(text), ...notices].join('\n\n')
}

/**
 * What stands under a shown answer and is no part of the kept one: that nothing of it is kept, and at the first answer
 * that somebody ever gets where their rights are to be found. That they have paused their memory is nobody else's business.
 */
export function footerNotices(snapshot: Snapshot | undefined, place: Place): readonly AnswerTextKey[] {
  if (snapshot === undefined) return []
  const { retention, isFirst } = snapshot
  const isShown = retention !== 'kept' && (retention !== 'paused' || place === 'dm')
  const notices = isShown ? [retention] : []
  // A server that keeps nothing does not keep either who was greeted, so nobody is greeted there; and who has just had
  // everything forgotten is greeted at what they say next.
  return isFirst && retention !== 'serverOff' && retention !== 'forgotten' ? [...notices, 'firstTime'] : notices
}
