import { z } from 'zod'
import type { StoredConversation } from '../ports/user-memory-store.ts'
import { DESCRIPTION_PATTERN } from '../readers/description.ts'
import type { Scope } from '../scope.ts'
import {
  type CoveringSummary,
  type Fact,
  factKinds,
  factStatuses,
  type Statement,
  type Turn,
  type TurnName,
  type UserSettings,
} from '../types.ts'

/**
 * The file that people take their memory along in, and bring it back with: docs/export.md tells of it, and
 * docs/export.schema.json is made of this. What is larger than the bot itself would keep is refused.
 */

export const EXPORT_FORMAT = 'keepsake-memory'
export const EXPORT_VERSION = 1

/** One message, or one sentence that was learned, has no more characters. */
const MAX_TEXT_LENGTH = 100_000
const MAX_KNOWLEDGE_LENGTH = 4000
/** What is learned rests on a few messages; an answer is shown by ten at most. */
const MAX_SOURCES = 100
const MAX_ANSWER_MESSAGES = 20
/** Of a conversation, in all its summary. */
export const MAX_COVERED_TURNS = 20_000

const discordIdSchema = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,19})$/)
  .describe('An id of Discord: of a user, server, channel or message.')
/** Short enough for the custom ids of buttons. */
const recordIdSchema = z
  .string()
  .regex(/^[\w-]{1,36}$/)
  .describe('An id of the bot’s own.')
const timestampSchema = z.number().int().min(0).describe('Milliseconds since 1970.')
const textSchema = z.string().max(MAX_TEXT_LENGTH)
const sourcesSchema = z
  .tuple([discordIdSchema], discordIdSchema)
  .refine(list => list.length <= MAX_SOURCES)
  .meta({ maxItems: MAX_SOURCES })
  .describe('The messages it rests on.')

const readersSchema = z
  .string()
  .regex(new RegExp(`^${DESCRIPTION_PATTERN}$`))
  .describe('By which roles and names people read a channel, as the bot writes it.')

const scopeSchema: z.ZodType<Scope> = z
  .union([
    z.literal('dm'),
    z.literal('everywhere'),
    z.templateLiteral(['guild:', discordIdSchema]),
    z.templateLiteral(['channel:', discordIdSchema]),
    z.templateLiteral(['readers:', discordIdSchema, ':', readersSchema]),
  ])
  .describe(
    'Who may hear it: in the direct message alone, everywhere, in one server, in one private channel, or in those channels of a server that only certain people read.',
  )

const turnNameSchema: z.ZodType<TurnName> = z
  .templateLiteral([z.enum(['q', 'a']), ':', discordIdSchema])
  .describe('A question, or the answer to it, by the id of the question.')

export const exportedSettingsSchema = z.object({
  timeZone: z.string().max(100).exactOptional(),
  isPaused: z.boolean(),
  locale: z
    .string()
    .regex(/^[A-Za-z-]{2,20}$/)
    .exactOptional(),
}) satisfies z.ZodType<UserSettings>

export const exportedFactSchema = z
  .object({
    id: recordIdSchema,
    text: z.string().min(1).max(MAX_KNOWLEDGE_LENGTH),
    quote: z
      .string()
      .max(MAX_KNOWLEDGE_LENGTH)
      .describe('The user’s own words that it rests on; may have been forgotten.'),
    kind: z.enum(factKinds),
    status: z.enum(factStatuses).exactOptional().describe('It held once, or is yet to come; without it, it holds.'),
    isUnsure: z.literal(true).exactOptional().describe('Whether the user said so is in doubt.'),
    subject: recordIdSchema.describe('Whom it is about: `user`, or the entity of a statement.'),
    facet: z.string().max(MAX_KNOWLEDGE_LENGTH).exactOptional(),
    scope: scopeSchema,
    saidAt: timestampSchema,
    eventAt: z
      .string()
      .regex(/^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?$/)
      .exactOptional()
      .describe('When it happens or happened: yyyy, yyyy-mm, yyyy-mm-dd or yyyy-mm-ddThh:mm.'),
    dateWords: z
      .string()
      .max(MAX_KNOWLEDGE_LENGTH)
      .exactOptional()
      .describe('The user’s own words for that, where it says less than they do.'),
    replaces: z.array(recordIdSchema).max(1000).describe('The facts that it corrects.'),
    isRestatement: z.literal(true).exactOptional().describe('What it replaces says the same, and less.'),
    sources: sourcesSchema,
    channel: discordIdSchema,
    guild: discordIdSchema.exactOptional(),
    confirmations: z.number().int().min(0).describe('How often it was said again.'),
    confirmedAt: timestampSchema.exactOptional(),
    near: z
      .string()
      .max(MAX_KNOWLEDGE_LENGTH)
      .exactOptional()
      .describe('What the user said before it and after it, by which it is found. Does not come back with an import.'),
    asked: z
      .enum(['message', 'command'])
      .exactOptional()
      .describe('The user asked for it to be kept. Of a command `sources` holds the id of the command.'),
  })
  .meta({ title: 'Fact', description: 'One sentence that is known.' }) satisfies z.ZodType<
  Omit<Fact, 'near'> & Partial<Pick<Fact, 'near'>>
