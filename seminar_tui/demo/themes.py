"""Sixty themes with the question each wants discussed, and what people then say.

Written for this program; no municipality has said any of it.
"""

from __future__ import annotations

THEMES: tuple[tuple[str, str], ...] = (
    # Inclusion
    (
        "To voksne i klassen – hele tiden",
        "Hvordan får vi råd til to voksne, når projektpengene slipper op?",
    ),
    (
        "Når klassen selv laver reglerne",
        "Hvor meget skal børnene bestemme, før de voksne slipper taget?",
    ),
    ("Ro i frikvarteret", "Hvad gør I for de børn, der er bange for skolegården?"),
    ("Den stille pige på bageste række", "Hvordan opdager vi i tide dem, der ikke larmer?"),
    (
        "Mellemformer mellem almen og special",
        "Hvem skal lede mellemformerne – skolen eller forvaltningen?",
    ),
    ("Fra visitation til vejledning", "Hvad skal der til, for at skolen beder om råd før penge?"),
    ("Små grupper, store skridt", "Hvornår er et barn klar til at komme tilbage i klassen?"),
    ("Sammen om skolevægring", "Hvem ringer først, når et barn bliver væk?"),
    ("Leg, der rummer alle", "Hvordan lærer vi voksne at gå ind i legen uden at overtage den?"),
    (
        "Bevægelse hver time",
        "Virker bevægelse bedst, når den er planlagt, eller når den er nødvendig?",
    ),
    ("Trivsel målt med tre spørgsmål", "Hvad gør vi ved de svar, vi ikke kan lide?"),
    (
        "Psykologen i lærerværelset",
        "Hvordan undgår vi, at hjælpen tæt på bliver endnu en ventetid?",
    ),
    # Language and reading
    ("Ord i flyverdragten", "Hvordan får vi sproget med ud på legepladsen?"),
    ("Dialogisk læsning for de mindste", "Hvordan holder vi fast, når de ivrige skifter job?"),
    ("Flersprogede børn som ressource", "Hvor bruger I børnenes modersmål i hverdagen?"),
    ("Fra sprogvurdering til handling", "Hvor lang tid må der gå fra testen til indsatsen?"),
    ("Læsebånd på hele skolen", "Hvad skal vige pladsen, når alle læser i tyve minutter?"),
    ("Fagsprog i matematik", "Hvordan hjælper vi den, der kan regne, men ikke læse opgaven?"),
    ("Bogkasser i børnehøjde", "Hvem sørger for, at bøgerne bliver skiftet?"),
    ("Dansk på arbejdspladsen", "Hvordan får vi virksomhederne til at give tid til undervisning?"),
    ("Frivillige sprogvenner", "Hvordan holder vi på de frivillige længere end et halvt år?"),
    ("Ordblinde opdages i første klasse", "Hvad siger vi til forældrene, før vi ved det sikkert?"),
    ("Fortællinger fra sofaen", "Hvordan når vi de hjem, hvor der ikke er en eneste bog?"),
    ("Det talte sprog tæller", "Hvordan giver vi plads til det talte uden at glemme det skrevne?"),
    # Parents
    ("Forældremøder uden oplæg", "Hvad sker der, når forældrene selv sætter dagsordenen?"),
    ("Kaffe ved indgangen", "Hvordan får vi de travle forældre til at blive fem minutter?"),
    ("Fædre på banen", "Hvad får fædrene til at komme igen?"),
    (
        "Hjemmebesøg før skolestart",
        "Er besøget hos alle bedre end besøget hos dem, der behøver det?",
    ),
    ("Forældre som forskere", "Hvad kan forældre se, som vi andre ikke ser?"),
    ("Et fælles sprog om bekymring", "Hvordan siger vi det svære, så samarbejdet holder?"),
    ("Den digitale kontaktbog på skrump", "Hvad kan vi holde op med at skrive til forældrene?"),
    ("Forældreråd på tværs", "Hvordan får vi andre end de sædvanlige til at stille op?"),
    ("Når mor og far ikke er enige", "Hvordan undgår skolen at blive dommer?"),
    ("Skolebestyrelsen spørger børnene", "Hvordan sikrer vi, at børnenes svar ændrer noget?"),
    ("Aftensmad og lektier", "Skal vi hjælpe med lektierne på skolen eller fjerne dem?"),
    ("Tolken med til samtalen", "Hvornår er en tolk på skærm god nok?"),
    # Transition
    ("Fra børnehave til skole på et halvt år", "Hvornår begynder overgangen i virkeligheden?"),
    ("Rygsækken følger barnet", "Hvor meget skal den nye skole vide på forhånd?"),
    ("Storebørnsgruppen", "Skal de ældste børnehavebørn lære bogstaver eller lege mere?"),
    ("Brobygning i ottende klasse", "Hvordan når vi dem, der helst vil i gang med at arbejde?"),
    ("Den blide start i dagpleje", "Hvad kan vi give dagplejeren, som ikke er mere papir?"),
    ("Sommerferien som faldgrube", "Hvem holder kontakten i de seks uger?"),
    ("Fra specialtilbud og hjem igen", "Hvad skal være på plads den første mandag?"),
    ("Unge uden uddannelse", "Hvem har ansvaret den dag, den unge fylder atten?"),
    ("Overlevering på én side", "Hvad må der stå – og hvad skal siges ansigt til ansigt?"),
    ("Skolestart i hold", "Bliver det roligere, når ikke alle begynder samme dag?"),
    ("Ny i klassen, ny i landet", "Hvor længe skal et barn gå i modtageklasse?"),
    ("Pædagogen flytter med", "Hvordan får vi vagtplanerne til at gå op?"),
    # IT and knowledge
    (
        "Skærmen som værktøj, ikke som ro",
        "Hvordan bliver vi enige om, hvornår skærmen skal lukkes?",
    ),
    ("Data, som lærerne selv beder om", "Hvilke tre tal har jeres lærere brug for?"),
    ("Robotter i børnehøjde", "Hvad gør vi, når de voksne er mere bange end børnene?"),
    ("Programmering i natur og teknologi", "Hvordan kommer vi videre end det første forløb?"),
    ("Ordblindes hjælpemidler i alle fag", "Hvordan sikrer vi, at hjælpemidlerne bliver brugt?"),
    ("Fælles indgang til hjælp", "Hvordan undgår vi, at én indgang bliver én flaskehals?"),
    ("Aktionslæring i hverdagen", "Hvor finder vi tiden til at tænke os om sammen?"),
    ("Kollegial sparring på skema", "Hvad skal skemaet vige for, og hvem bestemmer det?"),
    ("Fra projekt til praksis", "Hvordan fastholder vi læringen, når projektet slutter?"),
    ("Ledelse tæt på klassen", "Hvor meget tid bør en leder være i undervisningen?"),
    ("Lokale læringsnetværk", "Hvad får netværket til at leve, når konsulenten går hjem?"),
    ("Det, der ikke virkede", "Hvordan fortæller vi om fejl, så andre kan bruge dem?"),
)

