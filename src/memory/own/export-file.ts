import { z } from 'zod'
import type { HeldConversation } from '../own-memory.ts'
import type { Scope } from '../scope.ts'
import {
  type CoveringSegment,
  type Fact,
  factKinds,
  type Statement,
  type Turn,
  type TurnName,
  type UserSettings,
} from '../types.ts'

/**
 * The file that people take their memory along in, and bring it back with: docs/export.md tells of it, and
 * docs/export.schema.json is made of this. What is larger than the bot itself would keep is refused.
 */

export const FORMAT = 'keepsake-memory'
export const VERSION = 1

/** One message, or one sentence that was learned, has no more characters. */
const LONGEST_SAID = 100_000
const LONGEST_KNOWN = 4000
/** What is learned rests on a few messages; an answer is shown by ten at most. */
const MOST_SOURCES = 100
const MOST_SHOWN = 20
/** Of a conversation, in all its summary. */
export const MOST_COVERED = 20_000

const discordId = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,19})$/)
  .describe('An id of Discord: of a user, server, channel or message.')
/** Short enough for the custom ids of buttons. */
const ownId = z
  .string()
  .regex(/^[\w-]{1,36}$/)
  .describe('An id of the bot’s own.')
const time = z.number().int().min(0).describe('Milliseconds since 1970.')
const said = z.string().max(LONGEST_SAID)
const sources = z
  .tuple([discordId], discordId)
  .refine(list => list.length <= MOST_SOURCES)
  .meta({ maxItems: MOST_SOURCES })
  .describe('The messages it rests on.')

const scope: z.ZodType<Scope> = z
  .union([
    z.literal('dm'),
    z.literal('everywhere'),
    z.templateLiteral(['guild:', discordId]),
    z.templateLiteral(['channel:', discordId]),
  ])
  .describe('Who may hear it: in the direct message alone, everywhere, in one server, or in one private channel.')

const turnName: z.ZodType<TurnName> = z
  .templateLiteral([z.enum(['q', 'a']), ':', discordId])
  .describe('A question, or the answer to it, by the id of the question.')

export const settingsOfFile = z.object({
  timeZone: z.string().max(100).exactOptional(),
  isPaused: z.boolean(),
  locale: z
    .string()
    .regex(/^[A-Za-z-]{2,20}$/)
    .exactOptional(),
}) satisfies z.ZodType<UserSettings>

export const factOfFile = z
  .object({
    id: ownId,
    text: z.string().min(1).max(LONGEST_KNOWN),
    quote: z.string().max(LONGEST_KNOWN).describe('The user’s own words that it rests on; may have been forgotten.'),
    kind: z.enum(factKinds),
    subject: ownId.describe('Whom it is about: `user`, or the entity of a statement.'),
    facet: z.string().max(LONGEST_KNOWN).exactOptional(),
    scope,
    saidAt: time,
    eventAt: z.string().max(40).exactOptional().describe('When it happens or happened: yyyy, yyyy-mm or yyyy-mm-dd.'),
    replaces: z.array(ownId).max(1000).describe('The facts that it corrects.'),
    sources,
    channel: discordId,
    guild: discordId.exactOptional(),
    confirmations: z.number().int().min(0).describe('How often it was said again.'),
    confirmedAt: time.exactOptional(),
    asked: z
      .enum(['message', 'command'])
      .exactOptional()
      .describe('The user asked for it to be kept. Of a command `sources` holds the id of the command.'),
  })
  .meta({ title: 'Fact', description: 'One sentence that is known.' }) satisfies z.ZodType<Omit<Fact, 'near'>>

export const statementOfFile = z
  .object({
    entity: ownId.describe('`user`, or somebody or something that the user told of.'),
    field: z
      .string()
      .max(LONGEST_KNOWN)
      .regex(/^(?:name|type|relation|(?:alias|attr):[\s\S]+)$/)
      .describe('`name`, `type`, `relation`, `alias:<alias>`, `attr:<facet>` or `attr:<facet>:<value>`.'),
    value: z.string().max(LONGEST_KNOWN),
    scope,
    saidAt: time,
    sources,
    fact: ownId.exactOptional().describe('The fact that says the same.'),
  })
  .meta({
    title: 'Statement',
    description: 'One detail of somebody or something.',
  }) satisfies z.ZodType<Statement>

export const turnOfFile = z
  .discriminatedUnion('role', [
    z.object({
      role: z.literal('user'),
      id: discordId,
      text: said,
      saidAt: time,
      scope,
      rev: z.number().int().min(0).describe('How often it was edited.'),
    }),
    z.object({
      role: z.literal('assistant'),
      id: discordId.describe('Of the message that it answers.'),
      text: said,
      saidAt: time,
      scope,
      messages: z.array(discordId).max(MOST_SHOWN).describe('The messages that show it.'),
    }),
  ])
  .meta({ title: 'Turn', description: 'A message of the user, or an answer to it.' }) satisfies z.ZodType<Turn>

export const segmentOfFile = z
  .object({
    id: ownId,
    text: said,
    scope,
    from: time,
    to: time,
    covers: z.array(turnName).max(MOST_COVERED).describe('What it sums up.'),
  })
  .meta({ title: 'Segment', description: 'A piece of a summary.' }) satisfies z.ZodType<CoveringSegment>

const conversationHead = z.object({
  channel: discordId,
  guild: discordId.exactOptional(),
  scope,
  lastUsedAt: time,
  learnedTo: turnName.exactOptional().describe('The last turn that was learned from.'),
  summarizedTo: turnName.exactOptional().describe('The last turn that was summed up.'),
})

/** A conversation whose turns and segments are still to be looked at one by one. */
export const openConversation = conversationHead.extend({
  turns: z.array(z.unknown()),
  segments: z.array(z.unknown()),
})

const conversationOfFile = conversationHead
  .extend({ turns: z.array(turnOfFile), segments: z.array(segmentOfFile) })
  .meta({
    title: 'Conversation',
    description: 'What was said in one channel, thread or direct message, oldest first.',
  }) satisfies z.ZodType<HeldConversation>

export const exportFile = z
  .object({
    format: z.literal(FORMAT),
    version: z.literal(VERSION),
    user: discordId,
    exportedAt: z.iso.datetime(),
    settings: settingsOfFile,
    facts: z.array(factOfFile),
    statements: z.array(statementOfFile),
    conversations: z.array(conversationOfFile),
  })
  .meta({ title: 'A memory of Keepsake', description: 'All that is kept of one user, as /export gives it.' })

export type ExportFile = z.infer<typeof exportFile>
export type ExportedFact = z.infer<typeof factOfFile>

/** What anybody can check a file with. */
export function exportSchema(): object {
  return z.toJSONSchema(exportFile, { io: 'input' })
}
