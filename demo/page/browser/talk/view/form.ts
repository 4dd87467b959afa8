import type {
  APIModalInteractionResponseCallbackData,
  APITextInputComponent,
  TextInputStyle,
} from 'discord-api-types/v10'

/** A field to write in. */
interface ShownField {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly isParagraph: boolean
  readonly placeholder: string
  readonly value: string
  readonly isRequired: boolean
  /** Characters. */
  readonly least: number
  readonly most: number
}

/** A form that the bot has opened for somebody. */
export interface ShownForm {
  readonly interactionId: string
  readonly title: string
  readonly fields: readonly ShownField[]
}

const PARAGRAPH: TextInputStyle.Paragraph = 2
const MAX_TEXT = 4000

interface Row {
  readonly label?: string
  readonly description?: string
  readonly component?: APITextInputComponent
}

/** The form that the bot has opened, as it is filled in. */
export function showForm(interactionId: string, modal: APIModalInteractionResponseCallbackData): ShownForm {
  const fields = (modal.components as readonly Row[]).flatMap(({ label = '', description = '', component: field }) =>
    field === undefined ? [] : [fieldOf(field, label, description)],
  )
  return { interactionId, title: modal.title, fields }
}

function fieldOf(field: APITextInputComponent, label: string, description: string): ShownField {
  return {
    ...{ id: field.custom_id, label, description, isParagraph: field.style === PARAGRAPH },
    ...{ placeholder: field.placeholder ?? '', value: field.value ?? '', isRequired: field.required ?? true },
    ...{ least: field.min_length ?? 0, most: field.max_length ?? MAX_TEXT },
  }
}
