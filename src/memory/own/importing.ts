import type { Change, HeldConversation, OwnMemory } from '../own-memory.ts'
import type { Conversation } from '../types.ts'
import { conversationsToKeep } from './import-conversations.ts'
import { factsToKeep, type ImportLimits } from './import-facts.ts'
import type { OpenFile } from './import-file.ts'
import { settingsToSet } from './import-settings.ts'
import { statementsToKeep } from './import-statements.ts'
import { emptyRoom, inChanges, namedBy, namedIn, withinRoom } from './named-messages.ts'
import { noChange } from './no-change.ts'
import { emptyReport, type ImportReport, keep } from './tally.ts'

type Own = Pick<OwnMemory, 'overview' | 'set' | 'change' | 'restore'>

/** Something else of the user's can change just then: it is tried so often. */
const TRIES = 4

/**
 * Puts a user's own file back, under the scopes as they were, and tells what became of each thing in it. What is known
 * already stays as it is, so that the same file twice changes nothing. Ends where everything is forgotten meanwhile.
 * @param at where it is asked for
 */
export async function importFile(
  file: OpenFile,
  at: Conversation,
  own: Own,
  limits: ImportLimits,
): Promise<ImportReport> {
  const report = emptyReport()
  const { known, settings } = await own.overview(at)
  const room = emptyRoom()
  const facts = await factsToKeep(file.facts, known, limits, report)
  const statements = await statementsToKeep(file.statements, known, limits, report)
  const conversations = await conversationsToKeep(file.conversations, limits.now, report)
  const steps = [
    ...inChanges(withinRoom(facts, namedBy, room, report.facts)).map(some =>
      changing(at, own, { facts: some }, () => keep(report.facts, some.length)),
    ),
    ...inChanges(withinRoom(statements, namedBy, room, report.statements)).map(some =>
      changing(at, own, { statements: some }, () => keep(report.statements, some.length)),
    ),
    ...withinRoom(conversations.toReversed(), namedIn, room, report.conversations)
      .toReversed()
      .map(held => restoring(at, own, held, report)),
  ]
  await own.set(at.user, settingsToSet(file.settings, settings, report))
  let { epoch } = await own.overview(at)
  for (const step of steps) {
    const now = await tried(step, epoch, async () => (await own.overview(at)).epoch)
    if (now === undefined) {
      report.isCutOff = true
      break
    }
    epoch = now
  }
  return report
}

/** Something to be kept under an epoch. */
interface Step {
  act(epoch: string): Promise<'kept' | 'exists' | 'moved'>
  done(outcome: 'kept' | 'exists'): void
}

/** Returns the epoch under which it was done; undefined where everything was forgotten meanwhile, or it can't be done. */
async function tried(step: Step, before: string, look: () => Promise<string>): Promise<string | undefined> {
  let epoch = before
  for (let i = 0; i < TRIES; i++) {
    const outcome = await step.act(epoch)
    if (outcome !== 'moved') step.done(outcome)
    // Where nothing was kept of the user, the first thing that is makes an epoch.
    const now = epoch === '' || outcome === 'moved' ? await look() : epoch
    if (outcome !== 'moved') return now
    if (epoch !== '' && now !== epoch) return undefined
    epoch = now
  }
  return undefined
}

function changing(at: Conversation, own: Own, put: Partial<Change>, onKept: () => void): Step {
  return {
    act: async epoch => await own.change(at.user, { ...noChange(epoch), ...put }),
    done: onKept,
  }
}

function restoring(at: Conversation, own: Own, held: HeldConversation, report: ImportReport): Step {
  return {
    act: async epoch => await own.restore(at.user, epoch, held),
    done(outcome) {
      const field = outcome === 'kept' ? 'kept' : 'here'
      report.conversations[field] += 1
      report.turns[field] += held.turns.length
      report.segments[field] += held.segments.length
    },
  }
}
