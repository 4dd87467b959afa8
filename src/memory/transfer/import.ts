import {
  emptyChange,
  type MemoryChange,
  type StoredConversation,
  type UserMemoryStore,
} from '../ports/user-memory-store.ts'
import { isTimeZone } from '../text/dates/calendar.ts'
import type { Conversation, UserSettings } from '../types.ts'
import { selectConversations } from './import-conversations.ts'
import { type ImportLimits, selectFacts, selectStatements } from './import-knowledge.ts'
import { countMessages, countSources, createLookupBudget, splitIntoChanges, withinLookupBudget } from './limits.ts'
import type { OpenExportFile } from './read-file.ts'
import { addKept, emptyImportReport, type ImportReport, rejectInvalid } from './report.ts'

type ImportStore = Pick<UserMemoryStore, 'readOverview' | 'updateSettings' | 'applyChange' | 'restoreConversation'>

/** Something else of the user's can change just then: it is tried so often. */
const MAX_TRIES = 4

/**
 * Puts a user's own file back, under the scopes as they were, and tells what became of each thing in it. What is known
 * already stays as it is, so that the same file twice changes nothing. Ends where everything is forgotten meanwhile.
 * @param at where it is asked for
 */
export async function importMemory(
  file: OpenExportFile,
  at: Conversation,
  own: ImportStore,
  limits: ImportLimits,
): Promise<ImportReport> {
  const report = emptyImportReport()
  const { known, settings } = await own.readOverview(at)
  const room = createLookupBudget()
  const facts = await selectFacts(file.facts, known, limits, report)
  const statements = await selectStatements(file.statements, known, limits, report)
  const conversations = await selectConversations(file.conversations, limits.now, report)
  const steps = [
    ...splitIntoChanges(withinLookupBudget(facts, countSources, room, report.facts)).map(some =>
      createChangeStep(at, own, { facts: some }, () => addKept(report.facts, some.length)),
    ),
    ...splitIntoChanges(withinLookupBudget(statements, countSources, room, report.statements)).map(some =>
      createChangeStep(at, own, { statements: some }, () => addKept(report.statements, some.length)),
    ),
    ...withinLookupBudget(conversations.toReversed(), countMessages, room, report.conversations)
      .toReversed()
      .map(held => createRestoreStep(at, own, held, report)),
  ]
  await own.updateSettings(at.user, selectSettings(file.settings, settings, report))
  let { epoch } = await own.readOverview(at)
  for (const step of steps) {
    const now = await runStep(step, epoch, async () => (await own.readOverview(at)).epoch)
    if (now === undefined) {
      report.isCutOff = true
      break
    }
    epoch = now
  }
  return report
}

/** Something to be kept under an epoch. */
interface ImportStep {
  act(epoch: string): Promise<'kept' | 'exists' | 'moved'>
  done(outcome: 'kept' | 'exists'): void
}

/** Returns the epoch under which it was done; undefined where everything was forgotten meanwhile, or it can't be done. */
async function runStep(step: ImportStep, before: string, look: () => Promise<string>): Promise<string | undefined> {
  let epoch = before
  for (let i = 0; i < MAX_TRIES; i++) {
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

function createChangeStep(
  at: Conversation,
  own: ImportStore,
  put: Partial<MemoryChange>,
  onKept: () => void,
): ImportStep {
  return {
    act: async epoch => await own.applyChange(at.user, { ...emptyChange(epoch), ...put }),
    done: onKept,
  }
}

function createRestoreStep(
  at: Conversation,
  own: ImportStore,
  held: StoredConversation,
  report: ImportReport,
): ImportStep {
  return {
    act: async epoch => await own.restoreConversation(at.user, epoch, held),
    done(outcome) {
      const field = outcome === 'kept' ? 'kept' : 'here'
      report.conversations[field] += 1
      report.turns[field] += held.turns.length
      report.segments[field] += held.segments.length
    },
  }
}

/**
 * What of a file's settings is to be set. A pause is never ended by a file; and a language is what the user's clicks
 * have told, if they have.
 */
function selectSettings(
  { timeZone, isPaused, locale }: UserSettings,
  now: UserSettings,
  report: ImportReport,
): Partial<UserSettings> {
  const { settings: tally } = report
  const isZone = timeZone !== undefined && isTimeZone(timeZone)
  if (timeZone !== undefined && !isZone) {
    rejectInvalid(report, tally, { at: 'settings.timeZone', code: 'invalid_value' })
  }
  const wanted: Partial<UserSettings> = {
    ...(isZone && timeZone !== now.timeZone && { timeZone }),
    ...(isPaused && !now.isPaused && { isPaused }),
    ...(locale !== undefined && now.locale === undefined && { locale }),
  }
  tally.kept += Object.keys(wanted).length
  return wanted
}
