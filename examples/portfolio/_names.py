"""Invented companies: no name here is meant to be anybody's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """Where companies are at home: their clock, their holidays, how they are called.

    `zone` is the hours before UTC in winter, and who decides on summer time. `pattern`
    puts a stem, a trade and a town together.
    """

    zone: tuple[float, str]
    holidays: str
    stems: tuple[str, ...]
    trades: tuple[str, ...]
    towns: tuple[str, ...]
    pattern: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


REGIONS = {
    "DE": Region(
        zone=(1, "EU"),
        holidays="north",
        stems=_words("Quellmark Bernwald Grünhagel Öhrlinger Steinfurth Tüffers")
        + _words("Hollergrund Wexlau Mühlsporn Jarrenbrück Überwang Kästnerode"),
        trades=("Maschinenbau", "Logistik", "Bäderbedarf", "Verlag", "Gerätewerk"),
        towns=("Köln", "Lüneburg", "Görlitz", "Graz"),
        pattern="{stem} {trade} {town} GmbH",
    ),
    "PL": Region(
        zone=(1, "EU"),
        holidays="north",
        stems=_words("Wierzbnik Żurawiniec Ślizgacz Ćmielnik Brzozogaj Dąbrzec"),
        trades=("Meble", "Przędzalnia", "Hurtownia", "Usługi"),
        towns=("Łódź", "Kraków", "Gdańsk", "Wrocław"),
        pattern="{stem} {trade} {town} sp. z o.o.",
    ),
    "FR": Region(
        zone=(1, "EU"),
        holidays="south",
        stems=_words("Morvelane Cressigny Brûlefer Hautebise Énorval Garçelin"),
        trades=("L'Atelier", "Les Pépinières", "Transports", "La Maison"),
        towns=("Orléans", "Nîmes", "Liège", "Besançon"),
        pattern="{trade} {stem}, {town}",
    ),
    "ES": Region(
        zone=(1, "EU"),
        holidays="south",
        stems=_words("Almendrera Peñaviva Corralúz Ibañosa Tordehilo Vegacuña"),
        trades=("Conservas", "Cerámicas", "Envíos", "Clínicas"),
        towns=("Cádiz", "León", "Logroño", "Málaga"),
        pattern="{trade} {stem} de {town}, S.L.",
    ),
    "BR": Region(
        zone=(-3, "none"),
        holidays="southern",
        stems=_words("Jacaruna Beirandê Pitombal Guaçuí-Mirim Sertânia Ipezal"),
        trades=("Alimentos", "Confecções", "Construções", "Papéis"),
        towns=("São Paulo", "Goiânia", "Vitória", "Belém"),
        pattern="{trade} {stem} {town} Ltda.",
    ),
    "UK": Region(
        zone=(0, "EU"),
        holidays="north",
        stems=_words("O'Hallowick Penthrew Marlowby D'Arnley Saxwick Thistlecombe")
        + _words("Gorsehatch Wyvernell Llanfwyn Brackmoor"),
        trades=("Freight", "Joinery", "Kitchens", "Actuaries", "Bindings"),
        towns=("Leeds", "Truro", "Cork", "Perth"),
        pattern="{stem} & Sons {trade}, {town}",
    ),
    "US": Region(
        zone=(-6, "US"),
        holidays="american",
        stems=_words("Tallgrovia Winnebrook Ashpointe Corvantry Delmoray Redfern-Oakes")
        + _words("Quillhaven Stoneferry Marquelle Hobbsdale"),
        trades=("Credit Union", "Dental Group", "Packaging", "Outfitters", "Robotics"),
        towns=("Duluth", "Tulsa", "Boise", "Mobile"),
        pattern="{stem} {trade} of {town}, Inc.",
    ),
    "SE": Region(
        zone=(1, "EU"),
        holidays="north",
        stems=_words("Björkslätt Åsenhult Älvmora Tallgläntan Høylund Æblegård"),
        trades=("Trä", "Fisk", "Bygg", "Energi"),
        towns=("Malmö", "Örebro", "Ålesund", "Aarhus"),
        pattern="{stem} {trade} AB, {town}",
    ),
    "CZ": Region(
        zone=(1, "EU"),
        holidays="north",
        stems=_words("Křivolák Žďárovec Třešňák Šumavín Ľuborečie Hŕbany"),
        trades=("Sklárny", "Pekárny", "Doprava", "Tiskárna"),
        towns=("Plzeň", "Brno", "Nitra", "Košice"),
        pattern="{stem} {trade} {town} s.r.o.",
    ),
    "JP": Region(
        zone=(9, "none"),
        holidays="japanese",
        stems=_words("青凪 瑞原野 Tōmikawa 藤茜 Kurenaihara 北雲瀬"),
        trades=("精工", "物流", "Shōji", "食品"),
        towns=("Ōsaka", "Kōbe", "札幌", "仙台"),
        pattern="{stem}{trade} {town}",
    ),
    "GR": Region(
        zone=(2, "EU"),
        holidays="south",
        stems=_words("Αλκυόνη Μελτεμάκι Θαλασσινά Ηλιόφως"),
        trades=("Ναυτιλία", "Τρόφιμα", "Εκδόσεις"),
        towns=("Πάτρα", "Χανιά", "Λάρισα"),
        pattern="{stem} {trade} {town} Α.Ε.",
    ),
    "KR": Region(
        zone=(9, "none"),
        holidays="korean",
        stems=_words("가온누리 해솔빛 새벽별"),
        trades=("산업", "물산", "전자"),
        towns=("부산", "대전", "Jeonju"),
        pattern="{stem} {trade} {town}",
    ),
}

# Names that a table, a page or a spreadsheet could trip over.
AWKWARD = {
    "A-1031": 'Möbelhaus "Zur Kante" & Co. KG',
    "A-1077": "Brandvoll <Bygg> & Sønner",
    "A-1118": "Smith, Jones, and Nobody, LLP",
    "A-1164": "شركة نخيل الواحة",
    "A-1202": "=SUM(A1:A9) Consulting",
    "A-1249": "@nchor & Rope",
    "A-1293": "+Plus Minus- Optik",
    "A-1340": "Null",
    "A-1386": "L'Île d'Œuvre, S.A.R.L.",
    "A-1431": "Světlana Žluťoučký Kůň a synové, veřejná obchodní společnost",
}

# The partner's id, its home, how many accounts it serves, and how good it is at it
# (0 is usual).
PARTNERS = (
    ("nordhauch-it", "DE", 28, 0.03),
    ("kesselhaus", "DE", 22, 0.01),
    ("wolkenzimmer", "DE", 14, -0.04),
    ("datenscheune", "DE", 9, 0.0),
    ("tuermer-und-lot", "DE", 5, 0.05),
    ("bursztynek-it", "PL", 20, 0.02),
    ("zielony-wagon", "PL", 12, -0.01),
    ("trzy-szpaki", "PL", 6, -0.06),
    ("pont-de-craie", "FR", 21, 0.0),
    ("cyan-conseil", "FR", 13, 0.02),
    ("quai-mauve", "FR", 7, -0.03),
    ("caja-volante", "ES", 18, 0.0),
    ("nubealtiva", "ES", 11, -0.05),
    ("tres-grillos", "ES", 6, 0.03),
    ("ponte-de-giz", "BR", 22, 0.01),
    ("jabutinho", "BR", 12, -0.02),
    ("maracupixel", "BR", 6, 0.02),
    ("harrowgate-cloud", "UK", 24, 0.02),
    ("copperweir", "UK", 15, 0.0),
    ("copper-kettle", "UK", 8, -0.05),
    ("foxglove-works", "UK", 4, 0.04),
    ("prairiestack", "US", 28, 0.01),
    ("lanternfield", "US", 21, 0.03),
    ("thirdbluff", "US", 16, -0.03),
    ("mesa-ocre-it", "US", 10, 0.0),
    ("quietquay", "US", 5, -0.08),
    ("fjordlys", "SE", 18, 0.03),
    ("granskugge", "SE", 11, 0.01),
    ("ostanvind", "SE", 5, -0.02),
    ("modry-kocour", "CZ", 15, 0.0),
    ("hromadnik", "CZ", 8, 0.02),
    ("sedmikvitek", "CZ", 5, -0.04),
    ("kumo-to-hato", "JP", 20, 0.03),
    ("asagumi-line", "JP", 12, 0.01),
    ("minato-line", "JP", 6, -0.01),
    ("anemopetra", "GR", 11, -0.02),
    ("pelagion", "GR", 6, 0.01),
    ("haneulbit", "KR", 12, 0.02),
    ("badakkot", "KR", 6, -0.03),
    ("first-lantern-it", "UK", 2, 0.0),
)

# Those who bring scores of their own instead of measures.
SCORES_ONLY = ("tuermer-und-lot", "cyan-conseil", "mesa-ocre-it")


def company(region: Region, share: float, used: set[str]) -> str:
    """Find a name that is not used yet, from a draw of 0 to below 1 on."""
    count = len(region.stems) * len(region.trades) * len(region.towns)
    place = int(share * count)
    # A stride that divides none of the counts comes by every name.
    while (name := _name(region, place % count)) in used:
        place += 37
    used.add(name)
    return name


def _name(region: Region, place: int) -> str:
    place, stem = divmod(place, len(region.stems))
    town, trade = divmod(place, len(region.trades))
    return region.pattern.format(
        stem=region.stems[stem], trade=region.trades[trade], town=region.towns[town]
    )
