import type {
  APIModalInteractionResponseCallbackData,
  APISelectMenuComponent,
  ComponentType,
  TextInputStyle,
} from 'discord-api-types/v10'
import { selectOf } from './parts.ts'
import { namingFor, type Reader } from './reader.ts'
import { richText } from './rich-text.ts'
import type { FormField, FormRow, ShownForm, ShownOption } from './shown.ts'

const TEXT_INPUT: ComponentType.TextInput = 4
const TEXT_DISPLAY: ComponentType.TextDisplay = 10
const RADIO_GROUP: ComponentType.RadioGroup = 21
const CHECKBOX_GROUP: ComponentType.CheckboxGroup = 22
const CHECKBOX: ComponentType.Checkbox = 23
const PARAGRAPH: TextInputStyle.Paragraph = 2
const MAX_TEXT = 4000

interface Row {
  readonly type: ComponentType
  readonly content?: string
  readonly label?: string
  readonly description?: string | null
  readonly component?: Field
  readonly components?: readonly Field[]
}

interface Field {
  readonly type: ComponentType
  readonly custom_id: string
  readonly label?: string
  readonly style?: TextInputStyle
  readonly placeholder?: string
  readonly value?: string
  readonly required?: boolean
  readonly min_length?: number
  readonly max_length?: number
  readonly min_values?: number
  readonly max_values?: number
  readonly default?: boolean
  readonly options?: readonly { value: string; label: string; description?: string | null; default?: boolean }[]
}

/** The form that the bot has opened, as it is filled in. */
export function showForm(
  interactionId: string,
  modal: APIModalInteractionResponseCallbackData,
  reader: Reader,
): ShownForm {
  const rows = modal.components as unknown as readonly Row[]
  return { interactionId, title: modal.title, rows: rows.flatMap(row => rowOf(row, reader)) }
}

function rowOf(row: Row, reader: Reader): FormRow[] {
  if (row.type === TEXT_DISPLAY) return [{ kind: 'text', text: richText(row.content ?? '', namingFor(reader)) }]
  const field = row.component ?? row.components?.[0]
  if (field === undefined) return []
  const label = row.label ?? field.label ?? ''
  return [{ kind: 'field', label, description: row.description ?? '', field: fieldOf(field, reader) }]
}

function fieldOf(field: Field, reader: Reader): FormField {
  const { custom_id: id, required: isRequired = true } = field
  switch (field.type) {
    case TEXT_INPUT:
      return {
        ...{ kind: 'text', id, isRequired, isParagraph: field.style === PARAGRAPH },
        ...{ placeholder: field.placeholder ?? '', value: field.value ?? '' },
        ...{ least: field.min_length ?? 0, most: field.max_length ?? MAX_TEXT },
      }
    case CHECKBOX:
      return { kind: 'toggle', id, isOn: field.default === true }
    case RADIO_GROUP:
      return {
        kind: 'choice',
        id,
        isRequired,
        isSingle: true,
        least: isRequired ? 1 : 0,
        most: 1,
        options: optionsOf(field),
      }
    case CHECKBOX_GROUP: {
      const options = optionsOf(field)
      return {
        kind: 'choice',
        id,
        isRequired,
        isSingle: false,
        least: field.min_values ?? (isRequired ? 1 : 0),
        most: field.max_values ?? options.length,
        options,
      }
    }
    default: {
      const { least, most, options } = selectOf(field as unknown as APISelectMenuComponent, reader)
      return { kind: 'choice', id, isRequired, isSingle: most === 1, least: isRequired ? least : 0, most, options }
    }
  }
}

function optionsOf({ options = [] }: Field): ShownOption[] {
  return options.map(({ value, label, description, default: isDefault = false }) => ({
    ...{ value, label, description: description ?? undefined, isDefault },
  }))
}
