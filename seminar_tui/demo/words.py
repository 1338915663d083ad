"""The words a made-up day is made of: names, titles, places.

All of it is written for this program. Names are common ones put together by chance;
addresses end in example.dk, which belongs to nobody.
"""

from __future__ import annotations

from db.vocabulary import Role

FIRST_NAMES = tuple(
    """
    Karen Mette Hanne Lone Susanne Birgitte Bente Inge Kirsten Pia Gitte Charlotte Dorte Tina
    Marianne Lene Annette Helle Rikke Camilla Louise Maria Line Trine Stine Signe Maja Ida Emma
    Freja Clara Laura Sofie Josefine Cecilie Katrine Malene Heidi Ulla Jytte Vibeke Merete
    Dorthe Eva Astrid Agnete Ellen Gudrun Solveig Randi Tove Bodil Anne-Mette Ann-Britt Åse
    Søs Bjørg Kirstine Johanne Mathilde Nanna Pernille Sanne Tanja Winnie Ylva Zenia Asta Alma
    Peter Jens Lars Michael Henrik Thomas Søren Jan Christian Martin Niels Anders Morten Jesper
    Hans Jørgen Per Ole Rasmus Mads Kim Bent Torben Carsten Claus Finn Erik Steen Svend Kurt
    Frank Brian Allan Bo Flemming Kenneth Kristian Mikkel Emil Oliver Noah Oscar Viktor Malthe
    Lasse Simon Jonas Daniel Frederik Jacob Nikolaj Tobias Asger Aksel Birk Bjarne Børge Ejvind
    Esben Gorm Gunnar Holger Ivar Jannik Kaj Knud Leif Mogens Palle Poul Preben Regnar Sigurd
    Stig Troels Uffe Vagn Villy Aage Åge Øjvind
    """.split()
)

SURNAMES = (
    # (name, weight): -sen names are some two fifths of the whole.
    ("Nielsen", 34), ("Jensen", 34), ("Hansen", 30), ("Pedersen", 22), ("Andersen", 21),
    ("Christensen", 21), ("Larsen", 20), ("Sørensen", 20), ("Rasmussen", 17), ("Jørgensen", 16),
    ("Petersen", 14), ("Madsen", 12), ("Kristensen", 11), ("Olsen", 9), ("Thomsen", 7),
    ("Poulsen", 6), ("Johansen", 6), ("Knudsen", 6), ("Mortensen", 6), ("Jakobsen", 5),
    ("Jacobsen", 5), ("Olesen", 5), ("Mikkelsen", 4), ("Laursen", 4), ("Henriksen", 4),
    ("Eriksen", 4), ("Clausen", 4), ("Simonsen", 4), ("Svendsen", 4), ("Andreasen", 4),
    ("Iversen", 3), ("Lauridsen", 3), ("Jeppesen", 3), ("Mogensen", 3), ("Nissen", 3),
    ("Jespersen", 3), ("Bertelsen", 3), ("Christoffersen", 3), ("Steffensen", 2), ("Justesen", 2),
    ("Møller", 12), ("Lund", 9), ("Holm", 9), ("Schmidt", 8), ("Østergaard", 7), ("Kjær", 7),
    ("Nørgaard", 7), ("Søndergaard", 7), ("Vestergaard", 7), ("Dahl", 6), ("Bach", 6),
    ("Friis", 6), ("Skov", 6), ("Winther", 6), ("Lind", 6), ("Bak", 5), ("Bech", 5),
    ("Berg", 6), ("Bjerre", 5), ("Brandt", 5), ("Bruun", 6), ("Bundgaard", 4), ("Damgaard", 5),
    ("Degn", 4), ("Enevold", 4), ("Fisker", 4), ("Frandsen", 4), ("Gade", 5), ("Gravesen", 4),
    ("Grøn", 4), ("Haugaard", 4), ("Hedegaard", 5), ("Hjorth", 5), ("Hviid", 4), ("Højgaard", 5),
    ("Høj", 4), ("Juhl", 5), ("Juul", 5), ("Kirk", 4), ("Kjeldsen", 5), ("Klit", 3), ("Kold", 3),
    ("Korsgaard", 4), ("Krogh", 5), ("Kruse", 5), ("Kvist", 5), ("Lange", 5), ("Leth", 4),
    ("Lykke", 4), ("Munk", 5), ("Munch", 4), ("Mølgaard", 4), ("Nygaard", 5), ("Nyholm", 4),
    ("Overgaard", 4), ("Paaske", 3), ("Pilgaard", 4), ("Ravn", 5), ("Riis", 5), ("Rosendal", 4),
    ("Sandholt", 4), ("Skovgaard", 4), ("Skytte", 4), ("Smedegaard", 4), ("Sommer", 4),
    ("Storm", 4), ("Strand", 4), ("Stærk", 3), ("Tang", 4), ("Thorup", 4), ("Toft", 5),
    ("Torp", 4), ("Trøst", 3), ("Ulrik", 3), ("Vang", 4), ("Vinther", 5), ("Vad", 3),
    ("Vedel", 3), ("Villadsen", 4), ("Wulff", 4), ("Ågaard", 3), ("Åkjær", 3), ("Ørskov", 4),
    ("Øster", 3), ("Ærø", 2), ("Abildgaard", 4), ("Agerskov", 3), ("Birk", 3), ("Birkholm", 3),
    ("Buhl", 4), ("Bøgh", 4), ("Dyhr", 3), ("Egelund", 3), ("Elkjær", 4), ("Engholm", 3),
    ("Fuglsang", 4), ("Green", 2), ("Hald", 3), ("Hartvig", 3), ("Kærgaard", 3), ("Kaae", 2),
    ("Lillelund", 3), ("Mathiasen", 4), ("Nedergaard", 3), ("Rømer", 3), ("Stokholm", 3),
    ("Tranberg", 3), ("Voss", 3), ("Westh", 2),
)  # fmt: skip

