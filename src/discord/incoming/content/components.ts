import { ComponentType, type TopLevelComponent } from 'discord.js'
import { nameIn } from './embeds.ts'
import { type DiscordFile, shownPicture } from './files.ts'

/** A component as Discord sends it, with the fields that hold words or pictures. */
interface RawComponent {
  readonly type: ComponentType
  readonly content?: string
  readonly label?: string | null
  readonly placeholder?: string | null
  readonly description?: string | null
  readonly spoiler?: boolean
  readonly name?: string
  readonly options?: readonly { readonly label: string }[]
  readonly components?: readonly RawComponent[]
  readonly accessory?: RawComponent
  readonly items?: readonly RawItem[]
  readonly media?: RawMedia
}

interface RawItem {
  readonly media: RawMedia
  readonly description?: string | null
  readonly spoiler?: boolean
}

interface RawMedia {
  readonly url: string
  readonly proxy_url?: string
  readonly content_type?: string | null
  readonly width?: number | null
  readonly height?: number | null
}

/**
 * The words of a message's components, in the order in which they are shown, a line each; of the bot's own without
 * buttons and menus, which are no words of anybody's.
 */
export function componentsText(
  components: readonly TopLevelComponent[],
  { isOwn }: { readonly isOwn: boolean },
): string {
  return components.flatMap(component => linesOf(component.toJSON() as RawComponent, !isOwn)).join('\n')
}

function linesOf(component: RawComponent, withControls: boolean): readonly string[] {
  const { type, components = [], accessory, items = [], content = '' } = component
  const inner = [...components, ...(accessory === undefined ? [] : [accessory])]
  const innerLines = () => inner.flatMap(each => linesOf(each, withControls))
  switch (type) {
    case ComponentType.TextDisplay:
      return content.trim() === '' ? [] : [content]
    case ComponentType.ActionRow:
      return withControls ? controlsText(components) : []
    case ComponentType.Button:
      return withControls ? controlsText([component]) : []
    case ComponentType.MediaGallery:
      return items.map(item => pictureText(item))
    case ComponentType.Thumbnail:
      return component.media === undefined ? [] : [pictureText({ ...component, media: component.media })]
    case ComponentType.File:
      return [`[attached: ${hidden(component.name ?? 'file', component.spoiler)}]`]
    case ComponentType.Container: {
      const lines = innerLines()
      return lines.length === 0 ? [] : [hidden(lines.join('\n'), component.spoiler)]
    }
    default:
      return innerLines()
  }
}

/** Buttons that stand side by side, or a menu with what it offers. */
function controlsText(controls: readonly RawComponent[]): readonly string[] {
  const buttons = controls.flatMap(({ type, label }) => (type === ComponentType.Button && label ? [label] : []))
  const menus = controls
    .filter(({ type }) => type !== ComponentType.Button)
    .map(({ placeholder, options = [] }) => [placeholder ?? 'menu', options.map(({ label }) => label).join(', ')])
  return [
    ...(buttons.length === 0 ? [] : [`[buttons: ${buttons.join(', ')}]`]),
    ...menus.map(([title, offered]) => `[${title}${offered === '' ? '' : `: ${offered}`}]`),
  ]
}

function pictureText({ media, description, spoiler }: RawItem): string {
  return `[picture: ${hidden(description || nameIn(media.url), spoiler)}]`
}

/** What is shown only on a click keeps the marks by which a text says so. */
function hidden(text: string, isSpoiler: boolean | undefined): string {
  return isSpoiler === true ? `||${text}||` : text
}

/** The pictures that components show. */
export function componentPictures(components: readonly TopLevelComponent[]): readonly DiscordFile[] {
  return components.flatMap(component => picturesOf(component.toJSON() as RawComponent))
}

function picturesOf({ components = [], accessory, items = [], media }: RawComponent): readonly DiscordFile[] {
  const shown = [...items.map(item => item.media), ...(media === undefined ? [] : [media])]
  return [
    ...shown.flatMap(({ url, proxy_url, content_type, width, height }) =>
      shownPicture(nameIn(url), { proxyUrl: proxy_url, contentType: content_type, width, height }),
    ),
    ...[...components, ...(accessory === undefined ? [] : [accessory])].flatMap(picturesOf),
  ]
}
