/** Something that must not happen, whatever breaks. */
export interface Violation {
  readonly kind:
    | 'double'
    | 'unanswered'
    | 'torn'
    | 'wrong person'
    | 'wrong message'
    | 'told elsewhere'
    | 'lost'
    | 'not learned'
    | 'forgotten came back'
    | 'crash'
  /** When what it is about began, in milliseconds since the beginning. */
  readonly at: number
  /** The question that it is about. */
  readonly message?: string
  /** The message of the bot's that it is about. */
  readonly answer?: string
  /** In words. */
  readonly what: string
}
