import { MessageFlags, type RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10'
import { checkComponents } from './check-components.ts'
import { refusals } from './errors.ts'
import { Form } from './form.ts'

const MAX_CONTENT = 2000
const MAX_EMBEDS = 10
const MAX_NONCE = 25

type Posted = RESTPostAPIChannelMessageJSONBody

/** What posting, editing and answering have in common; null empties a field. */
export type MessageBody = Pick<Posted, 'nonce' | 'poll'> & {
  [field in 'components' | 'content' | 'embeds']?: Posted[field] | null
}

/** Refuses what Discord would: text that is too long, too many components. */
export function checkMessage(body: MessageBody, flags: number): void {
  const form = new Form()
  form.length(['content'], body.content ?? '', { max: MAX_CONTENT })
  if ((body.embeds?.length ?? 0) > MAX_EMBEDS) {
    form.reject(['embeds'], 'BASE_TYPE_MAX_LENGTH', `Must be ${MAX_EMBEDS} or fewer in length.`)
  }
  if (typeof body.nonce === 'string') form.length(['nonce'], body.nonce, { max: MAX_NONCE })
  if ((flags & MessageFlags.IsComponentsV2) !== 0 && body.content) {
    form.reject(
      ['content'],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      'The content field cannot be used with components v2.',
    )
  }
  if (body.components) checkComponents(form, body.components, flags)
  form.settle()
}

export function checkNotEmpty(body: MessageBody, hasFiles: boolean): void {
  const isEmpty = !body.content && !body.embeds?.length && !body.components?.length && body.poll === undefined
  if (isEmpty && !hasFiles) throw refusals.emptyMessage()
}
