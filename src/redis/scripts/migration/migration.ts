import { version } from '../../../version.ts'
import { defineScript } from '../../run-script.ts'
import type { ScriptBase } from '../script-context.ts'

/** Takes or prolongs the right to bring the memory along, for so long; 0 gives it back. Returns 0 if it is another process'. */
export const runHoldMigration = defineScript<0 | 1>('migration/hold-migration-1').calledWith(
  ({ keys }: ScriptBase, processId: string, ms: number) => [[keys.migration], [processId, ms]],
)

/** Notes which schema the memory has; never goes back. Returns the schema version that is noted then. */
export const runAdvanceSchema = defineScript<number>('migration/advance-schema-1').calledWith(
  ({ keys }: ScriptBase, schemaVersion: number) => [[keys.schema], [schemaVersion, version]],
)
