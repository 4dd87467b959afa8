import type { UserId } from '../../../memory/types.ts'
import { withMemoryErrors } from '../../connection/errors.ts'
import { snowflakeSchema } from '../../keys.ts'
import type { ScriptBase } from '../../scripts/script-context.ts'

const SCAN_COUNT = 500

/** Users who stand in a cell, a step at a time, some perhaps twice: first those whose move was cut off. */
export async function* usersIn({ redis, keys }: ScriptBase): AsyncGenerator<readonly UserId[]> {
  for (const pattern of [keys.movingPattern, keys.userPattern]) {
    for (let cursor = ''; cursor !== '0'; ) {
      const [next, found] = await withMemoryErrors(redis).scan(cursor || '0', 'MATCH', pattern, 'COUNT', SCAN_COUNT)
      cursor = next
      yield found.flatMap(key => {
        const user = /\{(?<user>\d+)\}$/u.exec(key)?.[1]
        return user !== undefined && snowflakeSchema.safeParse(user).success ? [user] : []
      })
    }
  }
}
