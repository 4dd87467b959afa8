import { z } from 'zod'
import { type RuleKind, type RuleTable, type RuleTarget, ruleKinds, settingNames } from '../discord/access/rules.ts'

/** Discord's ids since it began: https://docs.discord.com/developers/reference#snowflakes */
const ID = /^[1-9]\d{16,19}$/u

/** As ids stand in messages: people, roles and channels. */
const MENTION = /^<(?:@[!&]?|#)(?<id>\d+)>$/u

/** What is longer may be a key: of that only the place is told. */
const LONGEST_TOLD = 24

const HOW_TO_FIND =
  'ids have 17 to 20 digits (Discord: Settings → Advanced → Developer Mode, then right-click what it is and choose “Copy ID”)'

/** Ids, with commas or spaces between them; what is none is named by its place, and if it is short as it stands. */
const idList = z
  .string()
  .transform((text, context) => {
    const entries = text.split(/[\s,;]+/u).filter(Boolean)
    const ids = entries.map(entry => MENTION.exec(entry)?.groups?.['id'] ?? entry)
    const wrong = ids.flatMap((id, at) => (ID.test(id) ? [] : [tellEntry(entries[at] ?? '', at)]))
    if (wrong.length === 0) return [...new Set(ids)]
    context.addIssue({ code: 'custom', message: `has what is no id: ${wrong.join(', ')}; ${HOW_TO_FIND}` })
    return z.NEVER
  })
  .default([])

function tellEntry(entry: string, at: number): string {
  return entry.length > LONGEST_TOLD ? `its entry ${at + 1}` : `“${entry}”`
}

/** The settings of who may use the bot. */
export const accessSettings = {
  ALLOWED_SERVERS: idList,
  DENIED_SERVERS: idList,
  ALLOWED_CHANNELS: idList,
  DENIED_CHANNELS: idList,
  ALLOWED_ROLES: idList,
  DENIED_ROLES: idList,
  ALLOWED_USERS: idList,
  DENIED_USERS: idList,
  DIRECT_MESSAGES: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
}

type AccessConfig = z.infer<z.ZodObject<typeof accessSettings>>

/** What both lists of a kind name, which can't be meant: a line for each kind. */
export function findContradictions(config: AccessConfig): readonly { readonly path: string; readonly error: string }[] {
  return ruleKinds.flatMap(kind => {
    const { allow, deny } = { allow: settingNames.allow[kind], deny: settingNames.deny[kind] }
    const both = config[allow].filter(id => config[deny].includes(id))
    return both.length === 0 ? [] : [{ path: deny, error: `names what ${allow} names as well: ${both.join(', ')}` }]
  })
}

/** Who may use the bot, as the settings say. */
export function accessRules(config: AccessConfig): RuleTable {
  const targets = (kind: RuleKind, verdict: 'allow' | 'deny') =>
    config[settingNames[verdict][kind]].map(id => [`${kind}:${id}`, verdict] as [RuleTarget, typeof verdict])
  const listed = ruleKinds.flatMap(kind => [...targets(kind, 'allow'), ...targets(kind, 'deny')])
  return new Map([...listed, ...(config.DIRECT_MESSAGES === 'off' ? [['direct', 'deny'] as const] : [])])
}
