import type { RESTError } from 'discord-api-types/v10'

/** A refusal in Discord's words: thrown by a route, sent as it stands. */
export class Refusal extends Error {
  readonly status: number
  readonly body: RESTError
  readonly headers: Record<string, string>

  constructor(status: number, body: RESTError, headers: Record<string, string> = {}) {
    super(body.message)
    this.status = status
    this.body = body
    this.headers = headers
  }
}

function refusal(status: number, code: number, message: string): () => Refusal {
  return () => new Refusal(status, { code, message })
}

/** Codes and words from https://docs.discord.com/developers/topics/opcodes-and-status-codes#json. */
export const refusals = {
  unauthorized: refusal(401, 0, '401: Unauthorized'),
  notFound: refusal(404, 0, '404: Not Found'),
  unknownChannel: refusal(404, 10_003, 'Unknown Channel'),
  unknownGuild: refusal(404, 10_004, 'Unknown Guild'),
  unknownMember: refusal(404, 10_007, 'Unknown Member'),
  unknownMessage: refusal(404, 10_008, 'Unknown Message'),
  unknownUser: refusal(404, 10_013, 'Unknown User'),
  unknownWebhook: refusal(404, 10_015, 'Unknown Webhook'),
  unknownInteraction: refusal(404, 10_062, 'Unknown interaction'),
  unknownCommand: refusal(404, 10_063, 'Unknown application command'),
  tooLarge: refusal(413, 40_005, 'Request entity too large'),
  alreadyAcknowledged: refusal(400, 40_060, 'Interaction has already been acknowledged.'),
  missingAccess: refusal(403, 50_001, 'Missing Access'),
  notTheAuthor: refusal(403, 50_005, 'Cannot edit a message authored by another user'),
  emptyMessage: refusal(400, 50_006, 'Cannot send an empty message'),
  cannotMessageUser: refusal(403, 50_007, 'Cannot send messages to this user'),
  missingPermissions: refusal(403, 50_013, 'Missing Permissions'),
  invalidWebhookToken: refusal(401, 50_027, 'Invalid Webhook Token'),
  invalidJson: refusal(400, 50_109, 'The request body contains invalid JSON.'),
  archivedThread: refusal(400, 50_083, 'Thread is archived'),
  noReplyWithoutHistory: refusal(400, 160_002, 'Cannot reply without permission to read message history'),
} as const satisfies Record<string, () => Refusal>
