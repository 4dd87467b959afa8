import {
  emptyChange,
  type MemoryChange,
  retryWhileMoved,
  type StoredConversation,
  type UserMemoryStore,
} from '../ports/user-memory-store.ts'
import { isTimeZone } from '../text/dates/calendar.ts'
import type { Conversation, UserSettings } from '../types.ts'
import { selectConversations } from './import-conversations.ts'
import { type ImportLimits, selectFacts, selectStatements } from './import-knowledge.ts'
import { countMessages, countSources, createLookupBudget, splitIntoChanges, withinLookupBudget } from './limits.ts'
import type { OpenExportFile } from './read-file.ts'
import { emptyImportReport, type ImportReport, type ImportTally, rejectInvalid } from './report.ts'

type ImportStore = Pick<UserMemoryStore, 'readOverview' | 'updateSettings' | 'applyChange' | 'restoreConversation'>

/** Each step is tried so often, as something else of the user's can change just then. */
const MAX_TRIES = 4

/**
 * Puts a user's own file back, under the scopes as they were, and tells what became of each thing in it. What is known
 * already stays as it is, so that the same file twice changes nothing. Ends where everything is forgotten meanwhile.
 * @param at where it is asked for
 */
export async function importMemory(
  file: OpenExportFile,
  at: Conversation,
  userMemory: ImportStore,
  limits: ImportLimits,
): Promise<ImportReport> {
  const report = emptyImportReport()
  const { known, settings } = await userMemory.readOverview(at)
  const budget = createLookupBudget()
  const facts = await selectFacts(file.facts, known, limits, report)
  const statements = await selectStatements(file.statements, known, limits, report)
  const conversations = await selectConversations(file.conversations, limits, report)
  const steps = [
    ...splitIntoChanges(withinLookupBudget(facts, countSources, budget, report.facts)).map(some =>
      createChangeStep(at, userMemory, { facts: some }, report.facts),
    ),
    ...splitIntoChanges(withinLookupBudget(statements, countSources, budget, report.statements)).map(some =>
      createChangeStep(at, userMemory, { statements: some }, report.statements),
    ),
    ...withinLookupBudget(conversations.toReversed(), countMessages, budget, report.conversations)
      .toReversed()
      .map(conversation => createRestoreStep(at, userMemory, conversation, report)),
  ]
  await userMemory.updateSettings(at.user, selectSettings(file.settings, settings, report))
  const readEpoch = async () => (await userMemory.readOverview(at)).epoch
  let epoch: string | undefined = await readEpoch()
  for (const step of steps) {
    epoch = await runStep(step, epoch, readEpoch)
    if (epoch === undefined) {
      report.isCutOff = true
      break
    }
  }
  return report
}

/** Writes something under an epoch, and counts it once it is written. */
type ImportStep = (epoch: string) => Promise<'done' | 'moved'>

/** Returns the epoch under which the step was done; undefined where everything was forgotten meanwhile, or it can't be done. */
async function runStep(
  step: ImportStep,
  before: string,
  readEpoch: () => Promise<string>,
): Promise<string | undefined> {
  let epoch = before
  const end = await retryWhileMoved(MAX_TRIES, async () => {
    const outcome = await step(epoch)
    if (outcome === 'done' && epoch !== '') return { epoch }
    // Where nothing was kept of the user, the first thing that is kept makes an epoch.
    const now = await readEpoch()
    if (outcome === 'done') return { epoch: now }
    if (epoch !== '' && now !== epoch) return { epoch: undefined }
    epoch = now
    return 'moved'
  })
  return end === 'moved' ? undefined : end.epoch
}

function createChangeStep(
  { user }: Conversation,
  userMemory: ImportStore,
  records: Pick<MemoryChange, 'facts'> | Pick<MemoryChange, 'statements'>,
  tally: ImportTally,
): ImportStep {
  return async epoch => {
    if ((await userMemory.applyChange(user, { ...emptyChange(epoch), ...records })) === 'moved') return 'moved'
    tally.kept += Object.values(records).flat().length
    return 'done'
  }
}

function createRestoreStep(
  { user }: Conversation,
  userMemory: ImportStore,
  conversation: StoredConversation,
  report: ImportReport,
): ImportStep {
  return async epoch => {
    const outcome = await userMemory.restoreConversation(user, epoch, conversation)
    if (outcome === 'moved') return 'moved'
    const field = outcome === 'kept' ? 'kept' : 'here'
    report.conversations[field] += 1
    report.turns[field] += conversation.turns.length
    report.segments[field] += conversation.segments.length
    return 'done'
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
