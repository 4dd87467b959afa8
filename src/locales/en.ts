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
    modelBusy: 'My model has too much to do and asks me to wait. Please try again in a few minutes.',
    modelSpentToday: "My model's quota for today is used up. Please try again tomorrow.",
    modelMissing: "My model is not there any more, or goes by another name. Please tell the bot's owner.",
    readersChanged:
      '-# Somebody else can read this channel since I began to answer, so I took my answer back. Ask me again.',
    pictureNotSeen: '-# My model did not take every picture here: I answer without what I could not see.',
    modelFiltered: "My model's provider refused this by its content filter. Please put it another way.",
    modelEmpty: 'My model gave no answer. Please try again, or put it another way.',
    modelSpentOnThoughts:
      "My model used up all the room for its answer on thinking. Please ask for less at once, or tell the bot's owner.",
    messageTooLong: 'That is more than I can read at once. Please send a shorter message.',
    cutOff: '-# The answer was cut off here. Please ask me to go on.',
    lengthReached: '-# I stopped here: this is as long as I may answer. Ask me to go on.',
    stopped: '-# Stopped.',
    remembered: '-# What you asked me to remember, I have kept.',
    forgetOffered: '-# Nothing is forgotten yet: choose below what to forget.',
    notForgotten: '-# Nothing is forgotten. `/forget` does that.',
    rememberOffered: '-# Nothing is kept at your word yet: press the button, and I keep your message as you put it.',
    restNotShown: '-# There is more, but I may not attach files here. Ask me for the rest.',
    memoryAway: '-# I can’t remember anything just now, so this answers your message alone.',
    missed: '-# I was away when you wrote this. Ask again if you still want an answer.',
    unreadable: 'I can read only what mentions me here. Please mention me, or leave the mention on when you reply.',
    rateLimited: 'You are quick! I answer the next message in a minute; until then I stay quiet.',
    dailyLimitUser: 'That was all I may answer you today. I am glad to talk on tomorrow (midnight UTC).',
    dailyLimitServer: 'This server has used all its answers for today. I am back tomorrow (midnight UTC).',
    dailyLimitBot: 'I have used all my answers for today. I am back tomorrow (midnight UTC).',
    failed: 'That went wrong on my side. Please try again in a minute.',
    paused: '-# Memory is paused: I keep nothing of this. `/privacy` switches it on again.',
    incognito: '-# Incognito: I keep nothing of this conversation. `/privacy` ends that.',
    forgotten: '-# You said this before you had me forget everything, so I keep nothing of it.',
    serverOff: '-# I keep nothing of what is said in this server.',
    firstTime:
      '-# I remember what you tell me. What I keep, where it goes, and how to switch it off or delete it: `/privacy`',
    stop: 'Stop',
  },
  /** What Discord shows of each command before it is used; 100 characters at most. */
  descriptions: {
    listen: 'Answer every message in this channel, what is worth it, or only mentions and replies',
    listenState: 'on: every message; worthwhile: when I have something to say; off: only mentions and replies',
    know: 'See all that I know about you, and put it right',
    knowAbout: 'A few words, to see only what is about them',
    remember: 'Tell me something to remember, just as you put it',
    rememberWhat: 'What to remember, in your own words',
    rememberWhere: 'here: where it can be heard now; everywhere: wherever we talk',
    privacy: 'What I keep of you and where it goes: pause it, change it, take it along, delete it',
    help: 'What I can do, in one screen',
    new: 'Begin our conversation here anew; what I know of you stays',
    settings: 'How I am in this server and in each channel: character, languages, listening, memory',
    serverMemory: 'Whether I keep anything of what is said in this server',
    serverMemoryState: 'on: what members tell me is remembered for them; off: nothing said here is kept',
    diagnose: 'Owners only: why I answer here or not, and what failed lately',
    diagnosePerson: 'For whom',
    usage: 'Owners only: what my models cost, by day, purpose, server and model',
    usageDays: 'How many days back, up to 90',
    access: 'Owners only: who may use me, and where',
    accessRule: 'allow, deny, or reset to what the settings say; without one you see all rules',
    accessUser: 'Whom the rule is about',
    accessRole: 'Which role the rule is about',
    accessChannel: 'Which channel or category, with its threads',
    accessServer: 'Which server: choose one I am in, or give an id',
    accessDirect: 'All direct messages with me',
    model: 'Owners only: which of my models answers, and what each is',
    modelName: 'Which one answers from now on; reset: the one of the settings',
    modelWhere: 'here: this channel; server: this server; everywhere: where nothing else is chosen',
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
    tooFast: 'That is faster than I can follow. Please go on in a minute.',
    unknown: 'I don’t know that command any more. Discord will show you the present ones in a while.',
    outdated: 'That is no longer possible here: something has changed since. Please use the command again.',
    failed: 'That went wrong on my side. Please try again in a minute.',
  },
  listen: {
    on: 'I now answer every message in this channel. `/listen off` ends it.',
    worthwhile:
      'I now read along in this channel and speak when I have something to say; what is said to me I answer always. `/listen off` ends it.',
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
    channels: (mention: string) => `in ${mention} and other channels the same members can read`,
  },
  know: {
    title: 'What I know about you',
    nothing:
      'I don’t know anything about you yet. Tell me something, “I have a cat called Miso” for example, and I learn it by and by; or use `/remember`, and I keep it at once.',
    nothingAbout: (about: string) =>
      `I find nothing about “${about}” in what I know of you. Try other words, or leave them out to see everything.`,
    found: 'What I found, the closest first',
    nothingSurelyAbout: (about: string) =>
      `Nothing that I know is surely about “${about}”. It may be there in other words: *Look further* shows what comes nearest.`,
    further: 'What may be about it, the nearest first',
    lookFurther: (n: number) => `Look further (${n})`,
    foundTooOld: 'I looked that up too long ago. Please use `/whatdoyouknow` again.',
    sections: {
      personal: 'About you',
      preference: 'Likes and dislikes',
      relationship: 'Family, friends and others',
      event: 'What happened',
      plan: 'Plans',
      decision: 'Decisions',
      promise: 'Promises',
      topic: 'Interests and topics',
      things: 'People and things',
      summary: 'This conversation in short',
      rejected: 'Not kept in the last week',
    },
    counted: (name: string, count: number) => `${name} (${count})`,
    facts: (n: number) => (n === 1 ? 'One fact:' : `${n} facts:`),
    things: (n: number) => (n === 1 ? 'Somebody or something you told of:' : `${n} people and things you told of:`),
    summary: 'This conversation in short:',
    waiting: (n: number) =>
      n === 1 ? 'One message of yours is still to be learned.' : `${n} messages of yours are still to be learned.`,
    learnFailed: 'It could not be learned just now; I try again by myself.',
    evicted: (n: number) =>
      n === 1 ? 'One fact had to make room for newer ones.' : `${n} facts had to make room for newer ones.`,
    paused: 'Memory is paused: nothing new is kept. `/privacy` switches it on again.',
    incognito: (until: string) =>
      `This conversation is incognito: nothing of it is kept. That ends ${until} if you say nothing more, or with \`/privacy\`.`,
    choose: 'Show me…',
    choosePerson: 'Show me what I told of…',
    chooseTopic: 'Show me by topic…',
    jump: 'Go to page…',
    several: 'Choose several',
    pick: 'Choose several of these…',
    chooseNone: 'Choose none',
    forgetChosen: 'Forget…',
    open: 'Open',
    leave: 'Leave it',
    leftAsItWas: 'Nothing was changed.',
    listFile: 'facts.txt',
    more: (part: number, of: number) => `More… (${part} of ${of})`,
    chosen: (n: number) => (n === 1 ? 'One chosen' : `${n} chosen`),
    chooseAll: (n: number) => `Choose all ${n}`,
    /** Before several are told elsewhere than before, and afterwards. */
    movePreview: {
      everywhere: (n: number) =>
        n === 1
          ? '### From then on I may tell this wherever we talk'
          : `### From then on I may tell these ${n} wherever we talk`,
      here: (n: number) =>
        n === 1
          ? '### From then on I tell this only here, and in our DM'
          : `### From then on I tell these ${n} only here, and in our DM`,
    },
    moved: {
      everywhere: (n: number) =>
        n === 1
          ? 'One of them I may tell wherever we talk from now on.'
          : `${n} of them I may tell wherever we talk from now on.`,
      here: (n: number) =>
        n === 1
          ? 'One of them I tell only here and in our DM from now on.'
          : `${n} of them I tell only here and in our DM from now on.`,
    },
    movedGone: (n: number) => (n === 1 ? 'One was gone already.' : `${n} were gone already.`),
    movedLeft: (n: number) =>
      n === 1
        ? 'One is as it was, as something else changed just then.'
        : `${n} are as they were, as something else changed just then.`,
    moveAgain: 'Move the rest',
    page: (page: number, of: number) => `Page ${page} of ${of}`,
    previous: 'Previous',
    next: 'Next',
    home: 'Overview',
    edit: 'Edit',
    forget: 'Forget',
    source: 'Where from',
    keepIt: 'Keep it',
    /** Why it was not kept. */
    rejected: {
      secret: 'Something here looked like a key, a password, or a card or account number: I keep none of these.',
      instruction: 'It sounded like a rule for me. Such rules I don’t learn from what is said.',
      sensitive:
        'It seems to be a sensitive matter, such as health, faith, politics or money: that I keep only if you want me to.',
      denied: 'When I looked again, what I had made of it did not seem to be what you said.',
      name: 'What I made of it named somebody or something that you did not name.',
      number: 'What I made of it told a number that you did not say.',
      botWords: 'What I made of it was more in my words than in yours.',
      tooMany: 'You told more at once than I can learn at once.',
    },
    rejectedGone:
      'That is no longer there to be kept: its message is gone from my log, was edited, or is older than a week.',
    showEverywhere: 'Show everywhere',
    keepHere: 'Keep here',
    /** Beside a fact: whether it holds, and whether that is sure. */
    standing: {
      planned: 'planned',
      past: 'in the past',
      unsure: 'not sure that you said so',
      doubted: 'perhaps no longer true',
    },
    you: 'You',
    your: (relation: string) => `your ${relation}`,
    also: (names: string) => `also: ${names}`,
    /** Which property of somebody or something it is; others are shown as the model named them. */
    facets: {
      name: 'name',
      age: 'age',
      birthday: 'birthday',
      pronouns: 'pronouns',
      home: 'home',
      employer: 'employer',
      job: 'job',
      'relationship status': 'relationship status',
      'time zone': 'time zone',
      hometown: 'hometown',
      nationality: 'nationality',
      language: 'language',
      education: 'education',
      school: 'school',
      studies: 'studies',
      hobby: 'hobby',
      diet: 'diet',
      allergy: 'allergy',
      pet: 'pet',
      breed: 'breed',
      car: 'car',
      height: 'height',
      weight: 'weight',
      size: 'size',
      role: 'role',
      team: 'team',
      address: 'address',
      origin: 'origin',
      instrument: 'instrument',
      sport: 'sport',
      'favourite colour': 'favourite colour',
      'favourite food': 'favourite food',
      'favourite drink': 'favourite drink',
      'favourite band': 'favourite band',
      'favourite music': 'favourite music',
      'favourite book': 'favourite book',
      'favourite film': 'favourite film',
      'favourite game': 'favourite game',
      'favourite song': 'favourite song',
      'favourite animal': 'favourite animal',
      'favourite season': 'favourite season',
      'favourite city': 'favourite city',
      'favourite sport': 'favourite sport',
      'favourite team': 'favourite team',
    },
    favourite: (what: string) => `favourite ${what}`,
    /** What an entity is. */
    types: {
      person: 'person',
      pet: 'pet',
      place: 'place',
      organisation: 'organisation',
      project: 'project',
      thing: 'thing',
    },
    formTitle: 'Put it right',
    formLabel: 'What is true',
    formLabelEntity: 'What is true of them',
    formHeard: 'Others are told this as well: whoever reads where you told it.',
    /** What came of a change. */
    changed: {
      corrected: 'Corrected: this holds from now on.',
      asBefore: 'That is what I knew already.',
      nowEverywhere: 'From now on I may tell it wherever we talk.',
      nowHere: 'From now on I tell it only here, and in our DM.',
      empty: 'Nothing was changed: there were no words. *Forget* takes something away.',
      tooLong: 'Nothing was changed: I keep 1,000 characters at most.',
      instruction: 'Nothing was changed: this reads like a rule for me, and I keep none.',
      secret: 'Nothing was changed: I don’t keep keys, passwords, or card and account numbers.',
      incognitoSoNothing: 'Nothing was changed: this conversation is incognito. `/privacy` ends that.',
      pausedSoNothing: 'Nothing was changed: your memory is paused. `/privacy` switches it on again.',
      serverOffSoNothing: 'Nothing was changed: nothing that is said in this server is kept. Try it in our DM.',
      moved: 'Nothing was changed, as something else changed just then. Please try again.',
      gone: 'That is no longer in what I know of you.',
      noPlaceHere:
        'I can’t keep it to this place, as I don’t know who reads along here. Use `/whatdoyouknow` in our DM, or in a server that I am in.',
    },
    youSaid: (date: string) => `You said this ${date}:`,
    byCommand: (date: string) => `You told me by a command or a form ${date}:`,
    saidAgain: (date: string) => `Said again, last on ${date}.`,
    noWords: 'I no longer have the words that it came from.',
    whereItStands: 'Where it stands:',
    noSource: 'I no longer know where that came from.',
  },
  forget: {
    // What is offered while somebody types.
    everything: 'Everything',
    lastHour: 'The last hour',
    thisChannel: 'This channel',
    thisConversation: 'This conversation',
    conversationIn: (name: string) => `What was said in ${name}`,
    ourDm: 'our direct messages',
    // The panel without a wish.
    title: '### What shall I forget?',
    howToName:
      'Choose here, or use `/forget` again and type after `what` what it is about: I offer what I know, and look for anything else. You see exactly what goes before anything happens.',
    // The list to choose from.
    chooseTitle: (about: string) => `### “${about}”: which of this do you mean?`,
    chooseTitleBare: '### Which of this shall I forget?',
    nothingSurely:
      'I know nothing that is surely about it. It may be there in other words: *Look further* shows what comes nearest.',
    lookFurther: 'Look further',
    furtherTitle: '### Which of this is about it?',
    nothingFurther: 'There is nothing more to look through.',
    chooseHint: 'Choose what is to go, one or several; I then show exactly what that means.',
    choosePlaceholder: 'Choose what to forget',
    nothingAbout: (about: string) =>
      `I find nothing about “${about}” in what I know of you. Try other words, or look through everything with \`/whatdoyouknow\`.`,
    // The preview.
    previewTitle: '### If you confirm, this goes',
    addedMeanwhile: 'Something was added since I showed you this. It is in the list now; please look again.',
    facts: (n: number) => (n === 1 ? 'One fact:' : `${n} facts:`),
    entities: (n: number) => (n === 1 ? 'One person or thing, altogether:' : `${n} people and things, altogether:`),
    details: (n: number) =>
      n === 1 ? 'One detail of somebody or something:' : `${n} details of somebody or something:`,
    older: 'older',
    olderGoesToo: 'An older version that was corrected goes too, so that it can’t hold again.',
    of: (name: string) => `${name}:`,
    you: 'You',
    calledToo: (name: string) => `also called ${name}`,
    turns: (n: number) =>
      n === 1 ? 'One message of our talk that I remember' : `${n} messages of our talk that I remember, yours and mine`,
    segments: (n: number) => (n === 1 ? 'One summary that tells of it' : `${n} summaries that tell of it`),
    more: (n: number) =>
      n === 0
        ? 'Something is shortened here. All of it stands in the file below.'
        : `… and ${n} more. All of it stands in the file below.`,
    listFile: 'forget.txt',
    perhaps: (n: number) =>
      n === 1
        ? 'Probably about them, too; it stays unless you choose it:'
        : `Probably about them, too; these ${n} stay unless you choose them:`,
    perhapsToo: 'Forget that, too',
    perhapsStay: (n: number) =>
      n === 1 ? 'One fact stays that may be about them, too.' : `${n} facts stay that may be about them, too.`,
    cannotUndo: 'This can’t be undone.',
    forgetThis: 'Forget this',
    keepIt: 'Keep it',
    keptIt: 'Nothing was forgotten.',
    nothingThere: 'There is nothing of that in what I know of you, or it is gone already.',
    // Afterwards.
    receiptTitle: '### Forgotten',
    goneFacts: (n: number) => (n === 1 ? 'one fact' : `${n} facts`),
    goneEntities: (n: number) => (n === 1 ? 'one person or thing' : `${n} people and things`),
    goneDetails: (n: number) => (n === 1 ? 'one detail' : `${n} details`),
    goneTurns: (n: number) => (n === 1 ? 'one remembered message' : `${n} remembered messages`),
    goneSegments: (n: number) => (n === 1 ? 'one summary' : `${n} summaries`),
    goneTraces: (n: number) =>
      n === 1 ? 'one note on what went into an answer' : `${n} notes on what went into answers`,
    goneConversations: (n: number) =>
      n === 1 ? 'the record of one conversation' : `the records of ${n} conversations`,
    goneBefore: 'Nothing of it was there any more.',
    lookedAgain: 'I looked again: nothing of it is left in my memory.',
    stillThere: (n: number) =>
      n === 1 ? 'I looked again: one thing is still there.' : `I looked again: ${n} things are still there.`,
    tryAgain: 'Forget the rest',
    discordShows:
      'Discord itself still shows the messages. To delete one there, hold it (or right-click it) and choose “Delete Message”.',
    someMessages: 'It came from these:',
    moreMessages: (n: number) => (n === 1 ? 'and from one other' : `and from ${n} others`),
    answersMayTell:
      'Answers of mine to somebody else, or in other words or another language, may still tell of it there.',
    backups:
      '-# Backups of my memory, if the bot’s owner makes any, hold it until they age out. The owner can tell how long that takes.',
    doneAlready: 'That was done already.',
    expired: 'That was shown too long ago. Please use `/forget` again.',
    // Everything.
    everythingTitle: '### Forget everything?',
    everythingGoes:
      'All that I know of you goes: in this place and in all others, what I learned, what we talked of, and your settings.',
    everythingCounts: 'Of you I keep now:',
    keepsNothing: 'I keep nothing of you just now.',
    exportFirst: 'If you want to have it yourself first: `/export`.',
    everythingButton: 'Forget everything…',
    phrase: 'forget everything',
    formTitle: 'Forget everything?',
    formLabel: 'Type the words below to confirm',
    formDescription: (phrase: string) => `Type “${phrase}”. This can’t be undone.`,
    wrongPhrase: (phrase: string) =>
      `Nothing was forgotten: those were not the words. Type “${phrase}” if you want me to forget everything.`,
    everythingReceipt: '### I have forgotten everything about you',
    startsAfresh:
      'What you say from now on I remember afresh. Your settings are as at the beginning: time zone, language, paused memory and incognito conversations are forgotten as well.',
    // “Forget this message”.
    messageNotYours: 'Only its author can let me forget a message, or the person whom it answers.',
    messageNotKept: 'I keep nothing of that message.',
    messageGone: 'I have forgotten this message and what I learned from it.',
    messageFacts: (n: number) => (n === 1 ? 'With it went one fact.' : `With it went ${n} facts.`),
    messageStays:
      'Discord still shows it: to delete it there, hold it (or right-click it) and choose “Delete Message”.',
    answerStays: 'Discord still shows it.',
    repliesStay: 'My replies stay there, too: I no longer know which of them were for you.',
    answersGoAlong: 'If you delete a message of yours there, my answer to it goes too.',
  },
  why: {
    title: 'Why I said that',
    answer: (link: string) => `About this answer: ${link}`,
    wentIn: 'From my memory of you went into it:',
    facts: (n: number) => (n === 1 ? 'one fact' : `${n} facts`),
    segments: (n: number) => (n === 1 ? 'one summary' : `${n} summaries`),
    turns: (n: number) => (n === 1 ? 'one message from before' : `${n} messages from before`),
    lookups: (n: number) => (n === 1 ? 'I looked further once' : `I looked further ${n} times`),
    nothing: 'Nothing that I still have of my memory went into it.',
    alsoYourMessage: 'Beside that I had your message, what was said around it, and what my model knows of the world.',
    goneFacts: (n: number) =>
      n === 1 ? 'One fact has been forgotten since.' : `${n} facts have been forgotten since.`,
    goneSegments: (n: number) =>
      n === 1
        ? 'One summary has been rewritten or forgotten since.'
        : `${n} summaries have been rewritten or forgotten since.`,
    goneTurns: (n: number) =>
      n === 1 ? 'One message is no longer kept word for word.' : `${n} messages are no longer kept word for word.`,
    past: 'out of date',
    byCommand: 'told by a command or a form',
    edited: 'edited since',
    summary: (from: string, to: string) => `What was said from ${from} to ${to}, in short:`,
    youSaid: (date: string) => `You said, ${date}:`,
    iSaid: (date: string) => `I said, ${date}:`,
    notAnswered:
      'I keep no answer to you here: I gave none, or it was forgotten, is too old, or was given while memory was paused or off.',
    notKept:
      'I can’t tell how that came about: it is no answer, it was given without memory (paused, incognito or out of reach), or it is too old or forgotten.',
    notMine: 'Use that on one of my answers to you.',
    notYours: 'Only the person whom I answered can see what went into that.',
  },
  /** `/export` and `/import`. */
  files: {
    here: 'This is everything that I keep of you: what I know, what we said, summaries and settings. Whoever has the file can read it. `/import` brings it back, also after you had me forget everything.',
    sent: 'I have sent it to you in a direct message.',
    noDm: 'I can’t send you a direct message: you take none from here, or have blocked me. Use `/export` in our direct messages; in a server you can also allow them in its privacy settings.',
    tooLarge: (megabytes: number) =>
      `The file would have ${megabytes} MB, which is more than I can send, and take back. The bot’s owner can take it out of my memory for you; or let me forget what you don’t need, with \`/forget\`, and try again.`,
    cannotRead: {
      tooLarge: 'I read files of 10 MB at most, and nothing that `/export` gives is larger. Nothing was changed.',
      tooMuch: 'That unpacks to more than I can take at once. Nothing was changed.',
      notLoaded: 'I could not load that file from Discord. Nothing was changed; please try again.',
      garbage:
        'That is no file that I can read: I need the one that `/export` gave you, as it was. Nothing was changed.',
      otherFormat: 'That is another kind of file: I need the one that `/export` gave you. Nothing was changed.',
      otherVersion: 'That file was made by another version of me, which I can’t read. Nothing was changed.',
      otherUser: 'That is the memory of somebody else. I only bring back to you what was yours. Nothing was changed.',
      broken: (at: string, code: string) =>
        `That file is not whole: \`${at}\` is not as it should be (${code}). Nothing was changed.`,
    },
    back: '### Your memory is back',
    allHere: '### Nothing was changed',
    allHereAlready: 'All of it was here already.',
    nothingIn: 'There is nothing in that file that I could bring back.',
    kinds: {
      facts: (n: number) => (n === 1 ? 'one fact' : `${n} facts`),
      statements: (n: number) => (n === 1 ? 'one detail of people and things' : `${n} details of people and things`),
      conversations: (n: number) => (n === 1 ? 'one conversation' : `${n} conversations`),
      turns: (n: number) => (n === 1 ? 'one message' : `${n} messages`),
      segments: (n: number) => (n === 1 ? 'one summary' : `${n} summaries`),
      settings: (n: number) => (n === 1 ? 'one setting' : `${n} settings`),
    },
    wasHere: 'Here already, and left as it is:',
    refused: 'Not taken:',
    why: {
      broken: 'not as it should be',
      instruction: 'a rule for me',
      secret: 'a key, password or number that I don’t keep',
      later: 'said in the future',
      noRoom: 'more than I keep of one person',
      twice: 'twice in the file',
    },
    brokenAt: (places: string) => `The first places that are not as they should be: ${places}`,
    cutOff:
      'Then something was forgotten or changed at the same time, and I left the rest out. Please use `/import` again if you still want it.',
  },
  remember: {
    keptUnderAnswer: (words: string) => `-# I keep this: ${words}`,
    kept: 'I will remember that:',
    known: 'I knew that already:',
    replaceOrKeep:
      'That may not go with this, which I knew before. Does the new one take its place? Until you choose, I keep both.',
    tookPlace: 'It takes the place of this, which is past now:',
    stillCounts: 'Where the new one may not be told, the old one still counts.',
    replace: 'Replace',
    keepBoth: 'Keep both',
    undo: 'Undo',
    edit: 'Edit',
    forget: 'Forget',
    undone: 'Taken back: I don’t remember that any more.',
    goneBefore: 'That was gone already.',
    empty: 'There are no words in that which I could remember.',
    tooLong: 'That is too long to be remembered in one piece: 1,000 characters at most. Please put it more briefly.',
    instruction: 'That reads like a rule for me, not like something of your life: I keep no rules in memory.',
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
    version: (version: string) => `-# This bot is Keepsake ${version}.`,
  },
  /** To owners, of how the bot is. */
  diagnose: {
    ownersOnly: "That is for the bot's owners only.",
    channel: (mention: string) => `In ${mention}`,
    mayAnswer: 'I have every permission here that I make use of.',
    lacks: (permissions: string) => `I lack permissions here: ${permissions}.`,
    listening: {
      everything: 'I answer every message here (`/listen`).',
      worthwhile:
        'I read along here and speak when I have something to say; mentions, replies and my name I answer always (`/listen`).',
      mentions: 'I answer mentions of me and replies to me here.',
    },
    seesContent: 'I see what is said here.',
    noContent: 'I see only what mentions me: the message-content intent is off.',
    person: (mention: string) => `For ${mention}`,
    noLimit: 'No limit keeps me from answering.',
    noList: 'No list keeps me from answering.',
    denied: (source: string) => `A list keeps me from answering: ${source} denies it.`,
    unlisted: (source: string) => `A list keeps me from answering: ${source} does not name it.`,
    parts: 'My parts',
    lastAnswer: (when: string) => `My last answer: ${when}.`,
    noAnswerYet: 'No answer yet since I started.',
    unanswered: 'Not answered lately',
    none: 'Nothing since I started.',
  },
  /** To owners, of what is spent; `of` says how much of a cap. */
  usage: {
    title: (days: number) => (days === 1 ? 'What I cost today' : `What I cost in ${days} days`),
    today: (cost: string, tokens: string) => `**Today**, since midnight UTC: ${cost}; ${tokens}`,
    of: (amount: string, cap: string, percent: number) => `${amount} of ${cap} (${percent} %)`,
    total: (cost: string, tokens: string, requests: number) =>
      `**In all**: ${cost}; ${tokens} tokens in ${requests === 1 ? 'one request' : `${requests} requests`}`,
    tokens: (read: string, again: string, written: string) =>
      `Tokens: ${read} read (${again} of them read before, which costs less), ${written} written`,
    unpriced: (tokens: string, models: string) =>
      `The price of ${tokens} tokens is not known, so they are missing in these costs: ${models}. Tell me what they cost with \`MODEL_PRICES\`.`,
    nothing: 'Nothing was spent in that time.',
    byDay: 'By day (UTC)',
    byPurpose: 'By purpose',
    byServer: 'By server',
    byModel: 'By model',
    purposes: {
      chat: 'answers',
      study: 'learning',
      summary: 'summaries',
      review: 'second looks',
      embed: 'embeddings',
      probe: 'tests',
    },
    dm: 'direct messages',
    nobody: 'for nobody',
    more: (n: number) => (n === 1 ? 'and one more' : `and ${n} more`),
    capNear: (spent: string, setting: string) =>
      `Most of what I may spend today is spent: ${spent}. When all of it is, I answer nobody until midnight UTC. \`${setting}\` says how much it is, \`/usage\` in a server what it went to.`,
    capReached: (spent: string, setting: string) =>
      `What I may spend today is spent: ${spent}. I answer nobody and learn nothing until midnight UTC; people are told so. To change that, raise \`${setting}\` and start me again. \`/usage\` in a server tells what it went to.`,
    personReached: (cap: string, setting: string) =>
      `Somebody has spent all that one person may spend in a day (${cap}) and is not answered until midnight UTC. \`${setting}\` says how much that is. I tell you of the first one each day.`,
    serverReached: (cap: string, setting: string) =>
      `A server has spent all that one may spend in a day (${cap}) and is not answered until midnight UTC. \`${setting}\` says how much that is. I tell you of the first one each day.`,
  },
  /** Who may use the bot: to those who may not, and to owners. */
  access: {
    server: 'In this server I am not to be used: whoever runs me has chosen the servers I work in.',
    channel: 'I don’t answer in this channel: whoever runs me has chosen where I talk.',
    user: 'I can’t talk with you here: whoever runs me has chosen with whom I talk.',
    direct: 'I don’t answer direct messages: whoever runs me has switched that off.',
    stillYours:
      '-# Nothing of what you say to me here is kept. What I know of you stays yours: `/whatdoyouknow`, `/forget` and `/privacy` work all the same.',
    leaving:
      'Thank you for having me here. I have to go again: whoever runs me has chosen the servers I work in, and this one is not among them. What was said to me here I forget in 30 days.',
    title: '### Who may use me',
    kinds: { server: 'Servers', channel: 'Channels', role: 'Roles', user: 'People', direct: 'Direct messages' },
    onlyListed: 'only those with ✅',
    everybody: 'all but those with ❌',
    more: (n: number) => (n === 1 ? 'and one more' : `and ${n} more`),
    howItCounts:
      '❌ outweighs ✅. Of one and the same, what `/access` said outweighs the settings; `rule: reset` goes back to them. A thread counts as its channel, a channel also as its category. People are let in by their id or by a role; in direct messages nobody has roles.',
    chooseOne:
      'Choose a `rule`, and one of `user`, `role`, `channel`, `server` and `direct` for it. Without any I show all rules.',
    noServer: 'That is no server: choose one that I offer, or give its id.',
    changes: {
      allow: (what: string) => `Allowed: ${what}`,
      deny: (what: string) => `Denied: ${what}`,
      reset: (what: string) => `As in the settings: ${what}`,
    },
    list: {
      begins: 'With that a list begins: nobody else of that kind is let in any more who is not on it.',
      ends: 'That was the last on its list: from then on all others of that kind are let in again.',
    },
    wouldLeave: (n: number, names: string) =>
      n === 1 ? `I would leave one server: ${names}` : `I would leave ${n} servers: ${names}`,
    confirm: 'Do it',
    cancel: 'Leave it as it is',
    cancelled: 'Everything stays as it was.',
  },
  /** Which of several models answers: to owners. */
  model: {
    title: '### My models',
    onlyOne: (name: string) =>
      `I have one model alone: ${name}. If CHAT_MODEL names several, with commas between them, you choose here which one answers.`,
    isFirst: 'the first in the settings',
    takes: (tokens: number) => `takes ${tokens} tokens`,
    here: (name: string) => `Here answers ${name}.`,
    server: (name: string) => `In this server answers ${name}, where a channel has no other.`,
    everywhere: (name: string) => `Everywhere else answers ${name}.`,
    dropped: (name: string) => `${name} was chosen, and is in the settings no more: I took the choice back.`,
    howItCounts:
      'A channel’s choice counts before its server’s, and that before the one for everywhere. Where the chosen one can’t answer, the others do, in the order of the settings.',
    unknown: (name: string) => `I have no model “${name}”. Choose one that I offer.`,
    serversOnly: 'That is no server. Choose `here` or `everywhere`.',
    changed: 'From now on it is so:',
  },
  /** `/help`, and the greeting in a server that has just been joined. */
  help: {
    title: '### What I can do',
    talk: '**Talk with me**: write me a direct message, mention me, or reply to me. Edit a question, and I answer anew; delete it, and I forget it with all that came of it. Pictures and text files I read, too, if my model can.',
    talkDirect:
      '**Talk with me**: just write. Edit a question, and I answer anew; delete it, and I forget it with all that came of it. Pictures and text files I read, too, if my model can.',
    every: 'Here I answer every message, or what I have something to say to.',
    remember:
      '**I remember** what you tell me, for you alone: `/whatdoyouknow` shows it, to be put right; `/remember` keeps something at once; `/forget` takes away what you choose; `/why` tells what went into my last answer; `/new` begins a conversation anew.',
    yours: '**It is yours**: `/privacy` pauses it and tells where it goes; `/export` and `/import` take it along.',
    admins: '**You manage this server**: `/settings` says how I am in it and in each channel.',
    buttons: { know: 'What do you know about me?', privacy: 'Privacy', settings: 'Settings', show: 'What can you do?' },
    hello: (name: string) =>
      `Hello! I am ${name}. Mention me, reply to me, or write me a direct message, and I answer. I remember what people tell me, for each of them alone; everybody sees what I know of them, puts it right, and has it forgotten. Whoever manages this server says with \`/settings\` how I am here.`,
  },
  /** The receipt of `/new`. */
  beginAnew: {
    begun:
      'We begin anew here: what was said in this conversation before goes into no answer any more. What I know of you stays, and what you said last I still learn: `/whatdoyouknow` shows it, `/forget` takes it away.',
    inServer:
      'That is between the two of us: what others say in this channel I read as before, and nothing changes for others.',
    nothing: 'There is nothing to begin anew: I have kept nothing of a conversation with you here.',
  },
  /** To those who manage a server: how the bot is there. */
  settings: {
    titleServer: (name: string) => `### How I am in ${name}`,
    titleChannel: (mention: string) => `### How I am in ${mention}`,
    show: { server: 'The whole server', channel: 'This channel' },
    /** Where something is set. */
    origins: { channel: 'set for this channel', server: 'set for the server', default: 'as it is without a choice' },
    persona: 'Character',
    personaDefault: 'the one that whoever runs me gave me',
    writePersona: 'Write',
    resetPersona: 'Take this character back',
    personaForm: 'How I am to be here',
    personaField: 'My name, character, tone and topics',
    personaHint: 'Who I talk to can’t see this text, but may hear of it. It changes nothing of what I keep and tell.',
    personaExample: 'You are the librarian of our book club: dry, well read, and fond of tea.',
    refusals: {
      tooLong: (most: number) => `Nothing was changed: a character takes ${most} characters at most.`,
      secret: 'Nothing was changed: I don’t keep keys, passwords, or card and account numbers.',
      liftsRules:
        'Nothing was changed: this reads as if it set aside my rules, or what I owe those I talk to. Tell me how to be, not what to ignore.',
    },
    listening: 'What I answer',
    listeningModes: {
      everything: 'Every message',
      worthwhile: 'When I have something to say',
      mentions: 'Mentions and replies only',
    },
    answerLanguage: 'Language of my answers',
    textLanguage: 'Language of my panels and notices',
    languageDefaults: { answerLanguage: 'the one people write in', textLanguage: 'each person’s own' },
    asServer: 'As in the whole server',
    memory: 'Memory',
    memoryOn: 'I remember for people what they tell me here',
    memoryOff: 'I keep nothing of what is said in this server',
    switchMemoryOn: 'Switch on',
    switchMemoryOff: 'Switch off',
    model: 'Model',
    modelDefault: 'The usual one',
    byOwner: 'chosen by whoever runs me',
    howItCounts: 'What is set for a channel counts before its server; a thread is as its channel is.',
    serversOnly: 'That works in servers only. For yourself there is `/privacy`.',
  },
  serverMemory: {
    on: 'From now on what members tell me in this server is remembered for them.',
    off: 'From now on nothing that is said in this server is kept. What members told me here before stays with each of them: only they can see it and have it forgotten, with `/forget`.',
    needsPermission: 'Only members who may manage this server can change that.',
    serversOnly: 'That works in servers only. For yourself, `/privacy` pauses your memory.',
  },
} as const

type Translated<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [Key in keyof T]: Translated<T[Key]> }

/** All that Keepsake says, in one language: sentences, and functions that make one of what they are given. */
export type Texts = Translated<typeof en>

/** Names a sentence that is said in the place of an answer, or under it. */
export type AnswerTextKey = keyof Texts['answers']
