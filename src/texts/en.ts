import { enPanels } from './en-panels.ts'

/** Every sentence that Keepsake itself (not the model) says to a person, in English. The other languages have the same keys. */
export const en = {
  /** Said in the place of an answer, or under it. */
  answers: {
    modelOverloaded: 'My model is overloaded just now. Please try again in a minute.',
    modelUnreachable: 'I could not reach my model just now. Please try again in a minute.',
    modelTooSlow: 'My model took too long to answer. Please try again in a minute.',
    modelKeyRefused: "My model's provider refuses my key. Please tell the bot's owner.",
    modelQuotaSpent: "My model's quota is used up. Please tell the bot's owner.",
    modelRequestRefused: "My model's provider did not accept the request. Please tell the bot's owner.",
    modelFiltered: "My model's provider refused this by its content filter. Please put it another way.",
    modelEmpty: 'My model gave no answer. Please try again, or put it another way.',
    messageTooLong: 'That is more than I can read at once. Please send a shorter message.',
    cutOff: '-# The answer was cut off here. Please ask me to go on.',
    lengthReached: '-# I stopped here: this is as long as I may answer. Ask me to go on.',
    stopped: '-# Stopped.',
    restNotShown: '-# There is more, but I may not attach files here. Ask me for the rest.',
    memoryAway: '-# I can’t remember anything just now, so this answers your message alone.',
    unreadable: 'I can read only what mentions me here. Please mention me, or leave the mention on when you reply.',
    rateLimited: 'You are quick! I answer the next message in a minute; until then I stay quiet.',
    dailyLimitUser: 'That was all I may answer you today. I am glad to talk on tomorrow (midnight UTC).',
    dailyLimitServer: 'This server has used all its answers for today. I am back tomorrow (midnight UTC).',
    dailyLimitBot: 'I have used all my answers for today. I am back tomorrow (midnight UTC).',
    failed: 'That went wrong on my side. Please try again in a minute.',
    paused: '-# Memory is paused: I keep nothing of this. `/privacy` switches it on again.',
    incognito: '-# Incognito: I keep nothing of this conversation. `/privacy` ends that.',
    serverOff: '-# I keep nothing of what is said in this server.',
    firstTime:
      '-# I remember what you tell me. What I keep, where it goes, and how to switch it off or delete it: `/privacy`',
    stop: 'Stop',
  },
  /** What Discord shows of each command before it is used; 100 characters at most. */
  descriptions: {
    listen: 'Answer every message in this channel, or only mentions and replies',
    listenState: 'on: answer every message here; off: only mentions and replies',
    know: 'See all that I know about you, and put it right',
    knowAbout: 'A few words, to see only what is about them',
    remember: 'Tell me something to remember, just as you put it',
    rememberWhat: 'What to remember, in your own words',
    rememberWhere: 'here: where it can be heard now; everywhere: wherever we talk',
    privacy: 'What I keep of you and where it goes: pause it, change it, take it along, delete it',
    serverMemory: 'Whether I keep anything of what is said in this server',
    serverMemoryState: 'on: what members tell me is remembered for them; off: nothing said here is kept',
    forget: 'Let me forget something: I show exactly what goes before it does',
    forgetWhat: 'What it is about: choose, or write a few words and I look for it',
    why: 'See what went into my last answer to you here, and where that comes from',
    export: 'Get everything that I know of you as a file',
    import: 'Bring back what you took along with /export',
    importFile: 'The file that /export gave you, of 10 MB at most',
  },
  /** Said by any command, button or form. */
  commands: {
    stopNotYours: 'Only the person who asked can stop this answer.',
    notYours: 'This is not yours. Use the command yourself to see what is yours.',
    memoryAway: 'I can’t reach my memory just now. Please try again in a minute.',
    unknown: 'I don’t know that command any more. Discord will show you the present ones in a while.',
    outdated: 'That is no longer possible here: something has changed since. Please use the command again.',
    failed: 'That went wrong on my side. Please try again in a minute.',
  },
  listen: {
    on: 'I now answer every message in this channel. `/listen off` ends it.',
    off: 'I now answer here only when I am mentioned or replied to.',
    needsIntent:
      'I can’t read messages here that don’t mention me: the bot’s owner has to switch on “Message Content Intent” in Discord’s developer portal first. Until then I answer mentions and replies.',
    needsPermission: 'Only members who may manage this channel can change that.',
    serversOnly: 'That works in a server’s channels only; here I answer everything anyway.',
  },
  again: {
    nothing: 'I can only answer anew what I answered you last in this channel.',
    done: 'Answered again.',
    failed: 'That did not work. Please try again in a minute.',
  },
  /** Who may hear something: said beside it. */
  scopes: {
    dm: 'only in our DM',
    everywhere: 'everywhere',
    thisServer: 'in this server',
    server: (name: string) => `in ${name}`,
    aServer: 'in another server',
    channel: (mention: string) => `in ${mention}`,
  },
  ...enPanels,
  remember: {
    kept: 'I will remember that:',
    known: 'I knew that already:',
    undo: 'Undo',
    edit: 'Edit',
    forget: 'Forget',
    undone: 'Taken back: I don’t remember that any more.',
    goneBefore: 'That was gone already.',
    empty: 'There are no words in that which I could remember.',
    tooLong: 'That is too long to be remembered in one piece: 1,000 characters at most. Please put it more briefly.',
    secret:
      'I don’t keep keys, passwords, card numbers or the like, not even when asked to. A password manager is made for them.',
    moved: 'That did not work: something has changed meanwhile. Please try again.',
    messageGone:
      'I can’t keep that message: it was said or forgotten while nothing was to be kept. Tell me again with `/remember`.',
    ownOnly: 'I remember only what people tell me about themselves: choose a message of your own.',
    paused: 'Your memory is paused, so I keep nothing. `/privacy` switches it on again.',
    incognito: 'This conversation is incognito, so I keep nothing of it. `/privacy` ends that.',
    serverOff: 'In this server nothing is kept: its admins have switched that off. Tell me in a DM instead.',
    unknownPlace:
      'I keep nothing of what is said here, as I can’t see who reads along. Use `/remember` with `where: everywhere`, or tell me in a DM.',
  },
  privacy: {
    title: '## Your privacy',
    timeZone: (zone: string, now: string) => `**Time zone**: ${zone}, where it is ${now} now.`,
    defaultTimeZone: (zone: string, now: string) =>
      `**Time zone**: you set none, so days are told in ${zone}, where it is ${now} now.`,
    chooseTimeZone: 'Choose a time zone',
    otherTimeZone: 'Another one …',
    timeZoneForm: 'Your time zone',
    timeZoneField: 'City, time zone or offset; empty: default',
    timeZoneExample: 'Berlin, America/New_York or UTC+9',
    unknownTimeZone:
      'I don’t know that time zone. Try the largest city of your zone (Berlin), its name (Europe/Berlin), or an offset (UTC+2).',
    memoryOn:
      '**Memory**: on. I remember what you tell me, and tell it only where those who read along were able to read it when you said it.',
    memoryPaused: '**Memory**: paused. I answer, and keep and learn nothing. What I knew before stays.',
    pause: 'Pause memory',
    resume: 'Switch memory on',
    incognitoOff: '**This conversation**: not incognito.',
    incognitoOn: (until: string) =>
      `**This conversation**: incognito. I answer, and keep nothing of it, until you switch it off or one hour after your last message (now: ${until}).`,
    incognitoStart: 'Go incognito here',
    incognitoEnd: 'End incognito',
    unknownPlace: '**This conversation**: I can’t see who reads along here, so nothing of it is kept anyway.',
    serverOff: '**This server**: its admins have switched memory off. Nothing that is said here is kept.',
    retention: (days: number, facts: number, entities: number) =>
      `**How long**: what we said to each other goes ${days === 1 ? 'one day' : `${days} days`} after we last talked in a place. What I learned stays until you forget it; of more than ${facts} facts, or ${entities} people and things, the least useful go.`,
    provider: (chat: string, embeddings: string, minutes: number) =>
      `**What leaves this bot**: to answer you, I send to ${chat} your message with its attachments, what was said around it, a summary of what came before, and what I know of you that may be told there. About ${minutes === 1 ? 'one minute' : `${minutes} minutes`} after your last message, or after many of them, what you said goes there once more to be learned from. Single sentences go to ${embeddings} so that I can find them by meaning.`,
    export: 'Export',
    forgetEverything: 'Delete everything',
  },
  serverMemory: {
    on: 'From now on what members tell me in this server is remembered for them.',
    off: 'From now on nothing that is said in this server is kept. What members told me here before stays with each of them: only they can see it and have it forgotten, with `/forget`.',
    needsPermission: 'Only members who may manage this server can change that.',
    serversOnly: 'That works in servers only. For yourself, `/privacy` pauses your memory.',
  },
} as const
