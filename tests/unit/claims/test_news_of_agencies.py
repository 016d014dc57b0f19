"""French and Spanish news as agencies write it: one case a rule, with what the rule decides."""

from typing import Any

import pytest

from core.claims import Claim, read_claims
from core.report import Report


def claim(lang: str, text: str, printed: str) -> Claim:
    claims = [c for c in read_claims(Report("news", text, lang, None, "2023-05-10")) if c.printed == printed]
    assert claims, f"{printed!r} is not read"
    return claims[0]


def decided(found: Claim) -> dict[str, Any]:
    named = "" if found.group is None else f"{found.group.label or ''} {found.group.surface}".lower()
    source = " ".join(f"{a.label or ''} {a.surface}" for a in found.attribution).lower()
    return {
        "measure": found.measure,
        "group": named,
        "stance": str(found.stance),
        "precision": str(found.precision),
        "window": str(found.window.kind),
        "source": source,
    }


CASES = [
    # passives have their patient on either side
    ("es", "Habían sido evacuadas 300 personas.", "300", {"measure": "displaced"}),
    ("fr", "La salle où ont été tuées 90 personnes a rouvert.", "90", {"measure": "killed"}),
    ("es", "Más de 80.000 personas se manifestaron el domingo.", "80.000", {"measure": "people_present"}),
    ("es", "El autocar fue alcanzado y tres maletas ardieron.", "tres", {"measure": "other:maletas"}),
    # some of so many
    ("fr", "À Tarma, 70 des 150 habitants ont péri.", "70", {"measure": "killed", "group": "habitants"}),
    ("fr", "À Tarma, 70 des 150 habitants ont péri.", "150", {"measure": "other:habitants"}),
    ("es", "De las 40 denunciantes, nueve han fallecido.", "40", {"measure": "other:denunciantes"}),
    ("es", "Murieron 60 vecinos, 12 de los cuales en la capital.", "12", {"measure": "killed"}),
    ("fr", "Douze soldats ont été blessés, dont trois grièvement.", "trois", {"measure": "injured", "group": "sold"}),
    ("fr", "Le choc a fait une dizaine de blessés, dont un grièvement.", "un", {"measure": "injured"}),
    ("fr", "Parmi les blessés, 14 ont été hospitalisés.", "14", {"measure": "injured", "group": "blessés"}),
    # a share again, as a number; a large number that its subject reached
    ("fr", "Plus de la moitié des décès, soit 1 420, datent de lundi.", "1 420", {"measure": "killed"}),
    ("fr", "Les arrivées ont doublé, à 81.400 contre 39.200.", "81.400", {"group": "arrivées"}),
    ("fr", "Les arrivées ont doublé, à 81.400 contre 39.200.", "39.200", {"group": "arrivées"}),
    ("es", "El número de parados se redujo en 31.200, hasta los 2,4 millones.", "2,4 millones", {"group": "parados"}),
    ("fr", "Le fonds a versé 9 millions d'euros, contre 4 millions un an plus tôt.", "4 millions",
     {"measure": "money"}),
    # figures beside their sources
    ("es", "Unas 9.000 personas según la Policía, 20.000 según los convocantes, marcharon.", "20.000",
     {"measure": "people_present", "source": "convocantes"}),
    ("fr", "Entre 2 000 et 3 000 éleveurs selon la FNSEA ont défilé.", "2 000 et 3 000", {"measure": "people_present"}),
    # what is measured
    ("fr", "Le déficit public, attendu à 5,1 % du PIB, inquiète.", "5,1", {"group": "déficit"}),
    ("es", "La leche subió un 12 % y el pan, un 9 %.", "9", {"group": "pan"}),
    ("fr", "L'État consacrera 30 millions d'euros à la surveillance des côtes.", "30 millions",
     {"group": "surveillance"}),
    ("es", "El gremio cifró en 40 millones de euros las pérdidas.", "40 millones", {"group": "pérdidas"}),
    ("fr", "Le chiffre d'affaires a progressé de 4 %, à 2 milliards d'euros.", "2 milliards", {"group": "chiffre d"}),
    ("es", "La cosecha cayó un 6 %, hasta 1,2 millones de toneladas.", "1,2 millones", {"precision": "exact"}),
    ("es", "El apoyo sube al 41 %, tres puntos más.", "tres", {"measure": "percent"}),
    ("fr", "Près de six Belges sur dix y sont opposés.", "six", {"measure": "percent", "group": "belges"}),
    ("fr", "Un séisme de magnitude 5,9 a secoué la région.", "5,9", {"measure": "other:magnitude"}),
    ("fr", "Quelque 90 000 foyers sont privés d'électricité.", "90 000", {"measure": "other:foyers"}),
    ("fr", "Il a été condamné à une peine de six ans de prison.", "six", {"measure": "duration"}),
    ("fr", "Le fonds a versé 3 millions d'euros à 45 victimes.", "45", {"measure": "other:victimes"}),
    ("fr", "Le feu a fait huit morts. Deux Suisses figurent parmi les victimes.", "Deux", {"measure": "killed"}),
    ("es", "El temporal deja un muerto y 2 millones de hogares sin luz.", "2 millones", {"measure": "other:hogares"}),
    ("fr", "Des combats « meurtriers » ont fait « des dizaines » de morts dans les rangs des rebelles.", "dizaines",
     {"group": "rebelles"}),
    ("es", "En la vista declararon 70 testigos, antes de que murieran dos acusados.", "70",
     {"measure": "other:testigos"}),
    ("es", "El brote deja 210 muertos y más de 9.000 infectados.", "9.000", {"measure": "infected"}),
    ("es", "Entre los fallecidos hay cuatro menores.", "cuatro", {"measure": "killed", "group": "menores"}),
    ("fr", "Rome a compté 120 drones ; la défense en a abattu 102.", "102", {"measure": "other:drones"}),
    ("fr", "Il faut 4 milliards de dollars pour 17 millions de Yéménites.", "17 millions", {"group": "yéménites"}),
    ("es", "Huyeron 20 reos, 13 de los cuales fueron recapturados.", "13", {"measure": "captured"}),
    ("fr", "Sur 175 drones lancés, 150 d'entre eux ont été abattus.", "150", {"measure": "other:drones"}),
    ("fr", "Le lac retient 24 millions de mètres cubes d'eau.", "24 millions", {"measure": "other:mètres"}),
    ("fr", "Un camp prévu pour 389 places a ouvert.", "389", {"measure": "other:places"}),
    ("fr", "Une agricultrice et sa fille ont été tuées.", "Une agricultrice", {"measure": "killed"}),
    ("fr", "Quelque 1 200 habitants ont été contraints à évacuer.", "1 200", {"measure": "displaced"}),
    ("es", "Un tribunal condenó a cinco exparamilitares guatemaltecos.", "cinco", {"group": "exparamilitares"}),
    ("fr", "Un prêt de 2 milliards de dollars du FMI reste gelé.", "2 milliards", {"group": "prêt"}),
    ("es", "Entre los jóvenes, uno de cada cuatro sigue sin trabajo.", "uno",
     {"measure": "percent", "group": "jóvenes"}),
    # one person
    ("fr", "Un chauffeur routier a été tué.", "Un chauffeur", {"measure": "killed"}),
    ("fr", "Deux rescapés, un Irakien et un Somalien, ont été hospitalisés.", "un Irakien", {"measure": "injured"}),
    # stance
    ("es", "El Ejército desmintió la muerte de ocho soldados.", "ocho", {"stance": "denied", "source": "ej"}),
    ("fr", "Le groupe a annoncé mardi la suppression de 700 postes.", "700", {"stance": "plan"}),
    ("es", "La empresa suprimirá 700 empleos.", "700", {"stance": "plan"}),
    ("es", "Hay luz, si bien unos 400 vecinos siguen evacuados.", "400", {"stance": "asserted"}),
    ("fr", "L'armée a nié avoir tiré et évoque vingt morts.", "vingt", {"stance": "asserted", "source": "arm"}),
    ("es", "Prometió enviar 5.000 policías a los 2.500 militares ya desplegados.", "2.500", {"stance": "asserted"}),
    ("es", "La obra costará 3.000 millones de euros, un 3 % del PIB.", "3", {"stance": "forecast"}),
    ("fr", "L'État veut ramener de 11,6 % à 7 % son déficit.", "11,6", {"stance": "asserted"}),
    # windows
    ("es", "El cólera ha causado 58 muertes en un mes.", "58", {"window": "period"}),
    ("fr", "Des rafales à 150 km/h ont été enregistrées.", "150", {"window": "occurrence"}),
    ("fr", "Budget 2024 : Berne promet 2 milliards de francs d'économies", "2 milliards", {"window": "period"}),
    # who says so
    ("fr", "Neuf corps ont été repêchés, selon la marine tunisienne.", "Neuf", {"source": "marine"}),
    ("fr", "Il obtient 31 %, selon un sondage Ipsos publié lundi.", "31", {"source": "ipsos"}),
    ("fr", "Le feu a fait deux morts, a dit le maire Luc Roy. Il y a six blessés, a-t-il précisé.", "six",
     {"source": "roy"}),
    ("fr", "Le feu a fait deux morts, a dit le maire Luc Roy. « Six blessés », dit-il.", "Six", {"source": "roy"}),
    ("es", "Hay dos muertos, dijo la alcaldesa Ana Ruiz. Hay seis heridos, precisó.", "seis", {"source": "ruiz"}),
    ("es", "El balance se elevó a 70 muertos, declaró un portavoz de la Policía.", "70", {"source": "portavoz"}),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "printed", "wanted"), CASES)
