import type { IncomingQuestion } from '../../../src/discord/incoming/parse-message.ts'
import type { Snapshot } from '../../../src/memory/types.ts'

/** What Ada asks the bot in a direct message, with nothing around it. */
export function incomingQuestion(text: string, more: Partial<IncomingQuestion> = {}): IncomingQuestion {
  const reference = { id: '100', user: '1', channel: '2', saidAt: Date.parse('2026-05-01T10:00:00Z') }
  return {
    ...reference,
    channels: ['2'],
    author: 'Ada',
    place: { kind: 'dm' },
    text,
    rememberedText: text,
    mayBeSilent: false,
    question: { ...reference, scope: 'dm', text },
    audience: () => ({ kind: 'user' }),
    readContext: async () => ({
      readReferred: async () => ({ replyChain: [], shown: [], starter: [], linked: [], spoken: [], files: [] }),
      readTalk: async () => [],
    }),
    borrowAttachments: async () => ({ attachments: [], release: () => undefined }),
    ...more,
  }
}

/** A memory that knows nothing yet. */
export const emptySnapshot: Snapshot = {
  epoch: 'e',
  snapshotToken: 't',
  settings: { isPaused: false },
  retention: 'kept',
  isFirst: false,
  window: [],
  summaries: [],
  known: { user: '1', facts: [], statements: [] },
}
