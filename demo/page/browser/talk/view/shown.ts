// What of the talk is drawn, as plain values: messages, forms and commands as one person sees them.

/** A text as Discord's markdown means it. It is only drawn from these nodes: nothing of a text becomes markup by itself. */
export type RichText = readonly RichNode[]

export type RichNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'emphasis' | 'underline' | 'strike' | 'spoiler'; readonly content: RichText }
  | { readonly kind: 'quote' | 'subtext'; readonly content: RichText }
  | { readonly kind: 'heading'; readonly level: number; readonly content: RichText }
  | { readonly kind: 'list'; readonly start?: number; readonly items: readonly RichText[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'code-block'; readonly language: string; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly content: RichText }
  | { readonly kind: 'mention'; readonly of: 'user' | 'role' | 'everyone'; readonly id: string; readonly name: string }
  | { readonly kind: 'channel'; readonly id: string; readonly name: string; readonly isHidden: boolean }
  /** A link to a message. `isHidden`: in a place that the reader does not see. */
  | {
      readonly kind: 'jump'
      readonly placeId: string
      readonly messageId: string
      readonly isHidden: boolean
      readonly content: RichText
    }
  | { readonly kind: 'command'; readonly name: string }
  | { readonly kind: 'emoji'; readonly name: string }
  | { readonly kind: 'timestamp'; readonly seconds: number; readonly style: string }

export interface ShownAuthor {
  readonly id: string
  readonly name: string
  /** What stands beside the name: bots and webhooks have `APP`. */
  readonly isApp: boolean
}

export interface ShownFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly contentType: string
  readonly url: string
  readonly description: string
  readonly isSpoiler: boolean
}

export interface ShownEmbed {
  readonly accent?: string | undefined
  readonly author?: string | undefined
  readonly title: RichText
  readonly url?: string | undefined
  readonly description: RichText
  readonly fields: readonly { readonly name: RichText; readonly value: RichText; readonly isInline: boolean }[]
  readonly footer?: string | undefined
}

export interface ShownOption {
  readonly value: string
  readonly label: string
  readonly description?: string | undefined
  readonly isDefault: boolean
}

export interface ShownSelect {
  readonly kind: 'select'
  readonly id: string
  readonly placeholder: string
  readonly least: number
  readonly most: number
  readonly isDisabled: boolean
  readonly options: readonly ShownOption[]
}

export type ButtonLook = 'primary' | 'secondary' | 'success' | 'danger'

/** A component: https://docs.discord.com/developers/components/reference */
export type ShownPart =
  | { readonly kind: 'row'; readonly parts: readonly ShownPart[] }
  | {
      readonly kind: 'button'
      readonly id: string
      readonly label: string
      readonly look: ButtonLook
      readonly isDisabled: boolean
    }
  | { readonly kind: 'link-button'; readonly url: string; readonly label: string; readonly isDisabled: boolean }
  | ShownSelect
  | { readonly kind: 'text'; readonly text: RichText }
  | { readonly kind: 'section'; readonly parts: readonly ShownPart[]; readonly accessory?: ShownPart | undefined }
  | { readonly kind: 'media'; readonly url: string; readonly description: string; readonly isSpoiler: boolean }
  | { readonly kind: 'gallery'; readonly parts: readonly ShownPart[] }
  | { readonly kind: 'separator'; readonly hasLine: boolean; readonly isLarge: boolean }
  | { readonly kind: 'file'; readonly file: ShownFile }
  | {
      readonly kind: 'container'
      readonly accent?: string | undefined
      readonly isSpoiler: boolean
      readonly parts: readonly ShownPart[]
    }

/** What a message replies to; without an excerpt where that is gone, or not for this reader's eyes. */
export interface ShownReference {
  readonly id: string
  readonly author?: ShownAuthor | undefined
  readonly excerpt?: string | undefined
}

/** What a message holds. */
export interface ShownContent {
  readonly text: RichText
  /** Nothing but a few emoji, which are drawn large. */
  readonly isJumbo: boolean
  readonly embeds: readonly ShownEmbed[]
  readonly files: readonly ShownFile[]
  readonly parts: readonly ShownPart[]
}

export interface ShownMessage extends ShownContent {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly author: ShownAuthor
  readonly isEdited: boolean
  /** Promised, and not there yet. */
  readonly isThinking: boolean
  /** Only the reader sees it. */
  readonly isEphemeral: boolean
  readonly mentionsReader: boolean
  readonly isOwn: boolean
  readonly reply?: ShownReference | undefined
  /** Who used which command, where this is its answer. */
  readonly usedBy?: { readonly by: ShownAuthor; readonly name: string } | undefined
}

export interface OfferedOption {
  readonly name: string
  readonly description: string
  readonly type: 'boolean' | 'channel' | 'file' | 'number' | 'person' | 'role' | 'text'
  readonly isRequired: boolean
  /** Whether the bot offers what fits while it is being typed. */
  readonly completes: boolean
  readonly choices: readonly Choice[]
}

export interface Choice {
  readonly name: string
  readonly value: string | number
}

/** A slash command as it is offered, each subcommand by itself: `memory show`. */
export interface OfferedCommand {
  /** As the server takes it. */
  readonly name: string
  /** As the reader's Discord calls it. */
  readonly title: string
  readonly description: string
  readonly options: readonly OfferedOption[]
}
