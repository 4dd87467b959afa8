import type { APIStringSelectComponent, ButtonStyle, ComponentType } from 'discord-api-types/v10'
import type { PageMessage } from '../../../protocol.ts'
import { type Naming, richText, webAddress } from './rich-text.ts'
import type { ButtonLook, ShownFile, ShownPart, ShownSelect } from './shown.ts'

/** A component as Discord sends it, as far as it is drawn. */
interface Component {
  readonly type: ComponentType
  readonly custom_id?: string
  readonly label?: string
  readonly style?: ButtonStyle
  readonly emoji?: { readonly name?: string }
  readonly url?: string
  readonly disabled?: boolean
  readonly content?: string
  readonly components?: readonly Component[]
  readonly accessory?: Component
  readonly items?: readonly Media[]
  readonly media?: { readonly url: string }
  readonly description?: string | null
  readonly spoiler?: boolean
  readonly divider?: boolean
  readonly spacing?: number
  readonly file?: { readonly url: string; readonly content_type?: string | null }
  readonly name?: string
  readonly size?: number
  readonly accent_color?: number | null
}

interface Media {
  readonly media: { readonly url: string }
  readonly description?: string | null
  readonly spoiler?: boolean
}

// The numbers of https://docs.discord.com/developers/components/reference, held to the types: the library's own tables would be most
// of what the page loads.
const ACTION_ROW: ComponentType.ActionRow = 1
const BUTTON: ComponentType.Button = 2
const STRING_SELECT: ComponentType.StringSelect = 3
const SECTION: ComponentType.Section = 9
const TEXT_DISPLAY: ComponentType.TextDisplay = 10
const THUMBNAIL: ComponentType.Thumbnail = 11
const MEDIA_GALLERY: ComponentType.MediaGallery = 12
const FILE: ComponentType.File = 13
const SEPARATOR: ComponentType.Separator = 14
const CONTAINER: ComponentType.Container = 17
const LARGE_SPACING = 2

const LOOKS: Partial<Record<ButtonStyle, ButtonLook>> = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' }

/** A color as CSS wants it. */
export function cssColor(color: number | null | undefined): string | undefined {
  return color === null || color === undefined ? undefined : `#${color.toString(16).padStart(6, '0')}`
}

/** The components of a message, in order; what is of no known kind is left out. */
export function partsOf(message: Pick<PageMessage, 'components'>, naming: Naming): ShownPart[] {
  return (message.components ?? []).flatMap(component => partOf(component as Component, naming))
}

function partOf(component: Component, naming: Naming): ShownPart[] {
  const inner = () => (component.components ?? []).flatMap(each => partOf(each, naming))
  const { description, spoiler: isSpoiler = false } = component
  switch (component.type) {
    case ACTION_ROW:
      return [{ kind: 'row', parts: inner() }]
    case BUTTON:
      return buttonOf(component)
    case TEXT_DISPLAY:
      return [{ kind: 'text', text: richText(component.content ?? '', naming) }]
    case SECTION: {
      const [accessory] = component.accessory === undefined ? [] : partOf(component.accessory, naming)
      return [{ kind: 'section', parts: inner(), accessory }]
    }
    case THUMBNAIL:
      return component.media === undefined
        ? []
        : [mediaOf({ media: component.media, description: description ?? '', spoiler: isSpoiler })]
    case MEDIA_GALLERY:
      return [{ kind: 'gallery', parts: (component.items ?? []).map(mediaOf) }]
    case FILE:
      return [{ kind: 'file', file: fileOf(component) }]
    case SEPARATOR:
      return [{ kind: 'separator', hasLine: component.divider !== false, isLarge: component.spacing === LARGE_SPACING }]
    case CONTAINER:
      return [{ kind: 'container', accent: cssColor(component.accent_color), isSpoiler, parts: inner() }]
    default:
      return component.type === STRING_SELECT ? [selectOf(component as APIStringSelectComponent)] : []
  }
}

function buttonOf({
  custom_id: id,
  label = '',
  emoji,
  style,
  url,
  disabled: isDisabled = false,
}: Component): ShownPart[] {
  const text = [emoji?.name, label].filter(part => part !== undefined && part !== '').join(' ')
  if (url !== undefined) {
    const address = webAddress(url)
    return address === undefined ? [] : [{ kind: 'link-button', url: address, label: text, isDisabled }]
  }
  const look = style === undefined ? undefined : LOOKS[style]
  return id === undefined ? [] : [{ kind: 'button', id, label: text, look: look ?? 'secondary', isDisabled }]
}

function mediaOf({ media, description, spoiler = false }: Media): ShownPart {
  return { kind: 'media', url: media.url, description: description ?? '', isSpoiler: spoiler }
}

function fileOf({ file, name = 'file', size = 0, spoiler = false }: Component): ShownFile {
  return {
    name,
    size,
    contentType: file?.content_type ?? '',
    url: file?.url ?? '',
    description: '',
    isSpoiler: spoiler,
  }
}

function selectOf(menu: APIStringSelectComponent): ShownSelect {
  return {
    kind: 'select',
    id: menu.custom_id,
    placeholder: menu.placeholder ?? 'Make a selection',
    least: menu.min_values ?? 1,
    most: menu.max_values ?? 1,
    isDisabled: menu.disabled ?? false,
    options: menu.options.map(({ value, label, description, default: isDefault = false }) => ({
      ...{ value, label, description: description ?? undefined, isDefault },
    })),
  }
}