def test_decides(lang: str, text: str, printed: str, wanted: dict[str, str]) -> None:
    found = decided(claim(lang, text, printed))
    for field, value in wanted.items():
        assert value in found[field] if field in ("group", "source") else found[field] == value, (field, found)


NO_CLAIMS = [
    ("fr", "À 18 heures, la place était vide."),
    ("fr", "Le Stade l'a emporté 22-16 à Pau."),
    ("es", "El Ibex 35 cerró plano."),
    ("es", "La menor tenía entonces 12 años."),
    ("fr", "Un bébé de huit mois dormait."),
    ("fr", "Le congé court entre le 10 et le 19 juillet."),
    ("fr", "C'est une première estimation."),
    ("fr", "Le feu a pris dans une maison de retraite où personne ne dormait encore."),
    ("es", "El cabecilla, un colombiano de 41 años, fue condenado."),
]


@pytest.mark.parametrize(("lang", "text"), NO_CLAIMS)
def test_claims_nothing(lang: str, text: str) -> None:
    assert [c.text for c in read_claims(Report("news", text, lang, None, "2023-05-10")) if c.value != 0] == []


@pytest.mark.parametrize(
    ("lang", "text", "low", "high"),
    [
        ("es", "Prevén ventas de entre 84.000 y 87.000 millones de euros.", 84_000_000_000, 87_000_000_000),
        ("fr", "Il coûte entre 20 et 30 millions d'euros.", 20_000_000, 30_000_000),
    ],
)
def test_both_ends_of_a_range_have_its_scale(lang: str, text: str, low: int, high: int) -> None:
    found = read_claims(Report("news", text, lang))[0]
    assert (found.interval.low, found.interval.high) == (low, high)
