import { MessageFlags, type RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10'
import { refusals } from '../rest/errors.ts'
import type { StoredFile } from '../stored.ts'
import { checkComponents } from './components.ts'
import { Form } from './form.ts'

const MAX_CONTENT = 2000
const MAX_EMBEDS = 10
const MAX_NONCE = 25
const MAX_FILES = 10
/** What an app may send in one file; interactions tell it as `attachment_size_limit`, unless they are told to say less. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024

type Posted = RESTPostAPIChannelMessageJSONBody

/** What posting, editing and answering have in common; null empties a field. */
export type MessageBody = Pick<Posted, 'nonce' | 'poll'> & {
  [field in 'components' | 'content' | 'embeds']?: Posted[field] | null
}

export interface Around {
  flags: number
  /** What is uploaded with it. */
  files: readonly StoredFile[]
  /** Names of the files that an edited message has already. */
  kept?: readonly string[]
}

/** Refuses what Discord would: text that is too long, too many components, files that are too large. */
export function checkMessage(body: MessageBody, { flags, files, kept = [] }: Around): void {
  if (files.some(({ data }) => data.byteLength > MAX_FILE_BYTES)) throw refusals.tooLarge()
  const form = new Form()
  form.length(['content'], body.content ?? '', { max: MAX_CONTENT })
  if ((body.embeds?.length ?? 0) > MAX_EMBEDS) {
    form.reject(['embeds'], 'BASE_TYPE_MAX_LENGTH', `Must be ${MAX_EMBEDS} or fewer in length.`)
  }
  if (files.length + kept.length > MAX_FILES) {
    form.reject(['attachments'], 'BASE_TYPE_MAX_LENGTH', `Must be ${MAX_FILES} or fewer in length.`)
  }
  if (typeof body.nonce === 'string') form.length(['nonce'], body.nonce, { max: MAX_NONCE })
  if (body.components)
    checkComponents(form, body.components, { flags, files: [...kept, ...files.map(({ name }) => name)] })
  form.settle()
}

/** Refuses what a message made of components can't have beside them. */
export function checkLegacy(body: MessageBody, flags: number): void {
  if ((flags & MessageFlags.IsComponentsV2) === 0) return
  const form = new Form()
  for (const field of ['content', 'embeds', 'poll'] as const) {
    const isUsed = field === 'embeds' ? (body.embeds?.length ?? 0) > 0 : Boolean(body[field])
    if (isUsed) {
      form.reject(
        [field],
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      )
    }
  }
  form.settle()
}

export function checkNotEmpty(body: MessageBody, hasFiles: boolean): void {
  const isEmpty = !body.content && !body.embeds?.length && !body.components?.length && body.poll === undefined
  if (isEmpty && !hasFiles) throw refusals.emptyMessage()
}