OTHER_ROOTS = (
    (("Ayşe", "Çiğdem", "Elif", "Mehmet", "Hakan", "Maja"),
     ("Yılmaz", "Şahin", "Özdemir", "Kaya", "Çelik", "Doğan")),
    (("Łukasz", "Agnieszka", "Małgorzata", "Piotr", "Zofia"),
     ("Wiśniewska", "Kowalczyk", "Zając", "Wójcik", "Grabowski")),
    (("Thanh", "Minh", "Hương", "Linh", "Đức"), ("Nguyễn", "Trần", "Phạm", "Lê")),
    (("Fatima", "Omar", "Layla", "Yusuf", "Samira", "Khalid"),
     ("Al-Sayed", "Hassan", "El-Khatib", "Mansour", "Abdi", "Warsame")),
    (("Amra", "Edin", "Jasmina", "Senad"), ("Hadžić", "Kovačević", "Begović", "Šarić")),
    (("Priya", "Arun", "Nirmala", "Suresh"), ("Sivakumar", "Rajendran", "Selvarajah")),
    (("Oksana", "Andrij", "Gintarė", "Mihai", "Zsófia"),
     ("Kovalenko", "Petrauskas", "Ionescu", "Szabó")),
    (("Sigríður", "Bárður", "Aviaja", "Malik"),
     ("Þorsteinsdóttir", "á Heygum", "Kleist", "Petrussen")),
)  # fmt: skip
"""First names and surnames of other roots than Danish, kept together."""

OTHER_ROOTS_SHARE = 0.15
MIDDLE_NAME_SHARE = 0.35

TITLES: dict[Role, tuple[str, ...]] = {
    Role.CHIEF: (
        "Børne- og ungechef", "Skolechef", "Dagtilbudschef", "Direktør", "Velfærdsdirektør",
        "Chef for læring og trivsel", "Centerchef", "Familie- og forebyggelseschef",
    ),
    Role.LEADER: (
        "Skoleleder", "Dagtilbudsleder", "Leder af PPR", "Sprogcenterleder", "Teamleder",
        "Pædagogisk leder", "Afdelingsleder",
    ),
    Role.CONSULTANT: (
        "Udviklingskonsulent", "Pædagogisk konsulent", "Inklusionskonsulent", "IT-konsulent",
        "Integrationskonsulent", "Sprogkonsulent", "Læringskonsulent", "Specialkonsulent",
    ),
    Role.STAFF: (
        "Pædagog", "Lærer", "Sundhedsplejerske", "Psykolog", "Tale-hørekonsulent",
        "Inklusionsvejleder", "Læsevejleder", "Socialrådgiver", "AKT-vejleder", "Projektleder",
    ),
    Role.POLITICIAN: (
        "Byrådsmedlem", "Udvalgsformand", "Medlem af børne- og ungeudvalget",
        "Kommunalbestyrelsesmedlem", "Borgmester", "Næstformand i skoleudvalget",
    ),
    Role.PARENT: ("Forældrerepræsentant", "Medlem af skolebestyrelsen"),
    Role.SPEAKER: ("Oplægsholder, forsker", "Ordstyrer"),
    Role.ORGANISER: ("Arrangør", "Projektkoordinator"),
}  # fmt: skip

PLACES = (
    "Foyeren", "Galleriet", "Vinterhaven", "Store Sal", "Biblioteket", "Tårnet", "Havestuen",
    "Pejsestuen", "Lokale A", "Lokale B", "Lokale C", "Lokale D", "Broen", "Mellemgangen",
)  # fmt: skip

EQUIPMENT = (
    "1 plakattavle", "2 plakattavler", "1 bord", "1 bord, 1 plakattavle", "2 borde", "ståbord",
)  # fmt: skip

ATTENTION = (
    "Skal have en stol ved standen",
    "Går tidligt, kl. 10.50",
    "Vil gerne hilse på arrangøren",
    "Har tolk med",
    "Teleslynge udleveres ved indgangen",
)

MESSAGES = (
    "Kaffen er klar i foyeren.",
    "Der er plads ved standene i Vinterhaven.",
    "Husk at skrive de vigtigste spørgsmål ned.",
)

MIS_SCANS = ("", "5701234567893", "https://example.dk/billet", "WIFI:T:WPA;S:gaest;;", "PPPPPPPPPP")
"""What a scanner catches by mistake: a bottle, a poster, a code read by half."""
