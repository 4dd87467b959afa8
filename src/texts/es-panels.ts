import type { Texts } from './texts.ts'

/** What stands in the panels about what is known, forgotten, explained and taken along, in Spanish. */
export const esPanels: Pick<Texts, 'know' | 'forget' | 'why' | 'files'> = {
  know: {
    title: 'Lo que sé de ti',
    nothing:
      'Todavía no sé nada de ti. Cuéntame algo, por ejemplo “Tengo un gato que se llama Miso”, y lo aprendo poco a poco; o usa `/remember`, y lo guardo al momento.',
    nothingAbout: (about: string) =>
      `No encuentro nada sobre “${about}” en lo que sé de ti. Prueba con otras palabras, o no pongas ninguna para verlo todo.`,
    found: 'Lo que he encontrado, primero lo más cercano',
    foundTooOld: 'Esa búsqueda es de hace demasiado tiempo. Vuelve a usar `/whatdoyouknow`.',
    sections: {
      personal: 'Sobre ti',
      preference: 'Lo que te gusta y lo que no',
      relationship: 'Familia, amistades y más gente',
      event: 'Lo que ha pasado',
      plan: 'Planes',
      decision: 'Decisiones',
      promise: 'Promesas',
      topic: 'Intereses y temas',
      things: 'Personas y cosas',
      summary: 'Esta conversación en breve',
    },
    counted: (name: string, count: number) => `${name} (${count})`,
    facts: (n: number) => (n === 1 ? 'Un dato:' : `${n} datos:`),
    things: (n: number) =>
      n === 1 ? 'Una persona o cosa de la que has hablado:' : `${n} personas y cosas de las que has hablado:`,
    summary: 'Esta conversación en breve:',
    waiting: (n: number) =>
      n === 1 ? 'Me falta aprender de un mensaje tuyo.' : `Me falta aprender de ${n} mensajes tuyos.`,
    learnFailed: 'No he podido aprenderlo ahora; volveré a intentarlo por mi cuenta.',
    evicted: (n: number) =>
      n === 1
        ? 'Un dato ha tenido que dejar sitio a otros nuevos.'
        : `${n} datos han tenido que dejar sitio a otros nuevos.`,
    paused: 'Mi memoria está en pausa: no guardo nada nuevo. `/privacy` la vuelve a activar.',
    incognito: (until: string) =>
      `Esta conversación es de incógnito: no guardo nada de ella. Eso termina ${until} si no dices nada más, o con \`/privacy\`.`,
    choose: 'Quiero ver…',
    page: (page: number, of: number) => `Página ${page} de ${of}`,
    previous: 'Anterior',
    next: 'Siguiente',
    home: 'Resumen',
    edit: 'Editar',
    forget: 'Olvidar',
    source: 'De dónde sale',
    showEverywhere: 'Mostrar en todas partes',
    keepHere: 'Dejar solo aquí',
    you: 'Tú',
    your: (relation: string) => `para ti: ${relation}`,
    also: (names: string) => `también: ${names}`,
    formTitle: 'Corregir',
    formLabel: 'Lo que es verdad',
    formLabelEntity: 'Lo que es verdad sobre esto',
    changed: {
      corrected: 'Corregido: esto vale desde ahora.',
      asBefore: 'Eso ya lo sabía.',
      nowEverywhere: 'Desde ahora puedo decirlo en cualquier sitio donde hablemos.',
      nowHere: 'Desde ahora solo lo digo aquí y en nuestros mensajes directos.',
      empty: 'No se ha cambiado nada: no había palabras. *Olvidar* quita algo.',
      tooLong: 'No se ha cambiado nada: guardo 1000 caracteres como máximo.',
      secret: 'No se ha cambiado nada: no guardo claves, contraseñas ni números de tarjeta o de cuenta.',
      incognitoSoNothing: 'No se ha cambiado nada: esta conversación es de incógnito. `/privacy` lo termina.',
      pausedSoNothing: 'No se ha cambiado nada: tienes mi memoria en pausa. `/privacy` la vuelve a activar.',
      serverOffSoNothing:
        'No se ha cambiado nada: no guardo nada de lo que se dice en este servidor. Prueba en nuestros mensajes directos.',
      moved: 'No se ha cambiado nada, porque otra cosa cambió en ese momento. Vuelve a intentarlo.',
      gone: 'Eso ya no está en lo que sé de ti.',
      noPlaceHere:
        'No puedo limitarlo a este sitio, porque no sé quién lee aquí. Usa `/whatdoyouknow` en nuestros mensajes directos, o en un servidor en el que esté yo.',
    },
    youSaid: (date: string) => `Lo dijiste el ${date}:`,
    byCommand: (date: string) => `Me lo dijiste con un comando o un formulario el ${date}:`,
    saidAgain: (date: string) => `Lo has repetido, la última vez el ${date}.`,
    noWords: 'Ya no tengo las palabras de las que salió.',
    whereItStands: 'Dónde está:',
    noSource: 'Ya no sé de dónde salió eso.',
  },
  forget: {
    everything: 'Todo',
    lastHour: 'La última hora',
    thisChannel: 'Este canal',
    thisConversation: 'Esta conversación',
    conversationIn: (name: string) => `Lo que se dijo en ${name}`,
    ourDm: 'nuestros mensajes directos',
    title: '### ¿Qué quieres que olvide?',
    howToName:
      'Elige aquí, o vuelve a usar `/forget` y escribe después de `what` de qué se trata: te propongo lo que sé y busco todo lo demás. Ves exactamente qué desaparece antes de que ocurra nada.',
    chooseTitle: (about: string) => `### “${about}”: ¿a cuál de estas cosas te refieres?`,
    chooseTitleBare: '### ¿Qué de todo esto quieres que olvide?',
    chooseHint: 'Elige lo que debe desaparecer, una cosa o varias; luego te muestro exactamente qué supone.',
    choosePlaceholder: 'Elige qué quieres que olvide',
    nothingAbout: (about: string) =>
      `No encuentro nada sobre “${about}” en lo que sé de ti. Prueba con otras palabras, o míralo todo con \`/whatdoyouknow\`.`,
    previewTitle: '### Esto desaparece si lo confirmas',
    addedMeanwhile: 'Desde que te lo mostré se ha añadido algo. Ahora está en la lista; míralo otra vez, por favor.',
    facts: (n: number) => (n === 1 ? 'Un dato:' : `${n} datos:`),
    entities: (n: number) => (n === 1 ? 'Una persona o cosa, por completo:' : `${n} personas y cosas, por completo:`),
    details: (n: number) => (n === 1 ? 'Un detalle:' : `${n} detalles:`),
    older: 'versión anterior',
    olderGoesToo: 'La versión anterior que corregiste desaparece también, para que no vuelva a valer.',
    of: (name: string) => `${name}:`,
    you: 'Tú',
    calledToo: (name: string) => `alias ${name}`,
    turns: (n: number) =>
      n === 1
        ? 'Un mensaje de nuestra conversación que recuerdo'
        : `${n} mensajes de nuestra conversación que recuerdo, tuyos y míos`,
    segments: (n: number) => (n === 1 ? 'Un resumen que habla de ello' : `${n} resúmenes que hablan de ello`),
    more: (n: number) =>
      n === 0
        ? 'Aquí hay algo abreviado. Todo está en el archivo de abajo.'
        : `… y ${n} más. Todo está en el archivo de abajo.`,
    listFile: 'olvidar.txt',
    cannotUndo: 'Esto no se puede deshacer.',
    forgetThis: 'Olvidar esto',
    keepIt: 'Conservar',
    keptIt: 'No he olvidado nada.',
    nothingThere: 'No hay nada de eso en lo que sé de ti, o ya no está.',
    receiptTitle: '### Olvidado',
    goneFacts: (n: number) => (n === 1 ? 'un dato' : `${n} datos`),
    goneEntities: (n: number) => (n === 1 ? 'una persona o cosa' : `${n} personas y cosas`),
    goneDetails: (n: number) => (n === 1 ? 'un detalle' : `${n} detalles`),
    goneTurns: (n: number) => (n === 1 ? 'un mensaje recordado' : `${n} mensajes recordados`),
    goneSegments: (n: number) => (n === 1 ? 'un resumen' : `${n} resúmenes`),
    goneTraces: (n: number) =>
      n === 1 ? 'una nota sobre en qué se basó una respuesta' : `${n} notas sobre en qué se basaron respuestas`,
    goneConversations: (n: number) =>
      n === 1 ? 'el registro de una conversación' : `los registros de ${n} conversaciones`,
    goneBefore: 'Ya no quedaba nada de eso.',
    lookedAgain: 'Lo he comprobado: no queda nada de eso en mi memoria.',
    stillThere: (n: number) =>
      n === 1 ? 'Lo he comprobado: una cosa sigue ahí.' : `Lo he comprobado: ${n} cosas siguen ahí.`,
    tryAgain: 'Olvidar el resto',
    discordShows:
      'Discord sigue mostrando los mensajes. Para borrar uno allí, mantenlo presionado (o haz clic derecho) y elige “Eliminar mensaje”.',
    someMessages: 'Salió de estos:',
    moreMessages: (n: number) => (n === 1 ? 'y de otro más' : `y de otros ${n}`),
    backups:
      '-# Las copias de seguridad de mi memoria, si las hay, lo contienen hasta que caducan. La persona que administra el bot puede decirte cuánto tardan.',
    doneAlready: 'Eso ya está hecho.',
    expired: 'Eso se mostró hace demasiado tiempo. Vuelve a usar `/forget`.',
    everythingTitle: '### ¿Olvidarlo todo?',
    everythingGoes:
      'Desaparece todo lo que sé de ti, aquí y en todas partes: lo que he aprendido, lo que hemos hablado y tus ajustes.',
    everythingCounts: 'De ti guardo ahora:',
    keepsNothing: 'Ahora mismo no guardo nada de ti.',
    exportFirst: 'Si antes quieres tenerlo tú: `/export`.',
    everythingButton: 'Olvidarlo todo…',
    phrase: 'olvidar todo',
    formTitle: '¿Olvidarlo todo?',
    formLabel: 'Escribe estas palabras para confirmar',
    formDescription: (phrase: string) => `Escribe “${phrase}”. Esto no se puede deshacer.`,
    wrongPhrase: (phrase: string) =>
      `No he olvidado nada: esas no eran las palabras. Escribe “${phrase}” si quieres que lo olvide todo.`,
    everythingReceipt: '### He olvidado todo sobre ti',
    startsAfresh:
      'Lo que digas desde ahora lo recordaré partiendo de cero. Tus ajustes están como al principio: también he olvidado la zona horaria, el idioma, la pausa de la memoria y las conversaciones de incógnito.',
    messageNotYours: 'Solo quien escribió un mensaje, o la persona a la que responde, puede hacer que lo olvide.',
    messageNotKept: 'No guardo nada de ese mensaje.',
    messageGone: 'He olvidado este mensaje y lo que aprendí de él.',
    messageFacts: (n: number) => (n === 1 ? 'Con él se fue un dato.' : `Con él se fueron ${n} datos.`),
    messageStays:
      'Discord lo sigue mostrando: para borrarlo allí, mantenlo presionado (o haz clic derecho) y elige “Eliminar mensaje”.',
    answerStays: 'Discord lo sigue mostrando.',
    repliesStay: 'Mis respuestas también siguen allí: ya no sé cuáles eran para ti.',
    answersGoAlong: 'Si borras allí un mensaje tuyo, mi respuesta también desaparece.',
  },
  why: {
    title: 'Por qué dije eso',
    answer: (link: string) => `Sobre esta respuesta: ${link}`,
    wentIn: 'De lo que recuerdo de ti, usé:',
    facts: (n: number) => (n === 1 ? 'un dato' : `${n} datos`),
    segments: (n: number) => (n === 1 ? 'un resumen' : `${n} resúmenes`),
    turns: (n: number) => (n === 1 ? 'un mensaje de antes' : `${n} mensajes de antes`),
    lookups: (n: number) => (n === 1 ? 'busqué más una vez' : `busqué más ${n} veces`),
    nothing: 'No usé nada que siga en mi memoria.',
    alsoYourMessage: 'Además tenía tu mensaje, lo que se dijo a su alrededor y lo que mi modelo sabe del mundo.',
    goneFacts: (n: number) => (n === 1 ? 'Un dato se olvidó después.' : `${n} datos se olvidaron después.`),
    goneSegments: (n: number) =>
      n === 1
        ? 'Un resumen se reescribió o se olvidó después.'
        : `${n} resúmenes se reescribieron o se olvidaron después.`,
    goneTurns: (n: number) =>
      n === 1
        ? 'Un mensaje ya no se guarda palabra por palabra.'
        : `${n} mensajes ya no se guardan palabra por palabra.`,
    past: 'ya no vale',
    byCommand: 'dicho con un comando o un formulario',
    edited: 'editado después',
    summary: (from: string, to: string) => `Lo que se dijo del ${from} al ${to}, en breve:`,
    youSaid: (date: string) => `Dijiste el ${date}:`,
    iSaid: (date: string) => `Dije el ${date}:`,
    notAnswered:
      'Aquí no guardo ninguna respuesta a ti: no di ninguna, o se olvidó, es demasiado antigua, o la di con la memoria en pausa o desactivada.',
    notKept:
      'No puedo decir cómo salió eso: no es una respuesta, la di sin memoria (en pausa, de incógnito o sin acceso), o es demasiado antigua o se olvidó.',
    notMine: 'Úsalo en una de mis respuestas a ti.',
    notYours: 'Solo la persona a la que respondí puede ver en qué se basó.',
  },
  files: {
    here: 'Esto es todo lo que guardo de ti: lo que sé, lo que nos hemos dicho, resúmenes y ajustes. Quien tenga el archivo puede leerlo. `/import` lo trae de vuelta, también después de hacer que lo olvide todo.',
    sent: 'Te lo he enviado en un mensaje directo.',
    noDm: 'No puedo enviarte un mensaje directo: no los aceptas desde aquí, o me has bloqueado. Usa `/export` en nuestros mensajes directos; en un servidor también puedes permitirlos en sus ajustes de privacidad.',
    tooLarge: (megabytes: number) =>
      `El archivo ocuparía ${megabytes} MB, más de lo que puedo enviar y volver a leer. La persona que administra el bot puede sacarlo de mi memoria para ti; o haz que olvide lo que no necesites, con \`/forget\`, y vuelve a intentarlo.`,
    cannotRead: {
      tooLarge: 'Leo archivos de 10 MB como máximo, y nada de lo que da `/export` es mayor. No se ha cambiado nada.',
      tooMuch: 'Eso, descomprimido, es más de lo que puedo recibir de una vez. No se ha cambiado nada.',
      notLoaded: 'No he podido descargar ese archivo de Discord. No se ha cambiado nada; vuelve a intentarlo.',
      garbage:
        'Ese no es un archivo que pueda leer: necesito el que te dio `/export`, tal como estaba. No se ha cambiado nada.',
      otherFormat: 'Ese es otro tipo de archivo: necesito el que te dio `/export`. No se ha cambiado nada.',
      otherVersion: 'Ese archivo lo hizo otra versión de mí y no puedo leerlo. No se ha cambiado nada.',
      otherUser: 'Esa es la memoria de otra persona. Solo te devuelvo lo que era tuyo. No se ha cambiado nada.',
      broken: (at: string, code: string) =>
        `Ese archivo no está entero: \`${at}\` no es como debería (${code}). No se ha cambiado nada.`,
    },
    back: '### Tu memoria está de vuelta',
    allHere: '### No se ha cambiado nada',
    allHereAlready: 'Ya estaba todo aquí.',
    nothingIn: 'En ese archivo no hay nada que pueda traer de vuelta.',
    kinds: {
      facts: (n: number) => (n === 1 ? 'un dato' : `${n} datos`),
      statements: (n: number) => (n === 1 ? 'un detalle de personas y cosas' : `${n} detalles de personas y cosas`),
      conversations: (n: number) => (n === 1 ? 'una conversación' : `${n} conversaciones`),
      turns: (n: number) => (n === 1 ? 'un mensaje' : `${n} mensajes`),
      segments: (n: number) => (n === 1 ? 'un resumen' : `${n} resúmenes`),
      settings: (n: number) => (n === 1 ? 'un ajuste' : `${n} ajustes`),
    },
    wasHere: 'Ya estaba aquí, y se queda como está:',
    refused: 'No aceptado:',
    why: {
      broken: 'con errores',
      secret: 'una clave, contraseña o número que no guardo',
      later: 'con fecha futura',
      noRoom: 'más de lo que guardo de una persona',
      twice: 'dos veces en el archivo',
    },
    brokenAt: (places: string) => `Los primeros sitios con errores: ${places}`,
    cutOff:
      'Entonces se olvidó o cambió algo al mismo tiempo, y dejé fuera el resto. Vuelve a usar `/import` si todavía lo quieres.',
  },
}
