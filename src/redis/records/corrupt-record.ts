import type { Conversation, UserId } from '../../memory/types.ts'

/** Something in Redis that could not be read and was skipped: where it stands, never what it says. */
export interface CorruptRecord {
  readonly kind:
    | 'brokenTurn'
    | 'brokenSegment'
    | 'brokenFact'
    | 'brokenStatement'
    | 'brokenTrace'
    | 'brokenOwner'
    | 'brokenClaim'
  readonly user?: UserId
  readonly conversation?: Conversation
  /** `q` or `a` and the id of the question; of a summary its field. */
  readonly turn?: string
}

export type CorruptRecordListener = (record: CorruptRecord) => void

/** Reports turns and summaries of one conversation by the name of their field. */
export type FieldReport = (kind: 'brokenTurn' | 'brokenSegment', field: string) => void

export function reportFieldsOf({ user, channel }: Conversation, onCorruptRecord: CorruptRecordListener): FieldReport {
  return (kind, field) => onCorruptRecord({ kind, conversation: { user, channel }, turn: loggableField(field) })
}

/** The name of a field, if it is one of ours: it could be anything. */
function loggableField(field: string): string {
  return /^(?:[qa]|segment):\d+$/.exec(field)?.[0] ?? '?'
}
