/** What stands in the panels about what is known, forgotten, explained and taken along, in English. */
export const enPanels = {
  know: {
    title: 'What I know about you',
    nothing:
      'I don’t know anything about you yet. Tell me something, “I have a cat called Miso” for example, and I learn it by and by; or use `/remember`, and I keep it at once.',
    nothingAbout: (about: string) =>
      `I find nothing about “${about}” in what I know of you. Try other words, or leave them out to see everything.`,
    found: 'What I found, the closest first',
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
    page: (page: number, of: number) => `Page ${page} of ${of}`,
    previous: 'Previous',
    next: 'Next',
    home: 'Overview',
    edit: 'Edit',
    forget: 'Forget',
    source: 'Where from',
    showEverywhere: 'Show everywhere',
    keepHere: 'Keep here',
    you: 'You',
    your: (relation: string) => `your ${relation}`,
    also: (names: string) => `also: ${names}`,
    formTitle: 'Put it right',
    formLabel: 'What is true',
    formLabelEntity: 'What is true of them',
    /** What came of a change. */
    changed: {
      corrected: 'Corrected: this holds from now on.',
      asBefore: 'That is what I knew already.',
      nowEverywhere: 'From now on I may tell it wherever we talk.',
      nowHere: 'From now on I tell it only here, and in our DM.',
      empty: 'Nothing was changed: there were no words. *Forget* takes something away.',
      tooLong: 'Nothing was changed: I keep 1,000 characters at most.',
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
      secret: 'a key, password or number that I don’t keep',
      later: 'said in the future',
      noRoom: 'more than I keep of one person',
      twice: 'twice in the file',
    },
    brokenAt: (places: string) => `The first places that are not as they should be: ${places}`,
    cutOff:
      'Then something was forgotten or changed at the same time, and I left the rest out. Please use `/import` again if you still want it.',
  },
} as const
