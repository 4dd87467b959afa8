import { addressInEastAsian } from './east-asian.ts'
import { addressInEnglish } from './english/english.ts'
import { addressInGerman } from './german/german.ts'
import { addressInFrench } from './romance/french.ts'
import { addressInSpanish } from './romance/spanish.ts'
import { type Segment, shownText } from './segments.ts'

/** Longer ones are somebody's own words, not a sentence of a model's. */
const MAX_LENGTH = 400

/**
 * A stored sentence about the user, as it is shown to them: “The user lives in Lisbon” as “You live in Lisbon”, in the
 * language that it is in. Sentences of which the right form can't be told for sure stay as they are, as do those in other
 * languages: a verb in a wrong form is worse than a sentence about oneself in the third person. Names, numbers and
 * quotations are never changed, and what is shown stays the same when it goes through here again.
 */
export function toSecondPerson(text: string): string {
  const segments = addressUser(text)
  return segments === undefined ? text : shownText(segments)
}

/** The pieces of it, each as it is stored and as it is shown; undefined where it is shown as it is stored. */
export function addressUser(text: string): readonly Segment[] | undefined {
  if (text.length > MAX_LENGTH) return undefined
  return (
    addressInEnglish(text) ??
    addressInGerman(text) ??
    addressInSpanish(text) ??
    addressInFrench(text) ??
    addressInEastAsian(text)
  )
}
