import { KeepsakeError } from '../../errors.ts'

/** More was to be kept at once than Redis may be held up for: the caller is to bring it in parts. */
export class TooMuch extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = 'failed'
}

/** Something to be put back names what nobody can have said yet. */
export class NotYetSaid extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = 'failed'
}
