import { version } from '../../../version.ts'
import { defineScript } from '../../run-script.ts'
import type { ScriptBase } from '../script-context.ts'

/** Notes which schema the memory has; never goes back. Returns the schema version that is noted then. */
export const runAdvanceSchema = defineScript<number>('migration/advance-schema-1').calledWith(
  ({ keys }: ScriptBase, schemaVersion: number) => [[keys.schema], [schemaVersion, version]],
)
