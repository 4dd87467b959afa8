import type { Texts } from './en.ts'

/** What Keepsake says, in Spanish as it is understood in Spain and in America. */
export const es: Texts = {
  answers: {
    modelOverloaded: 'Mi modelo está sobrecargado ahora mismo. Vuelve a intentarlo en un minuto.',
    modelUnreachable: 'No he podido conectar con mi modelo. Vuelve a intentarlo en un minuto.',
    modelTooSlow: 'Mi modelo ha tardado demasiado en responder. Vuelve a intentarlo en un minuto.',
    modelKeyRefused: 'El proveedor de mi modelo rechaza mi clave. Avisa a la persona que administra el bot.',
    modelQuotaSpent: 'La cuota de mi modelo se ha agotado. Avisa a la persona que administra el bot.',
    modelRequestRefused:
      'El proveedor de mi modelo no ha aceptado la petición. Avisa a la persona que administra el bot.',
    modelBusy: 'Mi modelo tiene demasiado trabajo y me pide esperar. Vuelve a intentarlo en unos minutos.',
    modelSpentToday: 'La cuota de hoy de mi modelo se ha agotado. Vuelve a intentarlo mañana.',
    modelMissing: 'Mi modelo ya no está o tiene otro nombre. Avisa a la persona que administra el bot.',
    readersChanged:
      '-# Desde que empecé a responder, otras personas pueden leer este canal, así que retiré mi respuesta. Pregúntame otra vez.',
    pictureNotSeen: '-# Mi modelo no ha aceptado todas las imágenes: respondo sin lo que no he podido ver.',
    modelFiltered: 'El filtro de contenido del proveedor de mi modelo ha rechazado esto. Dilo de otra manera.',
    modelEmpty: 'Mi modelo no ha dado ninguna respuesta. Vuelve a intentarlo o dilo de otra manera.',
    modelSpentOnThoughts:
      'Mi modelo ha gastado en pensar todo el espacio de su respuesta. Pide menos de una vez o avisa a quien administra el bot.',
    messageTooLong: 'Es más de lo que puedo leer de una vez. Envíame un mensaje más corto.',
    cutOff: '-# La respuesta se ha cortado aquí. Pídeme que siga.',
    lengthReached: '-# Paro aquí: mi respuesta no puede ser más larga. Pídeme que siga.',
    stopped: '-# Detenido.',
    remembered: '-# Lo que me pediste recordar, lo he guardado.',
    forgetOffered: '-# Todavía no he olvidado nada: elige abajo qué quieres que olvide.',
    notForgotten: '-# No he olvidado nada. Para eso está `/forget`.',
    rememberOffered:
      '-# Todavía no he guardado nada de lo que me pediste: pulsa el botón y guardo tu mensaje tal como lo escribiste.',
    restNotShown: '-# Hay más, pero aquí no puedo adjuntar archivos. Pídeme el resto.',
    memoryAway: '-# Ahora mismo no puedo recordar nada, así que respondo solo a este mensaje.',
    missed: '-# No estaba cuando escribiste esto. Pregunta de nuevo si aún quieres una respuesta.',
    unreadable: 'Aquí solo puedo leer lo que me menciona. Mencióname, o deja activada la mención al responder.',
    rateLimited: '¡Qué rapidez! Respondo al próximo mensaje dentro de un minuto; hasta entonces, guardo silencio.',
    dailyLimitUser: 'Hoy ya no puedo responderte más. Mañana seguimos hablando (desde la medianoche UTC).',
    dailyLimitServer: 'Este servidor ha gastado todas sus respuestas de hoy. Vuelvo mañana (desde la medianoche UTC).',
    dailyLimitBot: 'He gastado todas mis respuestas de hoy. Vuelvo mañana (desde la medianoche UTC).',
    failed: 'Algo ha salido mal por mi parte. Vuelve a intentarlo en un minuto.',
    paused: '-# Mi memoria está en pausa: no guardo nada de esto. `/privacy` la vuelve a activar.',
    incognito: '-# Incógnito: no guardo nada de esta conversación. `/privacy` lo termina.',
    forgotten: '-# Dijiste esto antes de pedirme que lo borrara todo, así que no guardo nada de ello.',
    serverOff: '-# No guardo nada de lo que se dice en este servidor.',
    firstTime: '-# Recuerdo lo que me cuentas. Qué guardo, adónde va y cómo desactivarlo o borrarlo: `/privacy`',
    stop: 'Detener',
  },
  descriptions: {
    listen: 'Responder aquí a cada mensaje, a lo que merezca la pena, o solo a menciones y respuestas',
    listenState: 'on: cada mensaje; worthwhile: si tengo algo que decir; off: solo menciones y respuestas',
    know: 'Mira todo lo que sé de ti, y corrígelo',
    knowAbout: 'Unas palabras, para ver solo lo que trata de ellas',
    remember: 'Dime algo que deba recordar, tal como lo escribas',
    rememberWhat: 'Qué debo recordar, con tus propias palabras',
    rememberWhere: 'here: donde se puede leer ahora; everywhere: en cualquier sitio donde hablemos',
    privacy: 'Qué guardo de ti y adónde va: ponlo en pausa, cámbialo, llévatelo, bórralo',
    help: 'Lo que sé hacer, de un vistazo',
    new: 'Empezar de nuevo nuestra conversación aquí; lo que sé de ti se queda',
    settings: 'Cómo soy en este servidor y en cada canal: carácter, idiomas, escucha, memoria',
    serverMemory: 'Si guardo algo de lo que se dice en este servidor',
    serverMemoryState: 'on: recuerdo para cada miembro lo que me cuenta; off: no guardo nada de aquí',
    diagnose: 'Solo para dueños: por qué respondo aquí o no, y qué falló últimamente',
    diagnosePerson: 'Para quién',
    usage: 'Solo para dueños: lo que cuestan mis modelos, por día, uso, servidor y modelo',
    usageDays: 'Cuántos días atrás, hasta 90',
    access: 'Solo para dueños: quién puede usarme, y dónde',
    accessRule: 'allow: permitir; deny: prohibir; reset: según los ajustes; sin nada ves todas las reglas',
    accessUser: 'La persona de la que trata la regla',
    accessRole: 'El rol del que trata la regla',
    accessChannel: 'El canal o la categoría, con sus hilos',
    accessServer: 'El servidor: elige uno en el que estoy, o da un id',
    accessDirect: 'Todos los mensajes directos conmigo',
    model: 'Solo para dueños: cuál de mis modelos responde, y qué es cada uno',
    modelName: 'Cuál responde desde ahora; reset: el de los ajustes',
    modelWhere: 'here: este canal; server: este servidor; everywhere: donde no se eligió otra cosa',
    forget: 'Haz que olvide algo: antes te muestro exactamente qué desaparece',
    forgetWhat: 'De qué se trata: elige, o escribe unas palabras y lo busco',
    why: 'Mira en qué se basó mi última respuesta a ti aquí, y de dónde sale',
    export: 'Recibe en un archivo todo lo que sé de ti',
    import: 'Trae de vuelta lo que te llevaste con /export',
    importFile: 'El archivo que te dio /export, de 10 MB como máximo',
  },
  commands: {
    stopNotYours: 'Solo quien hizo la pregunta puede detener esta respuesta.',
    notYours: 'Esto no es tuyo. Usa tú el comando para ver lo que es tuyo.',
    memoryAway: 'Ahora mismo no puedo acceder a mi memoria. Vuelve a intentarlo en un minuto.',
    tooFast: 'Vas más rápido de lo que puedo seguir. Continúa dentro de un minuto, por favor.',
    unknown: 'Ya no conozco ese comando. Discord te mostrará los actuales dentro de un rato.',
    outdated: 'Eso ya no es posible aquí: algo ha cambiado desde entonces. Vuelve a usar el comando.',
    failed: 'Algo ha salido mal por mi parte. Vuelve a intentarlo en un minuto.',
  },
  listen: {
    on: 'Desde ahora respondo a cada mensaje de este canal. `/listen off` lo termina.',
    worthwhile:
      'Desde ahora leo este canal y hablo cuando tengo algo que decir; a lo que me digan a mí respondo siempre. `/listen off` lo termina.',
    off: 'Desde ahora solo respondo aquí cuando me mencionan o me responden.',
    needsIntent:
      'Aquí no puedo leer los mensajes que no me mencionan: la persona que administra el bot tiene que activar antes “Message Content Intent” en el portal de desarrolladores de Discord. Hasta entonces respondo a menciones y respuestas.',
    needsPermission: 'Solo los miembros que pueden gestionar este canal pueden cambiar eso.',
    serversOnly: 'Eso solo funciona en los canales de un servidor; aquí respondo a todo de todos modos.',
  },
  again: {
    nothing: 'Solo puedo repetir la última respuesta que te di en este canal.',
    done: 'Respondido de nuevo.',
    failed: 'No ha funcionado. Vuelve a intentarlo en un minuto.',
  },
  scopes: {
    dm: 'solo en nuestros mensajes directos',
    everywhere: 'en todas partes',
    thisServer: 'en este servidor',
    server: (name: string) => `en ${name}`,
    aServer: 'en otro servidor',
    channel: (mention: string) => `en ${mention}`,
    channels: (mention: string) => `en ${mention} y otros canales que pueden leer los mismos miembros`,
  },
  know: {
    title: 'Lo que sé de ti',
    nothing:
      'Todavía no sé nada de ti. Cuéntame algo, por ejemplo “Tengo un gato que se llama Miso”, y lo aprendo poco a poco; o usa `/remember`, y lo guardo al momento.',
    nothingAbout: (about: string) =>
      `No encuentro nada sobre “${about}” en lo que sé de ti. Prueba con otras palabras, o no pongas ninguna para verlo todo.`,
    found: 'Lo que he encontrado, primero lo más cercano',
    nothingSurelyAbout: (about: string) =>
      `Nada de lo que sé trata con seguridad de «${about}». Quizá esté con otras palabras: *Seguir buscando* muestra lo más cercano.`,
    further: 'Lo que podría tratar de eso, lo más cercano primero',
    lookFurther: (n: number) => `Seguir buscando (${n})`,
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
      rejected: 'No guardado en la última semana',
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
    choosePerson: 'Muéstrame lo que conté de…',
    chooseTopic: 'Muéstrame por tema…',
    jump: 'Ir a la página…',
    several: 'Elegir varios',
    pick: 'Elige varios de estos…',
    chooseNone: 'No elegir ninguno',
    forgetChosen: 'Olvidar…',
    open: 'Abrir',
    leave: 'Dejarlo así',
    leftAsItWas: 'No se cambió nada.',
    listFile: 'datos.txt',
    more: (part: number, of: number) => `Más… (${part} de ${of})`,
    chosen: (n: number) => (n === 1 ? 'Uno elegido' : `${n} elegidos`),
    chooseAll: (n: number) => `Elegir los ${n}`,
    /** Before several are told elsewhere than before, and afterwards. */
    movePreview: {
      everywhere: (n: number) =>
        n === 1
          ? '### Desde entonces puedo contar esto dondequiera que hablemos'
          : `### Desde entonces puedo contar estos ${n} dondequiera que hablemos`,
      here: (n: number) =>
        n === 1
          ? '### Desde entonces cuento esto solo aquí y en nuestros mensajes directos'
          : `### Desde entonces cuento estos ${n} solo aquí y en nuestros mensajes directos`,
    },
    moved: {
      everywhere: (n: number) =>
        n === 1
          ? 'Uno de ellos puedo contarlo desde ahora dondequiera que hablemos.'
          : `${n} de ellos puedo contarlos desde ahora dondequiera que hablemos.`,
      here: (n: number) =>
        n === 1
          ? 'Uno de ellos lo cuento desde ahora solo aquí y en nuestros mensajes directos.'
          : `${n} de ellos los cuento desde ahora solo aquí y en nuestros mensajes directos.`,
    },
    movedGone: (n: number) => (n === 1 ? 'Uno ya no estaba.' : `${n} ya no estaban.`),
    movedLeft: (n: number) =>
      n === 1
        ? 'Uno sigue como estaba, porque algo más cambió en ese momento.'
        : `${n} siguen como estaban, porque algo más cambió en ese momento.`,
    moveAgain: 'Mover el resto',
    page: (page: number, of: number) => `Página ${page} de ${of}`,
    previous: 'Anterior',
    next: 'Siguiente',
    home: 'Resumen',
    edit: 'Editar',
    forget: 'Olvidar',
    source: 'De dónde sale',
    keepIt: 'Guardarlo',
    rejected: {
      secret:
        'Algo de aquí parecía una clave, una contraseña o un número de tarjeta o de cuenta: de eso no guardo nada.',
      instruction: 'Sonaba a una regla para mí. Esas reglas no las aprendo de lo que se dice.',
      sensitive:
        'Parece un asunto delicado, como la salud, la fe, la política o el dinero: eso solo lo guardo si tú quieres.',
      denied: 'Al mirarlo de nuevo, lo que había entendido no parecía ser lo que dijiste.',
      name: 'Lo que saqué de ahí nombraba a alguien o algo que tú no nombraste.',
      number: 'Lo que saqué de ahí daba un número que tú no dijiste.',
      botWords: 'Lo que saqué de ahí eran más mis palabras que las tuyas.',
      tooMany: 'Contaste de una vez más de lo que puedo aprender de una vez.',
    },
    rejectedGone:
      'Eso ya no se puede guardar: su mensaje ya no está en mi registro, se editó o tiene más de una semana.',
    showEverywhere: 'Mostrar en todas partes',
    keepHere: 'Dejar solo aquí',
    standing: {
      planned: 'planeado',
      past: 'antes',
      unsure: 'no es seguro que lo dijeras',
      doubted: 'quizá ya no sea así',
    },
    you: 'Tú',
    your: (relation: string) => `para ti: ${relation}`,
    also: (names: string) => `también: ${names}`,
    facets: {
      name: 'nombre',
      age: 'edad',
      birthday: 'cumpleaños',
      pronouns: 'pronombres',
      home: 'domicilio',
      employer: 'empresa',
      job: 'profesión',
      'relationship status': 'situación sentimental',
      'time zone': 'zona horaria',
      hometown: 'ciudad natal',
      nationality: 'nacionalidad',
      language: 'idioma',
      education: 'formación',
      school: 'escuela',
      studies: 'estudios',
      hobby: 'afición',
      diet: 'alimentación',
      allergy: 'alergia',
      pet: 'mascota',
      breed: 'raza',
      car: 'coche',
      height: 'altura',
      weight: 'peso',
      size: 'talla',
      role: 'función',
      team: 'equipo',
      address: 'dirección',
      origin: 'origen',
      instrument: 'instrumento musical',
      sport: 'deporte',
      'favourite colour': 'color favorito',
      'favourite food': 'comida favorita',
      'favourite drink': 'bebida favorita',
      'favourite band': 'grupo favorito',
      'favourite music': 'música favorita',
      'favourite book': 'libro favorito',
      'favourite film': 'película favorita',
      'favourite game': 'juego favorito',
      'favourite song': 'canción favorita',
      'favourite animal': 'animal favorito',
      'favourite season': 'estación favorita',
      'favourite city': 'ciudad favorita',
      'favourite sport': 'deporte favorito',
      'favourite team': 'equipo favorito',
    },
    favourite: (what: string) => `favorito (${what})`,
    types: {
      person: 'persona',
      pet: 'mascota',
      place: 'lugar',
      organisation: 'organización',
      project: 'proyecto',
      thing: 'cosa',
    },
    formTitle: 'Corregir',
    formLabel: 'Lo que es verdad',
    formLabelEntity: 'Lo que es verdad sobre esto',
    formHeard: 'También lo sabrán otros: quienes leen allí donde lo contaste.',
    changed: {
      corrected: 'Corregido: esto vale desde ahora.',
      asBefore: 'Eso ya lo sabía.',
      nowEverywhere: 'Desde ahora puedo decirlo en cualquier sitio donde hablemos.',
      nowHere: 'Desde ahora solo lo digo aquí y en nuestros mensajes directos.',
      empty: 'No se ha cambiado nada: no había palabras. *Olvidar* quita algo.',
      tooLong: 'No se ha cambiado nada: guardo 1000 caracteres como máximo.',
      instruction: 'No se ha cambiado nada: parece una regla para mí, y no las guardo.',
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
    nothingSurely:
      'No sé nada que trate de eso con seguridad. Quizá esté con otras palabras: *Seguir buscando* muestra lo más cercano.',
    lookFurther: 'Seguir buscando',
    furtherTitle: '### ¿Qué de esto trata de eso?',
    nothingFurther: 'No hay nada más que revisar.',
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
    perhaps: (n: number) =>
      n === 1
        ? 'Probablemente también trata de lo mismo; se queda si no lo eliges:'
        : `Probablemente también tratan de lo mismo; estos ${n} se quedan si no los eliges:`,
    perhapsToo: 'Olvidar eso también',
    perhapsStay: (n: number) =>
      n === 1
        ? 'Queda un dato que también podría tratar de eso.'
        : `Quedan ${n} datos que también podrían tratar de eso.`,
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
    answersMayTell:
      'Mis respuestas a otras personas, con otras palabras o en otro idioma, todavía pueden contarlo allí.',
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
      instruction: 'una regla para mí',
      secret: 'una clave, contraseña o número que no guardo',
      later: 'con fecha futura',
      noRoom: 'más de lo que guardo de una persona',
      twice: 'dos veces en el archivo',
    },
    brokenAt: (places: string) => `Los primeros sitios con errores: ${places}`,
    cutOff:
      'Entonces se olvidó o cambió algo al mismo tiempo, y dejé fuera el resto. Vuelve a usar `/import` si todavía lo quieres.',
  },
  remember: {
    keptUnderAnswer: (words: string) => `-# Recuerdo esto: ${words}`,
    kept: 'Lo recordaré:',
    known: 'Eso ya lo sabía:',
    replaceOrKeep:
      'Quizá no encaje con esto, que ya sabía. ¿Lo nuevo ocupa su lugar? Hasta que elijas, guardo ambas cosas.',
    tookPlace: 'Ocupa el lugar de esto, que ya es pasado:',
    stillCounts: 'Donde no se puede contar lo nuevo, lo antiguo sigue valiendo.',
    replace: 'Reemplazar',
    keepBoth: 'Guardar ambas',
    undo: 'Deshacer',
    edit: 'Editar',
    forget: 'Olvidar',
    undone: 'Deshecho: ya no lo recuerdo.',
    goneBefore: 'Eso ya no estaba.',
    empty: 'Ahí no hay palabras que pueda recordar.',
    tooLong: 'Es demasiado largo para recordarlo de una pieza: 1000 caracteres como máximo. Dilo más brevemente.',
    instruction: 'Eso parece una regla para mí y no algo de tu vida: no guardo reglas así.',
    secret:
      'No guardo claves, contraseñas, números de tarjeta ni nada parecido, aunque me lo pidan. Para eso están los gestores de contraseñas.',
    moved: 'No ha funcionado: algo ha cambiado mientras tanto. Vuelve a intentarlo.',
    messageGone:
      'No puedo guardar ese mensaje: se dijo o se olvidó cuando no debía guardar nada. Dímelo otra vez con `/remember`.',
    ownOnly: 'Solo recuerdo lo que cada persona cuenta de sí misma: elige un mensaje tuyo.',
    paused: 'Tienes mi memoria en pausa, así que no guardo nada. `/privacy` la vuelve a activar.',
    incognito: 'Esta conversación es de incógnito, así que no guardo nada de ella. `/privacy` lo termina.',
    serverOff: 'En este servidor no guardo nada: sus admins lo han desactivado. Dímelo mejor en un mensaje directo.',
    unknownPlace:
      'No guardo nada de lo que se dice aquí, porque no veo quién lee. Usa `/remember` con `where: everywhere`, o dímelo en un mensaje directo.',
  },
  privacy: {
    title: '## Tu privacidad',
    timeZone: (zone: string, now: string) => `**Zona horaria**: ${zone}, hora actual allí: ${now}.`,
    defaultTimeZone: (zone: string, now: string) =>
      `**Zona horaria**: no has elegido ninguna, así que cuento los días según ${zone}, hora actual allí: ${now}.`,
    chooseTimeZone: 'Elige una zona horaria',
    otherTimeZone: 'Otra…',
    timeZoneForm: 'Tu zona horaria',
    timeZoneField: 'Ciudad, zona o UTC±n; vacío: por defecto',
    timeZoneExample: 'Madrid, America/Bogota o UTC-3',
    unknownTimeZone:
      'No conozco esa zona horaria. Prueba con la ciudad más grande de tu zona (Madrid), su nombre (Europe/Madrid) o una diferencia (UTC+2).',
    memoryOn:
      '**Memoria**: activada. Recuerdo lo que me cuentas, y solo lo digo donde quienes leen ya podían leerlo cuando lo dijiste.',
    memoryPaused: '**Memoria**: en pausa. Respondo, pero no guardo ni aprendo nada. Lo que sabía antes se queda.',
    pause: 'Pausar la memoria',
    resume: 'Activar la memoria',
    incognitoOff: '**Esta conversación**: no es de incógnito.',
    incognitoOn: (until: string) =>
      `**Esta conversación**: de incógnito. Respondo y no guardo nada de ella, hasta que lo desactives o una hora después de tu último mensaje (por ahora: ${until}).`,
    incognitoStart: 'Incógnito aquí',
    incognitoEnd: 'Terminar incógnito',
    unknownPlace: '**Esta conversación**: no veo quién lee aquí, así que de todos modos no guardo nada de ella.',
    serverOff: '**Este servidor**: sus admins han desactivado la memoria. No guardo nada de lo que se dice aquí.',
    retention: (days: number, facts: number, entities: number) =>
      `**Cuánto tiempo**: lo que nos decimos desaparece ${days === 1 ? 'un día' : `${days} días`} después de la última vez que hablamos en un sitio. Lo que he aprendido se queda hasta que hagas que lo olvide; de más de ${facts} datos, o de ${entities} personas y cosas, se va lo menos útil.`,
    provider: (chat: string, embeddings: string, minutes: number) =>
      `**Qué sale de este bot**: para responderte, envío a ${chat} tu mensaje con sus adjuntos, lo que se dijo a su alrededor, un resumen de lo anterior, y lo que sé de ti y puedo decir allí. Aproximadamente ${minutes === 1 ? 'un minuto' : `${minutes} minutos`} después de tu último mensaje, o cuando son muchos, lo que dijiste vuelve a ir allí para que aprenda de ello. Frases sueltas van a ${embeddings} para que pueda encontrarlas por su significado.`,
    export: 'Exportar',
    forgetEverything: 'Borrarlo todo',
    version: version => `-# Este bot es Keepsake ${version}.`,
  },
  diagnose: {
    ownersOnly: 'Eso es solo para los dueños del bot.',
    channel: (mention: string) => `En ${mention}`,
    mayAnswer: 'Tengo aquí todos los permisos que uso.',
    lacks: (permissions: string) => `Me faltan permisos aquí: ${permissions}.`,
    listening: {
      everything: 'Respondo aquí a cada mensaje (`/listen`).',
      worthwhile:
        'Leo lo que se dice aquí y hablo cuando tengo algo que decir; a menciones, respuestas y a mi nombre respondo siempre (`/listen`).',
      mentions: 'Respondo aquí a quien me menciona o me responde.',
    },
    seesContent: 'Veo lo que se dice aquí.',
    noContent: 'Solo veo lo que me menciona: el intent «message content» está desactivado.',
    person: (mention: string) => `Para ${mention}`,
    noLimit: 'Ningún límite me impide responder.',
    noList: 'Ninguna lista me impide responder.',
    denied: (source: string) => `Una lista me impide responder: ${source} lo prohíbe.`,
    unlisted: (source: string) => `Una lista me impide responder: no está en ${source}.`,
    parts: 'Mis partes',
    lastAnswer: (when: string) => `Mi última respuesta: ${when}.`,
    noAnswerYet: 'Ninguna respuesta desde que arranqué.',
    unanswered: 'Sin respuesta últimamente',
    none: 'Nada desde que arranqué.',
  },
  usage: {
    title: (days: number) => (days === 1 ? 'Lo que cuesto hoy' : `Lo que cuesto en ${days} días`),
    today: (cost: string, tokens: string) => `**Hoy**, desde la medianoche UTC: ${cost}; ${tokens}`,
    of: (amount: string, cap: string, percent: number) => `${amount} de ${cap} (${percent} %)`,
    total: (cost: string, tokens: string, requests: number) =>
      `**En total**: ${cost}; ${tokens} tokens en ${requests === 1 ? 'una petición' : `${requests} peticiones`}`,
    tokens: (read: string, again: string, written: string) =>
      `Tokens: ${read} leídos (${again} ya leídos antes, que cuestan menos), ${written} escritos`,
    unpriced: (tokens: string, models: string) =>
      `No se conoce el precio de ${tokens} tokens, así que faltan en estos costes: ${models}. Dime lo que cuestan con \`MODEL_PRICES\`.`,
    nothing: 'En ese tiempo no se gastó nada.',
    byDay: 'Por día (UTC)',
    byPurpose: 'Por uso',
    byServer: 'Por servidor',
    byModel: 'Por modelo',
    purposes: {
      chat: 'respuestas',
      study: 'aprendizaje',
      summary: 'resúmenes',
      review: 'revisiones',
      embed: 'vectores',
      probe: 'pruebas',
    },
    dm: 'mensajes directos',
    nobody: 'para nadie',
    more: (n: number) => (n === 1 ? 'y uno más' : `y ${n} más`),
    capNear: (spent: string, setting: string) =>
      `Ya está gastada la mayor parte de lo que puedo gastar hoy: ${spent}. Cuando se acabe, no responderé a nadie hasta la medianoche UTC. \`${setting}\` dice cuánto es, y \`/usage\` en un servidor, en qué se fue.`,
    capReached: (spent: string, setting: string) =>
      `Lo que puedo gastar hoy está gastado: ${spent}. No respondo a nadie ni aprendo nada hasta la medianoche UTC; a quien pregunta se lo digo. Para cambiarlo, sube \`${setting}\` y arráncame de nuevo. \`/usage\` en un servidor dice en qué se fue.`,
    personReached: (cap: string, setting: string) =>
      `Alguien ha gastado todo lo que una persona puede gastar en un día (${cap}) y no recibe respuesta hasta la medianoche UTC. \`${setting}\` dice cuánto es. Te aviso cada día de la primera vez.`,
    serverReached: (cap: string, setting: string) =>
      `Un servidor ha gastado todo lo que puede gastar en un día (${cap}) y no recibe respuesta hasta la medianoche UTC. \`${setting}\` dice cuánto es. Te aviso cada día de la primera vez.`,
  },
  access: {
    server: 'En este servidor no se me puede usar: quien me administra ha elegido en qué servidores estoy.',
    channel: 'No respondo en este canal: quien me administra ha elegido dónde hablo.',
    user: 'No puedo hablar contigo aquí: quien me administra ha elegido con quién hablo.',
    direct: 'No respondo mensajes directos: quien me administra lo ha desactivado.',
    stillYours:
      '-# No guardo nada de lo que me dices aquí. Lo que sé de ti sigue siendo tuyo: `/whatdoyouknow`, `/forget` y `/privacy` funcionan igualmente.',
    leaving:
      'Gracias por invitarme. Tengo que irme: quien me administra ha elegido en qué servidores estoy, y este no es uno de ellos. Lo que se me dijo aquí lo olvido en 30 días.',
    title: '### Quién puede usarme',
    kinds: { server: 'Servidores', channel: 'Canales', role: 'Roles', user: 'Personas', direct: 'Mensajes directos' },
    onlyListed: 'solo lo que tiene ✅',
    everybody: 'todo menos lo que tiene ❌',
    more: (n: number) => (n === 1 ? 'y uno más' : `y ${n} más`),
    howItCounts:
      '❌ pesa más que ✅. Para lo mismo, lo que dijo `/access` pesa más que los ajustes; `rule: reset` vuelve a ellos. Un hilo cuenta como su canal, y un canal también como su categoría. A las personas se las admite por su id o por un rol; en mensajes directos nadie tiene roles.',
    chooseOne:
      'Elige una regla (`rule`), y para ella una cosa de `user`, `role`, `channel`, `server` y `direct`. Sin nada muestro todas las reglas.',
    noServer: 'Eso no es un servidor: elige uno que ofrezco, o da su id.',
    changes: {
      allow: (what: string) => `Permitido: ${what}`,
      deny: (what: string) => `Prohibido: ${what}`,
      reset: (what: string) => `Como en los ajustes: ${what}`,
    },
    list: {
      begins: 'Con eso empieza una lista: lo de esa clase que no esté en ella deja de estar admitido.',
      ends: 'Era lo último de su lista: todo lo demás de esa clase vuelve a estar admitido.',
    },
    wouldLeave: (n: number, names: string) =>
      n === 1 ? `Dejaría un servidor: ${names}` : `Dejaría ${n} servidores: ${names}`,
    confirm: 'Hazlo',
    cancel: 'Dejarlo como está',
    cancelled: 'Todo queda como estaba.',
  },
  model: {
    title: '### Mis modelos',
    onlyOne: (name: string) =>
      `Solo tengo un modelo: ${name}. Si CHAT_MODEL nombra varios, separados por comas, aquí eliges cuál responde.`,
    isFirst: 'el primero de los ajustes',
    takes: (tokens: number) => `admite ${tokens} tokens`,
    here: (name: string) => `Aquí responde ${name}.`,
    server: (name: string) => `En este servidor responde ${name}, donde un canal no tiene otro.`,
    everywhere: (name: string) => `En todo lo demás responde ${name}.`,
    dropped: (name: string) => `${name} estaba elegido y ya no está en los ajustes: he retirado esa elección.`,
    howItCounts:
      'La elección de un canal cuenta antes que la de su servidor, y esta antes que la de todas partes. Donde el elegido no puede responder lo hacen los otros, en el orden de los ajustes.',
    unknown: (name: string) => `No tengo ningún modelo «${name}». Elige uno de los que ofrezco.`,
    serversOnly: 'Eso no es un servidor. Elige `here` o `everywhere`.',
    changed: 'Desde ahora es así:',
  },
  help: {
    title: '### Lo que sé hacer',
    talk: '**Habla conmigo**: escríbeme un mensaje directo, mencióname o respóndeme. Edita una pregunta y respondo de nuevo; bórrala y la olvido con todo lo que salió de ella. También leo imágenes y archivos de texto, si mi modelo puede.',
    talkDirect:
      '**Habla conmigo**: solo escribe. Edita una pregunta y respondo de nuevo; bórrala y la olvido con todo lo que salió de ella. También leo imágenes y archivos de texto, si mi modelo puede.',
    every: 'Aquí respondo a cada mensaje, o a aquello sobre lo que tengo algo que decir.',
    remember:
      '**Recuerdo** lo que me cuentas, solo para ti: `/whatdoyouknow` lo muestra para corregirlo; `/remember` guarda algo al momento; `/forget` quita lo que elijas; `/why` dice qué entró en mi última respuesta; `/new` empieza una conversación de nuevo.',
    yours: '**Es tuyo**: `/privacy` lo pausa y dice adónde va; con `/export` e `/import` te lo llevas.',
    admins: '**Gestionas este servidor**: `/settings` dice cómo soy en él y en cada canal.',
    buttons: { know: '¿Qué sabes de mí?', privacy: 'Privacidad', settings: 'Ajustes', show: '¿Qué sabes hacer?' },
    hello: (name: string) =>
      `¡Hola! Soy ${name}. Mencióname, respóndeme o escríbeme un mensaje directo, y respondo. Recuerdo lo que la gente me cuenta, solo para cada persona; todas ven lo que sé de ellas, lo corrigen y hacen que lo olvide. Quien gestiona este servidor dice con \`/settings\` cómo soy aquí.`,
  },
  beginAnew: {
    begun:
      'Aquí empezamos de nuevo: lo dicho antes en esta conversación ya no entra en ninguna respuesta. Lo que sé de ti se queda, y lo último que dijiste aún lo aprendo: `/whatdoyouknow` lo muestra, `/forget` lo quita.',
    inServer:
      'Eso queda entre tú y yo: lo que otros dicen en este canal lo leo como antes, y para los demás no cambia nada.',
    nothing: 'No hay nada que empezar de nuevo: no he guardado nada de una conversación contigo aquí.',
  },
  settings: {
    titleServer: (name: string) => `### Cómo soy en ${name}`,
    titleChannel: (mention: string) => `### Cómo soy en ${mention}`,
    show: { server: 'Todo el servidor', channel: 'Este canal' },
    origins: {
      channel: 'elegido para este canal',
      server: 'elegido para el servidor',
      default: 'así es si nadie elige',
    },
    persona: 'Carácter',
    personaDefault: 'el que me dio quien me gestiona',
    writePersona: 'Escribir',
    resetPersona: 'Quitar este carácter',
    personaForm: 'Cómo debo ser aquí',
    personaField: 'Mi nombre, carácter, tono y temas',
    personaHint:
      'Quien habla conmigo no ve este texto, pero puede oír de él. No cambia nada de lo que guardo y cuento.',
    personaExample: 'Eres el bibliotecario de nuestro club de lectura: seco, muy leído y aficionado al té.',
    refusals: {
      tooLong: (most: number) => `No he cambiado nada: un carácter puede tener ${most} caracteres como máximo.`,
      secret: 'No he cambiado nada: no guardo claves, contraseñas ni números de tarjetas o cuentas.',
      liftsRules:
        'No he cambiado nada: parece anular mis reglas, o lo que debo a quienes hablan conmigo. Dime cómo ser, no qué ignorar.',
    },
    listening: 'Qué respondo',
    listeningModes: {
      everything: 'Todos los mensajes',
      worthwhile: 'Cuando tengo algo que decir',
      mentions: 'Solo menciones y respuestas',
    },
    answerLanguage: 'Idioma de mis respuestas',
    textLanguage: 'Idioma de mis paneles y avisos',
    languageDefaults: { answerLanguage: 'aquel en que me escriben', textLanguage: 'el de cada persona' },
    asServer: 'Como en todo el servidor',
    memory: 'Memoria',
    memoryOn: 'Recuerdo para cada persona lo que me cuenta aquí',
    memoryOff: 'No guardo nada de lo que se dice en este servidor',
    switchMemoryOn: 'Activar',
    switchMemoryOff: 'Desactivar',
    model: 'Modelo',
    modelDefault: 'El habitual',
    byOwner: 'elegido por quien me gestiona',
    howItCounts: 'Lo elegido para un canal cuenta antes que su servidor; un hilo es como su canal.',
    serversOnly: 'Eso solo funciona en servidores. Para ti está `/privacy`.',
  },
  serverMemory: {
    on: 'Desde ahora recuerdo para cada miembro lo que me cuenta en este servidor.',
    off: 'Desde ahora no guardo nada de lo que se dice en este servidor. Lo que los miembros me contaron aquí antes sigue siendo de cada uno: solo cada cual puede verlo y hacer que lo olvide, con `/forget`.',
    needsPermission: 'Solo los miembros que pueden gestionar este servidor pueden cambiar eso.',
    serversOnly: 'Eso solo funciona en servidores. Para ti, `/privacy` pone mi memoria en pausa.',
  },
}