>

export const exportedStatementSchema = z
  .object({
    entity: recordIdSchema.describe('`user`, or somebody or something that the user told of.'),
    field: z
      .string()
      .max(MAX_KNOWLEDGE_LENGTH)
      .regex(/^(?:name|type|relation|(?:alias|attr|doubt):[\s\S]+)$/)
      .describe(
        '`name`, `type`, `relation`, `alias:<alias>`, `attr:<facet>`, `attr:<facet>:<value>`, or `doubt:<fact>`: that the fact may be no longer true.',
      ),
    value: z.string().max(MAX_KNOWLEDGE_LENGTH),
    scope: scopeSchema,
    saidAt: timestampSchema,
    sources: sourcesSchema,
    fact: recordIdSchema.exactOptional().describe('The fact that says the same.'),
  })
  .meta({
    title: 'Statement',
    description: 'One detail of somebody or something.',
  }) satisfies z.ZodType<Statement>

export const exportedTurnSchema = z
  .discriminatedUnion('role', [
    z.object({
      role: z.literal('user'),
      id: discordIdSchema,
      text: textSchema,
      saidAt: timestampSchema,
      scope: scopeSchema,
      rev: z.number().int().min(0).describe('How often it was edited.'),
    }),
    z.object({
      role: z.literal('assistant'),
      id: discordIdSchema.describe('Of the message that it answers.'),
      text: textSchema,
      saidAt: timestampSchema,
      scope: scopeSchema,
      messages: z.array(discordIdSchema).max(MAX_ANSWER_MESSAGES).describe('The messages that show it.'),
    }),
  ])
  .meta({ title: 'Turn', description: 'A message of the user, or an answer to it.' }) satisfies z.ZodType<Turn>

export const exportedSummarySchema = z
  .object({
    id: recordIdSchema,
    text: textSchema,
    scope: scopeSchema,
    from: timestampSchema,
    to: timestampSchema,
    covers: z.array(turnNameSchema).max(MAX_COVERED_TURNS).describe('What it sums up.'),
  })
  .meta({ title: 'Segment', description: 'A piece of a summary.' }) satisfies z.ZodType<CoveringSummary>

const conversationHeadSchema = z.object({
  channel: discordIdSchema,
  guild: discordIdSchema.exactOptional(),
  scope: scopeSchema,
  lastUsedAt: timestampSchema,
  learnedTo: turnNameSchema.exactOptional().describe('The last turn that was learned from.'),
  summarizedTo: turnNameSchema.exactOptional().describe('The last turn that was summed up.'),
})

/** A conversation whose turns and summaries are still to be looked at one by one. */
export const openConversationSchema = conversationHeadSchema.extend({
  turns: z.array(z.unknown()),
  segments: z.array(z.unknown()),
})

const exportedConversationSchema = conversationHeadSchema
  .extend({ turns: z.array(exportedTurnSchema), segments: z.array(exportedSummarySchema) })
  .meta({
    title: 'Conversation',
    description: 'What was said in one channel, thread or direct message, oldest first.',
  }) satisfies z.ZodType<StoredConversation>

export const exportFileSchema = z
  .object({
    format: z.literal(EXPORT_FORMAT),
    version: z.literal(EXPORT_VERSION),
    user: discordIdSchema,
    exportedAt: z.iso.datetime(),
    settings: exportedSettingsSchema,
    facts: z.array(exportedFactSchema),
    statements: z.array(exportedStatementSchema),
    conversations: z.array(exportedConversationSchema),
  })
  .meta({ title: 'A memory of Keepsake', description: 'All that is kept of one user, as /export gives it.' })

export interface ExportFile extends Omit<z.infer<typeof exportFileSchema>, 'facts' | 'statements' | 'conversations'> {
  readonly facts: readonly (Omit<Fact, 'near'> & Partial<Pick<Fact, 'near'>>)[]
  readonly statements: readonly Statement[]
  readonly conversations: readonly StoredConversation[]
}
export type ExportedFact = z.infer<typeof exportedFactSchema>

/** What anybody can check a file with. */
export function exportJsonSchema(): object {
  return z.toJSONSchema(exportFileSchema, { io: 'input' })
}
