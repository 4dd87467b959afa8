import { implies, type Rule, simplifyRules } from './rules.ts'

/** Who reads a channel, by rule. Of each list all rules have to hold; an empty one shuts nobody out. */
export interface Readers {
  /** Who sees what is said at the moment when it is said. */
  readonly present: readonly Rule[]
  /** What must hold besides for who reads it afterwards; empty where all who are present do. */
  readonly history: readonly Rule[]
  /** The channel, where not all who are present read its history: nobody else can be proven to have read what is said there. */
  readonly channel?: string
  /** The private thread: who was let in, and of those who are present in its channel those for whom `moderation` holds. */
  readonly thread?: string
  readonly moderation: readonly Rule[]
  /** Adults alone. */
  readonly isAgeRestricted: boolean
}

/** What is to be known of a channel to say who reads it. */
export interface ChannelRules extends Omit<Readers, 'channel'> {
  readonly channel: string
}

/** Readers in the shortest form that says all of it. */
export function createReaders({ channel, ...rules }: ChannelRules): Readers {
  const present = simplifyRules(rules.present)
  const history = simplifyRules(rules.history)
  const moderation = rules.thread === undefined ? [] : simplifyRules(rules.moderation)
  if (implies(present, history)) return { ...rules, present, history: [], moderation }
  return { ...rules, present, history, channel, moderation }
}

/** Whether everybody in the server reads there. */
export function includeEveryone({ present, history, thread, isAgeRestricted }: Readers): boolean {
  return present.length === 0 && history.length === 0 && thread === undefined && !isAgeRestricted
}

/**
 * Whether everybody who reads one place now could read another, as it was, when something was said there. Whoever may read
 * the history of a channel counts as one who could read it from the beginning, and whoever was let into a private thread, too.
 * @param at the channel of the place where it is to be told; that of a thread is its parent
 */
export function couldRead(now: Readers, at: string | undefined, then: Readers): boolean {
  if (then.isAgeRestricted && !now.isAgeRestricted) return false
  if (!implies(now.present, then.present)) return false
  if (then.thread !== undefined) {
    if (then.thread !== now.thread || !implies([...now.present, ...now.moderation], then.moderation)) return false
  }
  if (then.channel === undefined) return true
  if (then.channel !== at || then.thread !== now.thread) return false
  return implies([...now.present, ...now.history], [...then.present, ...then.history])
}
