import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import type { Form } from './form.ts'

const MAX_CUSTOM_ID = 100
const MAX_LABEL = 80
const MAX_URL = 512
const MAX_OPTIONS = 25
const MAX_OPTION = 100
const MAX_PLACEHOLDER = 150
const MAX_TEXT = 4000
const MAX_ITEMS = 10
const ATTACHMENT = 'attachment://'

/** The parts of a component that limits are about; what a client sends may be anything. */
export interface LooseComponent {
  type?: number
  custom_id?: string
  label?: string | null
  style?: number
  url?: string | null
  emoji?: unknown
  content?: string
  placeholder?: string | null
  min_values?: number | null
  max_values?: number | null
  options?: { label: string; value: string; description?: string | null }[]
  items?: unknown[]
  spacing?: number | null
  file?: { url: string }
  components?: LooseComponent[]
  accessory?: LooseComponent
}

type Path = readonly (string | number)[]

/** What Discord refuses in one component of a message or form, by its type. `files` are the names that a File may show. */
export function checkLimits(form: Form, path: Path, component: LooseComponent, files: readonly string[]): void {
  if (component.custom_id !== undefined)
    form.length([...path, 'custom_id'], component.custom_id, { min: 1, max: MAX_CUSTOM_ID })
  switch (component.type) {
    case ComponentType.Button:
      checkButton(form, path, component)
      break
    case ComponentType.StringSelect:
      checkMenu(form, path, component)
      break
    case ComponentType.TextDisplay:
      form.length([...path, 'content'], component.content ?? '', { min: 1, max: MAX_TEXT })
      break
    case ComponentType.MediaGallery:
      count(form, [...path, 'items'], component.items?.length ?? 0, MAX_ITEMS)
      break
    case ComponentType.Separator:
      range(form, [...path, 'spacing'], component.spacing ?? 1, { min: 1, max: 2 })
      break
    case ComponentType.File:
      checkFile(form, path, component, files)
      break
    default:
  }
}

function checkButton(form: Form, path: Path, { style, label, emoji, url, custom_id: id }: LooseComponent): void {
  form.length([...path, 'label'], label ?? '', { max: MAX_LABEL })
  range(form, [...path, 'style'], style ?? 0, { min: ButtonStyle.Primary, max: ButtonStyle.Premium })
  if (style === ButtonStyle.Premium) return
  const isLink = style === ButtonStyle.Link
  if (isLink && url) form.length([...path, 'url'], url, { max: MAX_URL })
  if (isLink ? !url : !id) required(form, [...path, isLink ? 'url' : 'custom_id'])
  if (url && id !== undefined) {
    form.reject(
      path,
      'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
      'A custom id and url cannot both be specified',
    )
  }
  if (!label && !emoji) required(form, [...path, 'label'])
}

function checkMenu(form: Form, path: Path, menu: LooseComponent): void {
  const { options = [], placeholder, custom_id: id } = menu
  if (!id) required(form, [...path, 'custom_id'])
  if (placeholder) form.length([...path, 'placeholder'], placeholder, { max: MAX_PLACEHOLDER })
  count(form, [...path, 'options'], options.length, MAX_OPTIONS)
  range(form, [...path, 'min_values'], menu.min_values ?? 1, { min: 0, max: Math.min(MAX_OPTIONS, options.length) })
  range(form, [...path, 'max_values'], menu.max_values ?? 1, { min: 1, max: Math.min(MAX_OPTIONS, options.length) })
  const seen = new Set<string>()
  for (const [index, { label, value, description }] of options.entries()) {
    const here = [...path, 'options', index]
    form.length([...here, 'label'], label, { min: 1, max: MAX_OPTION })
    form.length([...here, 'value'], value, { min: 1, max: MAX_OPTION })
    if (description) form.length([...here, 'description'], description, { max: MAX_OPTION })
    if (seen.has(value)) {
      form.reject(
        [...here, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      )
    }
    seen.add(value)
  }
}

function checkFile(form: Form, path: Path, { file }: LooseComponent, files: readonly string[]): void {
  const url = file?.url ?? ''
  if (url.startsWith(ATTACHMENT) && files.includes(url.slice(ATTACHMENT.length))) return
  form.reject(
    [...path, 'file', 'url'],
    'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    `The referenced attachment "${url}" was not found`,
  )
}

function required(form: Form, path: Path): void {
  form.reject(path, 'BASE_TYPE_REQUIRED', 'This field is required')
}

function count(form: Form, path: Path, size: number, max: number): void {
  if (size < 1 || size > max) form.reject(path, 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${max} in length.`)
}

function range(form: Form, path: Path, value: number, { min, max }: { min: number; max: number }): void {
  if (value < min) form.reject(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`)
  if (value > max) form.reject(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`)
}