FOCUS = (
    "Involvering af forældre", "Ledelse og forankring", "Samarbejde på tværs", "Børnenes stemme",
    "Kompetenceudvikling", "Økonomi og prioritering", "Tidlig opsporing", "Evaluering",
)  # fmt: skip

LEARNING = (
    "Begynd i det små, og lad de første selv fortælle om det.",
    "Tiden til at mødes er vigtigere end pengene til materialer.",
    "Lederne skal være med fra den første dag.",
    "Det tog et år længere, end vi troede, og det var det værd.",
    "Børnene var klar, længe før vi var.",
    "Mål på få ting, og tal om tallene sammen.",
)

QUESTIONS = (
    "Hvem betaler, når puljen er brugt?",
    "Hvor mange timer bruger I om ugen?",
    "Hvordan fik I politikerne med?",
    "Hvad sagde de, der var imod?",
    "Hvad ville I gøre anderledes i dag?",
    "Hvordan ved I, at det virker?",
    "Kan det lade sig gøre på en lille skole?",
    "Hvad gør I, når nøglepersonen stopper?",
    "Hvordan fik I forældrene med?",
    "Er det skolen eller forvaltningen, der leder det?",
)

ANSWERS = (
    "Kommunen selv, fra næste budgetår.",
    "Omkring tre timer, fordelt på to medarbejdere.",
    "Vi inviterede dem ud at se det.",
    "De ville se tal først, og det fik de efter et halvt år.",
    "Vi ville begynde med færre skoler.",
    "Færre henvisninger og gladere børn, men vi måler stadig.",
    "Ja, de små skoler var faktisk de hurtigste.",
    "Der er altid to, der kan opgaven.",
)

COMMENTS = (
    "Det minder om det, vi gør, men I er kommet længere.",
    "Tag forældrerådet med tidligere.",
    "Godt, at I også fortæller om det svære.",
    "Vi vil gerne på besøg i foråret.",
    "Skriv det ned på én side – så kan andre bruge det.",
    "Husk aftenåbent for dem, der arbejder sent.",
)

FOLLOW_UPS = (
    "Sender skabelonen til alle, der var her.",
    "Aftaler et besøg i marts.",
    "Deler tallene, når de er klar.",
)
